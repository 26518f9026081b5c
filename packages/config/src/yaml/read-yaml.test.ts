import { readYaml } from './read-yaml.js';

const kinds = (text: string) => readYaml(text).refused.map((each) => each.kind);
const messages = (text: string) => readYaml(text).refused.map((each) => each.message);

test('reads what YAML 1.2 calls text as text', () => {
  const { value } = readYaml('a: yes\nb: 2025-01-06\nc: 12:30:00\nd: 1_000\ne: on');
  expect(value).toEqual({ a: 'yes', b: '2025-01-06', c: '12:30:00', d: '1_000', e: 'on' });
});

test('anchors, aliases and merge keys are allowed, and what they bring in keeps its line', () => {
  const text = 'base: &base\n  x: 1\n  y: 2\nuse:\n  <<: *base\n  y: 3\nlist: [*base]\n';
  const { value, positions, refused } = readYaml(text);
  expect(refused).toEqual([]);
  expect(value).toEqual({ base: { x: 1, y: 2 }, use: { x: 1, y: 3 }, list: [{ x: 1, y: 2 }] });
  expect(positions.placeOf(['use', 'x'], 'value')).toMatchObject({ line: 2, column: 6 });
  expect(positions.placeOf(['use', 'y'], 'value')).toMatchObject({ line: 6, column: 6 });
  expect(positions.placeOf(['list', 0, 'y'], 'key')).toMatchObject({ line: 3, column: 3 });
});

test.each([
  ['a: 1\nb:\n  c: "text"  # why', ['b', 'c'], 'value', { line: 3, column: 6, length: 6 }],
  ['a: 1\nb:\n  c: text', ['b', 'c'], 'key', { line: 3, column: 3, length: 1 }],
  ['a:\n  - x\n  - yy', ['a', 1], 'value', { line: 3, column: 5, length: 2 }],
  ['a: [x, yy]', ['a', 1], 'value', { line: 1, column: 8, length: 2 }],
  ['a: {b: 1}', ['a'], 'value', { line: 1, column: 4, length: 1 }],
  ['a:\nb: 1', ['a'], 'value', { line: 1, column: 1, length: 1 }],
  ['x: 1\na:\n  b: 1', ['a'], 'value', { line: 2, column: 1, length: 1 }],
  ['x: 1\r\nab: 2\r\n', ['ab'], 'value', { line: 2, column: 5, length: 1 }],
  ['x: 1\na:\n  b: 1', ['a', 'missing'], 'value', { line: 2, column: 1, length: 1 }],
  ['x: 1', ['missing'], 'value', { line: 1, column: 1, length: 1 }],
] as const)('in %j the place of %j (%s) is %j', (text, path, at, place) => {
  expect(readYaml(text).positions.placeOf(path, at)).toEqual(place);
});

test('a key that stands twice is refused at the second one', () => {
  const { refused, value } = readYaml('a: 1\nb:\n  c: 1\n  c: 2\na: 3');
  expect(refused.map(({ path, place }) => [path, place.line])).toEqual([
    [['b', 'c'], 4],
    [['a'], 5],
  ]);
  expect(value).toEqual({ a: 3, b: { c: 2 } });
});

test.each(['a: [', 'a: 1\n b: 2', 'a: *nothing', 'a:\n\t- 1', 'a: "', '--- 1\n--- 2', '? [1, 2]\n: 3'])(
  '%j is not valid YAML, and says where',
  (text) => {
    const { refused } = readYaml(text);
    expect(refused[0]?.kind).toBe('syntax');
    expect(refused[0]?.place.line).toBeGreaterThan(0);
  },
);

test.each(['__proto__', 'constructor', 'prototype', '"__proto__"', '!!str __proto__'])(
  'the key %s is refused',
  (key) => {
    expect(kinds(`a:\n  ${key}: {polluted: true}`)).toEqual(['unsafe-yaml']);
    expect(readYaml(`a:\n  ${key}: {polluted: true}`).value).toBeUndefined();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  },
);

test.each(['a: !!js/function "x"', 'a: !custom 1', 'a: !!binary aGk=', 'a: !!timestamp 2025-01-06', 'a: !!set {x}'])(
  'the tag in %j is refused',
  (text) => {
    expect(kinds(text)).toEqual(['unsafe-yaml']);
  },
);

test('tag directives are refused', () => {
  expect(kinds('%TAG ! tag:yaml.org,2002:\n---\na: 1')).toEqual(['unsafe-yaml']);
});

test('aliases are bounded', () => {
  const aliases = (count: number) => `a: &a 1\nb: [${Array.from({ length: count }, () => '*a').join(', ')}]`;
  expect(kinds(aliases(50))).toEqual([]);
  expect(kinds(aliases(51))).toEqual(['unsafe-yaml']);
});

test('nesting is bounded', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  expect(kinds(nested(60))).toEqual([]);
  expect(kinds(nested(65))).toEqual(['unsafe-yaml']);
});

test('a file of more than 1 MiB is refused', () => {
  expect(messages(`# ${'x'.repeat(1_048_576)}`)).toEqual(['the file is larger than 1048576 bytes']);
});

test('an alias inside of what it repeats is refused', () => {
  expect(messages('a: &a [*a]')).toEqual(['an alias stands inside of what it repeats']);
  expect(kinds('a: &a\n  b:\n    <<: *a')).toEqual(['unsafe-yaml']);
});

const BOMBS = {
  'billion laughs': (() => {
    const rows = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
    for (let level = 1; level < 10; level += 1) {
      rows.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    }
    return rows.join('\n');
  })(),
  'fifty aliases that multiply': (() => {
    const rows = ['a0: &a0 [x, x, x]'];
    for (let level = 1; level < 17; level += 1) {
      rows.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}, *a${level - 1}]`);
    }
    return rows.join('\n');
  })(),
  'merge keys that multiply': (() => {
    const keys = Array.from({ length: 5_000 }, (_, index) => `k${index}: 1`).join(', ');
    return `a: &a {${keys}}\n${Array.from({ length: 49 }, (_, index) => `m${index}: {<<: *a}`).join('\n')}`;
  })(),
};

// Written out, the first of them has ten billion words: a reader that expands it does not come back.
test.each(Object.entries(BOMBS))('%s is refused unexpanded', (_, text) => {
  expect(kinds(text)).toContain('unsafe-yaml');
});
