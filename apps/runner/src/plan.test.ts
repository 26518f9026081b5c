import { ConfigLoader } from '@q/config';
import { planLines } from './plan.js';
import type { ChosenSockets } from './sockets.js';

const ANY_FEED = { description: 'x', from: 0, to: 0, identity: {} } as ChosenSockets['feed'];

function brokerLine(text: string): string {
  const trading = "trading: {symbols: [EURUSD, USDJPY], timeframes: ['1']}\n";
  const { config } = ConfigLoader.parse(trading + text, { env: {} });
  const sockets = { feed: ANY_FEED, sockets: {}, brokerDescription: 'simulated broker' } as ChosenSockets;
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
