import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { BenchFolder } from '../testing/bench-folder.js';
import { wavesCsv } from '../testing/waves.js';

const folder = new BenchFolder();
afterAll(() => folder.remove());

/** A hundred secrets of the kinds that people have: in the environment, and in what a strategy in code throws and reports. */
const KINDS: readonly ((n: number) => { readonly secret: string; readonly text: string })[] = [
  (n) => ({ secret: `ak${n}XyZ0123456789abcdef`, text: `api_key=ak${n}XyZ0123456789abcdef` }),
  (n) => ({ secret: `tok-${n}-abcdefghijkl`, text: `token: tok-${n}-abcdefghijkl` }),
  (n) => ({ secret: `pw${n}hunter2hunter2`, text: `https://bot:pw${n}hunter2hunter2@venue.example/v1` }),
  (n) => ({
    secret: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI${n}In0.c2lnbmF0dXJl${n}`,
    text: `Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI${n}In0.c2lnbmF0dXJl${n}`,
  }),
];
const PLANTED = Array.from({ length: 80 }, (_, n) => (KINDS[n % KINDS.length] ?? KINDS[0])?.(100 + n)).filter(
  (one) => one !== undefined,
);
const IN_ENVIRONMENT = Array.from({ length: 20 }, (_, n) => ({
  name: `PLANTED_${n}_SECRET`,
  secret: `env-secret-${n}-zyxwvutsrqpo`,
}));

beforeAll(() => {
  for (const { name, secret } of IN_ENVIRONMENT) process.env[name] = secret;
});
afterAll(() => {
  for (const { name } of IN_ENVIRONMENT) delete process.env[name];
});

function filesBelow(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile());
}

test('a hundred planted secrets appear nowhere in journal, history, log, metrics or alerts', async () => {
  const texts = [...PLANTED.map(({ text }) => text), ...IN_ENVIRONMENT.map(({ secret }) => `it was ${secret}`)];
  folder.write('package.json', '{ "type": "module" }');
  folder.write(
    'leaky.mjs',
    `import { defineStrategy } from '@q/trading';
const texts = ${JSON.stringify(texts)};
let next = 0;
export const strategies = [{
  symbol: 'EURUSD',
  strategy: defineStrategy({
    name: 'leaky',
    timeframes: ['1'],
    risk: { position_sizing: { type: 'fixed', value: 0.01 } },
    warmUp: 1,
    evaluate() { throw new Error(texts[next++ % texts.length]); },
  }),
}];
`,
  );
  folder.write('candles.csv', wavesCsv());
  const alerts: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (part: string) => alerts.push(part));
    request.on('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  process.env['PLANTED_HOOK_URL'] = `http://127.0.0.1:${port}/hook`;
  folder.write(
    'services.yaml',
    `mode: paper
trading: { symbols: [EURUSD], timeframes: ['1'] }
feed: { kind: replay, files: { EURUSD: ${folder.at('candles.csv')} }, speed: 3000 }
strategies: { folder: none, modules: [leaky.mjs] }
orchestrator: { max_restarts: 1000, restart_window: 1 }
logging: { level: DEBUG, console: false, file_output: true, log_file: ${folder.at('logs/run.log')} }
outputs: { folder: ${folder.at('runs')} }
journal: { file: ${folder.at('state/journal.db')}, ballast: 0 }
control: { socket: ${folder.at('c.sock')} }
automation: { file_watcher_enabled: false }
metrics: { prometheus: { enabled: true, port: 0 } }
account: { id: 'https://bot:pw102hunter2hunter2@venue.example/v1' }
alerts:
  enabled: true
  sinks: { hook: { kind: webhook, url_env: PLANTED_HOOK_URL, secret_env: PLANTED_0_SECRET } }
  rules: { failing: { event: StrategyEvaluationError, severity: warning, cooldown: 0 }, handlers: { event: HandlerFailed, severity: warning, cooldown: 0 } }
`,
  );
  const running = folder.run('run');
  let metrics = '';
  for (let left = 500; left > 0 && metrics === ''; left -= 1) {
    const address = /metrics +(http:\S+)/.exec(folder.complained)?.[1];
    if (address !== undefined) metrics = await (await fetch(address)).text();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const code = await running;
  server.close();
  expect([code, code === 0 ? '' : folder.complained]).toEqual([0, '']);
  delete process.env['PLANTED_HOOK_URL'];
  // What was put in, and the configuration of the run, which is what was put in.
  const written = filesBelow(folder.path).filter(
    (file) => !/leaky\.mjs$|candles\.csv$|services\.yaml$|config\.json$/.test(file),
  );
  const all = [
    ...written.map((file) => [file, readFileSync(file, 'latin1')]),
    ['metrics', metrics],
    ['alerts', alerts.join('\n')],
    ['output', [folder.printed, folder.complained].join('\n')],
  ] as const;
  expect(written.some((file) => file.endsWith('journal.db'))).toBe(true);
  expect(metrics).toContain('quantronaute_');
  expect(alerts.join('')).toContain('***');
  expect(all.find(([file]) => file.endsWith('journal.db'))?.[1]).toContain('***');
  const secrets = [...PLANTED, ...IN_ENVIRONMENT].map(({ secret }) => secret);
  expect(secrets).toHaveLength(100);
  for (const [where, text] of all)
    expect([where, secrets.filter((secret) => text.includes(secret))]).toEqual([where, []]);
}, 60_000);
