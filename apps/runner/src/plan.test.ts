import type { TickRow } from '@q/brokers';
import { tickCandles } from '@q/brokers';
import { ConfigLoader } from '@q/config';
import { planLines } from './plan.js';
import type { ChosenSockets } from './sockets.js';

/** With ticks by symbol. */
function brokerLine(text: string, ticks: Readonly<Record<string, TickRow>> = {}): string {
  const known = Object.entries(ticks).flatMap(([symbol, row]) => {
    const { ticks: columns } = tickCandles([row]);
    return columns === undefined ? [] : [[symbol, columns] as const];
  });
  const chosen = { description: 'x', from: 0, to: 0, identity: {}, ticks: new Map(known) };
  const feed = chosen as Partial<ChosenSockets['feed']> as ChosenSockets['feed'];
  const trading = "trading: {symbols: [EURUSD, USDJPY], timeframes: ['1']}\n";
  const { config } = ConfigLoader.parse(trading + text, { env: {} });
  const sockets = { feed, sockets: {}, brokerDescription: 'simulated broker' } as ChosenSockets;
  return planLines(config, sockets).find((line) => line.startsWith('broker')) ?? '';
}

const QUOTES = '{bid: b.csv, ask: a.csv}';
const AFTER = ', slippage 0.1 pip, commission 3.5 per lot and side';

test.each([
  ['', 'spread 1 pip'],
  [
    "broker: {spread_by_session: {rollover: {from: '21:00', to: '23:00', pips: 8}}}\n",
    'spread 1 pip, 8 pip rollover (21:00-23:00)',
  ],
  [`feed: {kind: replay, files: {EURUSD: x.csv, USDJPY: y.csv}}\n`, 'spread 1 pip'],
  [`feed: {kind: replay, files: {EURUSD: x.csv, USDJPY: ${QUOTES}}}\n`, 'spread 1 pip, that of the quotes for USDJPY'],
  [`feed: {kind: replay, files: {EURUSD: ${QUOTES}, USDJPY: ${QUOTES}}}\n`, 'spread of the quotes'],
])('the plan says which spread is paid: with %p %s', (text, spread) => {
  expect(brokerLine(text)).toBe(`broker     simulated broker; ${spread}${AFTER}`);
});

test('ticks with bid and ask are quotes, those of trades are not', () => {
  const both = '{EURUSD: {ticks: x.csv}, USDJPY: {ticks: y.csv}}';
  const line = brokerLine(`feed: {kind: replay, files: ${both}}\n`, {
    EURUSD: { time: 0, bid: 1, ask: 2 },
    USDJPY: { time: 0, last: 1 },
  });
  expect(line).toBe(`broker     simulated broker; spread 1 pip, that of the quotes for EURUSD${AFTER}`);
});

test('the plan says how many swaps by date there are, and how many of them the data can meet', () => {
  const { config } = ConfigLoader.parse("trading: {symbols: [EURUSD, USDJPY], timeframes: ['1']}\n", { env: {} });
  const on = (day: number) => ({ at: Date.UTC(2025, 0, day, 22), long: -1, short: 1 });
  const [from, to] = [Date.UTC(2025, 0, 7), Date.UTC(2025, 0, 9)];
  const chosen = { description: 'x', from, to, identity: {}, ticks: new Map() };
  const feed = chosen as Partial<ChosenSockets['feed']> as ChosenSockets['feed'];
  const sockets = { feed, sockets: {}, brokerDescription: '' } as ChosenSockets;
  const swaps = { EURUSD: [on(6), on(7), on(8), on(9)], USDJPY: [] };
  expect(planLines({ ...config, swaps }, sockets).filter((line) => line.startsWith('swaps'))).toEqual([
    'swaps      EURUSD: 4 from 2025-01-06 to 2025-01-09, 2 in the time of the data',
    'swaps      USDJPY: none',
  ]);
});
