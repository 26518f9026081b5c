import { VirtualClock } from '@q/events';
import { CandleColumns } from '../feed/candle-columns.js';
import { ServedSeries } from '../feed/served-series.js';
import { Answers, orderOf } from '../testing/broker-contract.js';
import { FREE, instrument, MINUTE_MS } from '../testing/simulated-desk.js';
import { createSimulatedBroker } from './simulated-broker.js';

const FIRST = 3;
const COUNT = 20;

function seriesAround(price: number, pip: number): ServedSeries {
  const rows = Array.from({ length: FIRST + COUNT }, (_, minute) => {
    const close = price + ((minute * 5) % 7) * pip;
    return { openTime: minute * MINUTE_MS, open: price, high: price + 9 * pip, low: price - pip, close, volume: 1 };
  });
  return new ServedSeries('1', CandleColumns.of(rows));
}

test('what is open in another symbol counts with the price that it has, in the order of the symbols', () => {
  const answers = new Answers();
  const broker = createSimulatedBroker({
    clock: new VirtualClock(0),
    instruments: { USDJPY: instrument('USDJPY'), EURUSD: instrument('EURUSD'), GBPUSD: instrument('GBPUSD') },
    account: { currency: 'USD', balance: 10_000 },
    costs: () => ({ ...FREE, spreadPips: 1.1 }),
  });
  broker.connect(answers);
  const euro = seriesAround(1.1, 0.0001);
  const all = { USDJPY: seriesAround(150.123, 0.01), EURUSD: euro, GBPUSD: seriesAround(1.3, 0.0001) };
  const give = (symbol: keyof typeof all, row: number): void =>
    broker.onCandle(symbol, all[symbol].columns.candleAt(row, MINUTE_MS));
  for (const id of ['a', 'b'])
    broker.submit(orderOf(id, { symbol: 'EURUSD', volume: id === 'a' ? 0.37 : 0.11, decidedAt: 0 }));
  broker.submit(orderOf('c', { symbol: 'USDJPY', side: 'sell', direction: 'short', volume: 0.3, decidedAt: 0 }));
  broker.submit(orderOf('d', { symbol: 'GBPUSD', volume: 0.7, decidedAt: 0 }));
  for (let row = 0; row < FIRST; row += 1)
    for (const symbol of ['USDJPY', 'GBPUSD', 'EURUSD'] as const) give(symbol, row);
  expect(answers.fills).toHaveLength(4);
  const found = broker.look?.('EURUSD', euro.ahead(FIRST * MINUTE_MS, COUNT) ?? fail());
  const before = answers.accounts.length;
  for (let row = FIRST; row < FIRST + COUNT; row += 1) give('EURUSD', row);
  const { equity, openProfit, from } = found?.marks ?? fail();
  const told = answers.accounts.slice(before);
  expect(told).toHaveLength(COUNT);
  expect([...equity.subarray(from, from + COUNT)]).toEqual(told.map((account) => account.equity));
  expect([...openProfit.subarray(from, from + COUNT)]).toEqual(told.map((account) => account.openProfit));
});

function fail(): never {
  throw new Error('nothing was marked');
}
