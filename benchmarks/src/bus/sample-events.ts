import type { Candle, EventOf, EventType, TradingEvent } from '@q/events';
import { IndicatorRow, RowSchema } from '@q/events';

const MINUTE_MS = 60_000;
const START = Date.UTC(2025, 0, 6);
const RING = 1_024;

const candles: readonly Candle[] = Array.from({ length: RING }, (_, n) => ({
  openTime: START + n * MINUTE_MS,
  closeTime: START + (n + 1) * MINUTE_MS,
  open: 1.1 + n * 1e-5,
  high: 1.1004 + n * 1e-5,
  low: 1.0996 + n * 1e-5,
  close: 1.1001 + n * 1e-5,
  volume: 60 + n,
  bars: 1,
}));
const schema = new RowSchema(['open', 'high', 'low', 'close'].map((name) => ({ name, kind: 'number' })));
const rows = candles.map((candle) => {
  const { open, high, low, close, closeTime } = candle;
  return new IndicatorRow(schema, [open, high, low, close], closeTime);
});
const series = { symbol: 'EURUSD', timeframe: '1' } as const;

/** A fresh candle event, as its publisher would write it: the candle itself exists already, as it does in a run. */
export function newCandle(n: number): EventOf<'NewCandle'> {
  const { symbol, timeframe } = series;
  return { type: 'NewCandle', symbol, timeframe, candle: candles[n & (RING - 1)] as Candle, phase: 'live' };
}

export function cycleStarted(n: number): EventOf<'CycleStarted'> {
  return { type: 'CycleStarted', cycle: n, instant: START + n, phase: 'live', idle: false };
}

export function indicatorsCalculated(n: number): EventOf<'IndicatorsCalculated'> {
  const { symbol, timeframe } = series;
  return { type: 'IndicatorsCalculated', symbol, timeframe, row: rows[n & (RING - 1)] as IndicatorRow, phase: 'live' };
}

export function accountUpdated(n: number): EventOf<'AccountUpdated'> {
  const account = { currency: 'USD', balance: n, equity: n, openProfit: 0, cause: 'mark', at: START + n } as const;
  return { type: 'AccountUpdated', account };
}

/** Eight types of eight shapes, in turn. */
export function mixed(n: number): TradingEvent {
  const { symbol, timeframe } = series;
  switch (n & 7) {
    case 0:
      return cycleStarted(n);
    case 1:
      return { type: 'DataFetched', symbol, timeframe, count: 1 };
    case 2:
      return newCandle(n);
    case 3:
      return indicatorsCalculated(n);
    case 4:
      return accountUpdated(n);
    case 5: {
      const decidedAt = START + n;
      return { type: 'EntrySignal', strategy: 'dip', symbol, timeframe, direction: 'long', price: 1.1, decidedAt };
    }
    case 6:
      return { type: 'RegimeChanged', symbol, timeframe, from: 'range', to: 'trend', confidence: 0.75 };
    default:
      return { type: 'OrderExpired', symbol, clientOrderId: CLIENT_ORDER_ID };
  }
}

// An id outside a test is made by the risk gate alone; this one names no order.
const CLIENT_ORDER_ID = 'a1b2c3d4e5f6a7b8c9' as EventOf<'OrderExpired'>['clientOrderId'];

export const MIXED_TYPES: readonly EventType[] = Array.from({ length: 8 }, (_, n) => mixed(n).type);
