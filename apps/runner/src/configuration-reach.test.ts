import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CandleColumns, createReplayFeed, createSimulatedBroker, feedThroughMarket } from '@q/brokers';
import { ConfigLoader, configurationTable } from '@q/config';
import { VirtualClock } from '@q/events';
import { TradingOrchestrator } from '@q/orchestrator';
import { candlesFrom, RISE, START } from './flows/testing/flow.js';
import { BenchFolder } from './testing/bench-folder.js';

const root = join(__dirname, '../../..');
const folder = new BenchFolder();
afterAll(() => folder.remove());

/** Comments and texts: a key that is only named there is not read. */
const PROSE = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** The sources, without the schema of the configuration. */
function sources(): readonly string[] {
  const folders = ['apps/runner', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)]
    .filter((name) => name !== 'packages/tooling')
    .map((name) => join(root, name, 'src'));
  return folders.flatMap((source) =>
    readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|^sections/.test(name))
      .map((name) => readFileSync(join(source, name), 'utf8').replace(PROSE, '')),
  );
}

test('no key of the configuration goes unread: each stands in a source beside its schema', () => {
  const texts = sources();
  const paths = configurationTable().map(({ path }) => path.split('.'));
  const nameOf = (path: readonly string[]): string => path.at(-1) ?? '';
  const isShared = (name: string): boolean => paths.filter((path) => nameOf(path) === name).length > 1;
  const isRead = (path: readonly string[], text: string): boolean =>
    new RegExp(`\\b${nameOf(path)}\\b`).test(text) &&
    (!isShared(nameOf(path)) || new RegExp(path.at(-2) ?? '', 'i').test(text));
  const unread = paths.filter((path) => !texts.some((text) => isRead(path, text)));
  expect(unread.map((path) => path.join('.'))).toEqual([]);
});

test.each(['symbol: EURUSD', 'symbols: [EURUSD]'])('a system is made from a file with %s and runs', async (symbols) => {
  const file = folder.write('one.yaml', `trading: { ${symbols}, timeframes: ['1'] }\nindicators: { folder: none }\n`);
  const { config } = ConfigLoader.load(file, { env: {} });
  const clock = new VirtualClock(START);
  const venue = createSimulatedBroker({
    clock,
    instruments: config.instruments,
    account: config.account,
    costs: () => ({ spreadPips: 0, slippagePips: 0, commissionPerLot: 0 }),
  });
  const columns = CandleColumns.of(candlesFrom(RISE));
  const feed = feedThroughMarket(createReplayFeed({ series: [{ symbol: 'EURUSD', timeframe: '1', columns }] }), venue);
  const orchestrator = TradingOrchestrator.fromConfigFile(file, { clock, feed, broker: venue });
  await orchestrator.run();
  await orchestrator.stop();
  expect(orchestrator.figures.candles).toEqual([
    { symbol: 'EURUSD', timeframe: '1', in: RISE.length, published: RISE.length, bad: 0 },
  ]);
});
