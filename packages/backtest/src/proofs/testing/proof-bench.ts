import type { CandleRow } from '@q/brokers';
import { CandleColumns } from '@q/brokers';
import type { ConfigInput } from '@q/config';
import type { Signal, Strategy, StrategyView } from '@q/trading';
import { defineStrategy } from '@q/trading';

export const MINUTE_MS = 60_000;
/** A Monday. */
export const START = Date.UTC(2025, 0, 6);

/** A random walk of minute candles in cents, the same for the same seed. */
export function walk(count: number, seed = 7): readonly CandleRow[] {
  let state = seed;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  let price = 10_000;
  return Array.from({ length: count }, (_, index) => {
    const open = price;
    price = Math.max(100, price + Math.round((random() - 0.5) * 40));
    const high = Math.max(open, price) + Math.round(random() * 10);
    const low = Math.min(open, price) - Math.round(random() * 10);
    const cents = { open: open / 100, high: high / 100, low: low / 100, close: price / 100 };
    return { openTime: START + index * MINUTE_MS, ...cents, volume: 1 };
  });
}

export const CONFIG: ConfigInput = {
  trading: { symbols: ['BTCUSD'], timeframes: ['1'] },
  account: { balance: 100_000 },
  broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 1.25 },
  risk: { max_positions: 1, daily_loss_limit: 0, account_stop_loss: { enabled: false } },
  indicators: { inline: { BTCUSD: { '1': { sma_fast: { period: 5 }, sma_slow: { period: 12 } } } } },
};

/** In when the fast average crosses above the slow one, out when it crosses below. */
export const CROSS = {
  name: 'cross',
  timeframes: ['1'],
  entry: {
    long: { conditions: [{ signal: 'sma_fast', operator: 'crosses_above', value: 'sma_slow', timeframe: '1' }] },
  },
  exit: {
    long: { conditions: [{ signal: 'sma_fast', operator: 'crosses_below', value: 'sma_slow', timeframe: '1' }] },
  },
  risk: { position_sizing: { type: 'fixed', value: 1 } },
} as const;

/** A strategy of the one-minute candles in code. */
export function coded(name: string, evaluate: (view: StrategyView) => readonly Signal[]): Strategy {
  return defineStrategy({
    name,
    timeframes: ['1'],
    warmUp: 2,
    risk: { position_sizing: { type: 'fixed', value: 1 } },
    evaluate,
  });
}

export const ENTER: readonly Signal[] = [{ kind: 'entry', direction: 'long' }];
export const LEAVE: readonly Signal[] = [{ kind: 'exit', direction: 'long' }];

/** When the newest row closed, which is when the next candle opens. */
export function nowOf(view: StrategyView): number {
  return view.row('1')?.closeTime ?? NaN;
}

export function closeOf(view: StrategyView, back = 0): number {
  const close = view.value('1', 'close', back);
  return typeof close === 'number' ? close : NaN;
}

/** The place in the columns of the candle that opens at an instant. */
export function placeOf({ openTime, length }: CandleColumns, instant: number): number | undefined {
  const place = openTime.subarray(0, length).indexOf(instant);
  return place < 0 ? undefined : place;
}

export const columnsOf = (rows: readonly CandleRow[]): CandleColumns => CandleColumns.of(rows);
