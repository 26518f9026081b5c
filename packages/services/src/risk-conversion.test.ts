import { instrumentSpecs } from '@q/trading';
import { RiskDesk } from './testing/risk-desk.js';
import { MINUTE_MS, START } from './testing/service-bench.js';

const BY_RISK = { position_sizing: { type: 'risk', value: 1 }, sl: { type: 'fixed', value: 20 } };

const only = (...symbols: readonly string[]) =>
  Object.fromEntries(Object.entries(instrumentSpecs).filter(([symbol]) => symbols.includes(symbol)));

function close(desk: RiskDesk, symbol: string, price: number): void {
  const times = { openTime: START - MINUTE_MS, closeTime: START };
  const candle = { ...times, open: price, high: price, low: price, close: price, volume: 1, bars: 1 };
  desk.bench.publish({ type: 'NewCandle', symbol, timeframe: '1', candle, phase: 'warm-up' });
}

const euroInPounds = (desk: RiskDesk) => desk.signal('EURGBP', { price: 0.85 });

test('the size of an entry in a third currency follows from the newest close that leads to the account currency', () => {
  const desk = new RiskDesk({ instruments: only('EURGBP', 'GBPUSD') }, BY_RISK);
  desk.account(10_000);
  close(desk, 'GBPUSD', 1.6);
  close(desk, 'GBPUSD', 1.25);
  // 100 dollars are 80 pounds, and a lot loses 200 pounds at 20 pips.
  expect(euroInPounds(desk)).toMatchObject([{ volume: 0.4 }]);
});

test('two steps are taken where no symbol has both currencies', () => {
  const desk = new RiskDesk({ instruments: only('EURUSD', 'EURGBP') }, BY_RISK);
  desk.account(10_000);
  close(desk, 'EURGBP', 0.88);
  close(desk, 'EURUSD', 1.1);
  expect(euroInPounds(desk)).toMatchObject([{ volume: 0.4 }]);
});

test('without a close of every symbol that is needed the entry is denied, with the reason and the numbers', () => {
  const desk = new RiskDesk({ instruments: only('EURUSD', 'EURGBP') }, BY_RISK);
  desk.account(10_000);
  close(desk, 'EURGBP', 0.88);
  expect(euroInPounds(desk)).toEqual([]);
  expect(desk.sent('OrderDenied')).toMatchObject([
    {
      reason: 'no_conversion_rate',
      message: 'there is no close of EURUSD yet, which turns the money of EURGBP into USD: wait for its first candle',
      value: 0,
      limit: 1,
    },
  ]);
  expect(desk.signal('EURUSD')).toMatchObject([{ symbol: 'EURUSD' }]);
});

test('the limit of the value of an entry is held in account currency', () => {
  const limits = { maxPositions: 10, maxPositionSize: 10, maxNotional: 106_000 };
  const desk = new RiskDesk({ instruments: only('EURGBP', 'GBPUSD'), limits });
  close(desk, 'GBPUSD', 1.25);
  // A lot is worth 85,000 pounds.
  euroInPounds(desk);
  expect(desk.sent('OrderDenied')).toMatchObject([{ reason: 'max_notional', value: 106_250, limit: 106_000 }]);
});
