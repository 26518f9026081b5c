import { blocksOf } from '../docs/block.js';
import { foreignCommand } from '../docs/foreign-command.js';
import { firstMissing } from '../docs/same-form.js';
import { treatmentsOf } from '../docs/treatment.js';

const treat = (...lines: readonly string[]) =>
  treatmentsOf({ path: 'page.md', blocks: blocksOf('page.md', lines.join('\n')), ownTest: undefined });

describe('a block', () => {
  test('is found with its line, its language and the hints right before it', () => {
    const [block, other] = blocksOf(
      'page.md',
      '# A\n\n<!-- file: a.ts -->\n<!-- continues -->\n\n```ts\n1;\n```\n\n```\nx\n```\n',
    );
    expect(block).toMatchObject({ line: 6, language: 'ts', text: '1;\n' });
    expect([...(block?.hints ?? [])]).toEqual([
      ['file', 'a.ts'],
      ['continues', ''],
    ]);
    expect([other?.language, other?.hints.size]).toEqual(['', 0]);
  });

  test('has no hint that is further away', () => {
    const [block] = blocksOf('page.md', '<!-- output -->\n\nwords\n\n```\nx\n```\n');
    expect(block?.hints.size).toBe(0);
  });

  test('of an unknown kind is refused, and taken where it is marked with a reason', () => {
    expect(() => treat('```cobol', 'x', '```')).toThrow('page.md:1: nothing is known to do with "cobol"');
    expect(treat('<!-- untested: nobody has it -->', '', '```cobol', 'x', '```')).toMatchObject([
      { kind: 'untested', reason: 'nobody has it' },
    ]);
  });

  test('marked without a reason is refused', () => {
    expect(() => treat('<!-- untested -->', '```ts', '1;', '```')).toThrow('says why');
    expect(() => treat('<!-- untested: -->', '```ts', '1;', '```')).toThrow('says why');
  });

  test('with a hint that nobody knows is refused', () => {
    expect(() => treat('<!-- untestd: typing -->', '```ts', '1;', '```')).toThrow('the hint "untestd" is not known');
  });

  test('of commands among samples is refused', () => {
    for (const command of ['$ ls', 'qbot run', 'npx qbot run', 'pnpm release'])
      expect(() => treat('```', command, '```')).toThrow('commands stand in a block of their own');
  });

  test('whose commands reach out of a project folder is refused', () => {
    expect(() => treat('```sh', 'sudo qbot status', '```')).toThrow('"sudo" is not run by a test');
    expect(() => treat('```sh', 'cd ..', 'cp a /etc/b', '```')).toThrow('"/etc/b" is not run by a test');
  });
});

test.each([
  ['qbot run | grep x | head -1', undefined],
  ['run=$(ls -d runs/*/ | tail -1)', undefined],
  ["grep '/etc' file # with sudo", undefined],
  ['qbot run && rm -r x', 'rm'],
  ['run="$(curl x)"', 'curl'],
  ['A=1 docker run', 'docker'],
  ['cat ~/secrets', '~/secrets'],
])('of the line %s the command %s is foreign', (line, word) => {
  expect(foreignCommand(line)).toBe(word);
});

describe('an output', () => {
  test('has the form of another with other numbers, times and ids', () => {
    expect(
      firstMissing(
        'run  2025-01-06T09:40:00.000Z, 3 orders\n...\nequity 10,001.50',
        'run 2026-02-03T10:00:00.000Z, 12 orders\nx\nequity 9.1',
      ),
    ).toBe(undefined);
  });

  test('has all its words, in their order', () => {
    expect(firstMissing('a 1\nb 2', 'b 2\na 1')).toBe('b 2');
    expect(firstMissing('positions 3', 'orders 3')).toBe('positions 3');
  });
});
