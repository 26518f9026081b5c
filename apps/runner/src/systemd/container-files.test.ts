import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { environmentTable } from '@q/config';
import { parseArguments } from '../arguments.js';

const root = join(__dirname, '../../../..');
const read = (name: string): string => readFileSync(join(root, 'ops/docker', name), 'utf8');

interface Instruction {
  readonly word: string;
  readonly text: string;
}

/** The instructions of a Dockerfile in their order, each on one line. */
function instructions(text: string): readonly Instruction[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => ({ word: line.split(' ', 1)[0] ?? '', text: line.slice(line.indexOf(' ') + 1) }));
}

const dockerfile = instructions(read('Dockerfile'));
const last = dockerfile.slice(dockerfile.findLastIndex(({ word }) => word === 'FROM'));
const finally_ = (word: string): string => last.findLast((one) => one.word === word)?.text ?? '';

interface Compose {
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** The reader of the configuration, which the package itself does not need. */
const yaml = createRequire(join(root, 'packages/config/package.json'))('js-yaml') as { load(text: string): unknown };
const compose = yaml.load(read('compose.yaml')) as Compose;
const bot = compose.services['bot'] ?? {};

describe('the image', () => {
  test('every instruction is one that Docker knows', () => {
    const known = 'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN STOPSIGNAL USER VOLUME WORKDIR';
    expect(dockerfile.filter(({ word }) => !known.split(' ').includes(word))).toEqual([]);
  });

  test('ends in a stage that runs as a user without rights, has a health check and stops by SIGTERM', () => {
    expect(finally_('USER')).toBe('node');
    expect(finally_('HEALTHCHECK')).toContain('/healthz');
    expect(finally_('STOPSIGNAL')).toBe('SIGTERM');
    expect(finally_('VOLUME')).toBe(finally_('WORKDIR'));
  });

  test('is made of a Node that is mended', () => {
    expect(dockerfile[0]).toEqual({ word: 'ARG', text: 'NODE=22' });
    const bases = dockerfile.filter(({ word, text }) => word === 'FROM' && text.includes(':'));
    expect(bases.map(({ text }) => text.split(' ')[0])).toEqual(Array(2).fill('node:${NODE}-bookworm-slim'));
  });

  test('has the settings of npm while npm runs, and in no layer', () => {
    const installs = dockerfile.filter(({ word, text }) => word === 'RUN' && text.includes('npm install'));
    expect(installs).toHaveLength(2);
    for (const { text } of installs)
      expect(text).toMatch(/^--mount=type=secret,id=npmrc NPM_CONFIG_USERCONFIG=\/run\/secrets\/npmrc /);
    const kept = dockerfile.filter(({ word }) => ['ARG', 'ENV', 'COPY', 'ADD'].includes(word));
    expect(kept.filter(({ text }) => /npmrc|token|secret|passw|auth|_key/i.test(text))).toEqual([]);
    expect(last.filter(({ word }) => word === 'COPY').map(({ text }) => text.split(' ')[0])).toEqual([
      '--from=installed',
    ]);
  });

  test('sets variables that the program reads', () => {
    const names = new Set(environmentTable().map(({ name }) => name));
    const set = finally_('ENV')
      .split(' ')
      .map((one) => one.split('=')[0] ?? '');
    expect(set.filter((name) => !names.has(name))).toEqual([]);
    expect(set).toContain('METRICS_PROMETHEUS_ENABLED');
  });

  test('gets nothing of the folder but packed packages', () => {
    const [first, ...others] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(first).toBe('*');
    expect(others.filter((line) => line.startsWith('!'))).toEqual(['!packages', '!packages/*.tgz']);
  });

  test('begins with a line that the program understands', () => {
    const argv = [...(JSON.parse(finally_('ENTRYPOINT')) as string[]), ...(JSON.parse(finally_('CMD')) as string[])];
    expect(argv.slice(0, 2)).toEqual(['node', '/opt/quantronaute/node_modules/@q/runner/bin/qbot.mjs']);
    expect(parseArguments(argv.slice(2))).toMatchObject({ verb: ['run'], config: '/etc/quantronaute/services.yaml' });
  });

  test('asks after its health with a script that can be read', () => {
    const [node, flag, script = ''] = JSON.parse(finally_('HEALTHCHECK').replace(/^.*?CMD /, '')) as string[];
    expect([node, flag]).toEqual(['node', '-e']);
    expect(() => new Script(script)).not.toThrow();
  });
});

describe('the compose file', () => {
  test('takes every right away that a run does not need', () => {
    expect(bot).toMatchObject({
      read_only: true,
      init: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(bot).not.toHaveProperty('privileged');
    expect(bot).not.toHaveProperty('network_mode');
  });

  test('mounts the configuration to be read only, and the state to be kept', () => {
    expect(bot['volumes']).toEqual(['./config:/etc/quantronaute:ro', 'state:/var/lib/quantronaute']);
    expect(bot['tmpfs']).toEqual([expect.stringMatching(/^\/tmp:/)]);
  });

  test('publishes on this machine only', () => {
    const ports = bot['ports'] as readonly string[];
    expect(ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
  });

  test('bounds its log, and gives a stop its time', () => {
    expect(bot['logging']).toMatchObject({ options: { 'max-size': '10m', 'max-file': '5' } });
    expect(bot['stop_grace_period']).toBe('30s');
  });

  test('starts again after a failure and not after an end', () => {
    expect(bot['restart']).toMatch(/^on-failure:\d+$/);
  });

  test('holds no secret itself', () => {
    expect(bot).not.toHaveProperty('environment');
    expect(compose.secrets).toEqual({ npmrc: { file: expect.stringMatching(/^\$\{NPMRC:-/) as string } });
  });

  test('gives a command that the program understands', () => {
    expect(parseArguments(bot['command'] as string[])).toMatchObject({ verb: ['run'] });
  });
});
