// A bot in TypeScript: an indicator, a strategy and a service of its own, run over invented candles.
import { runBacktest } from '@q/backtest';
import type { Candle } from '@q/events';
import { defineIndicator, registerIndicator } from '@q/indicators';
import type { EventDrivenService } from '@q/services';
import { defineService } from '@q/services';
import { defineStrategy } from '@q/trading';

declare module '@q/events' {
  interface CustomEvents {
    LossesCounted: { readonly type: 'LossesCounted'; readonly symbol: string; readonly lost: number };
  }
}

interface Tally {
  won: number;
  lost: number;
  told: number;
}

const MINUTE_MS = 60_000;

/** Where the close stands between the lowest low and the highest high of the last candles, 0 to 100. */
const place = defineIndicator({
  name: 'place',
  description: 'place of the close in the range of the last candles, percent',
  parameters: { period: { kind: 'whole', default: 20, min: 2, max: 1_000, description: 'candles' } },
  create(given) {
    const period = given.number('period');
    const candles: Candle[] = [];
    return {
      warmUp: period,
      update(candle) {
        candles.push(candle);
        if (candles.length > period) candles.shift();
      },
      value() {
        const last = candles.at(-1);
        if (last === undefined || candles.length < period) return undefined;
        const [low, high] = [Math.min(...candles.map((one) => one.low)), Math.max(...candles.map((one) => one.high))];
        return high > low ? ((last.close - low) / (high - low)) * 100 : 50;
      },
    };
  },
});
registerIndicator(place);

/** Buys strength, and leaves when it is gone. */
const strength = defineStrategy({
  name: 'strength',
  timeframes: ['1'],
  warmUp: 2,
  // One of its own, and one that the library of the catalog calculates.
  indicators: { 1: { place: { period: 15 }, wma: { period: 5 } } },
  risk: { position_sizing: { type: 'fixed', value: 0.5 }, sl: { type: 'fixed', value: 2, unit: 'price' } },
  evaluate(view) {
    const [now, before] = [view.value('1', 'place'), view.value('1', 'place', 1)];
    if (typeof now !== 'number' || typeof before !== 'number') return [];
    if (now > 80 && before <= 80) return [{ kind: 'entry', direction: 'long' }];
    return now < 50 && view.position('long') ? [{ kind: 'exit', direction: 'long' }] : [];
  },
});

/** Counts what was won and lost, and tells of every second loss. */
function lossCounter(tally: Tally): EventDrivenService {
  return defineService({
    name: 'LossCounter',
    produces: ['LossesCounted'],
    on: {
      PositionClosed({ symbol, netProfit }, emit) {
        if (netProfit >= 0) tally.won += 1;
        else tally.lost += 1;
        if (netProfit < 0 && tally.lost % 2 === 0) emit({ type: 'LossesCounted', symbol, lost: tally.lost });
      },
      LossesCounted: () => void (tally.told += 1),
    },
  });
}

const candles = Array.from({ length: 1_500 }, (_, index) => {
  const price = (at: number): number => Math.round((100 + 4 * Math.sin(at / 25) + 1.5 * Math.sin(at / 7)) * 100) / 100;
  const [open, close] = [price(index), price(index + 1)];
  const [high, low] = [Math.max(open, close) + 0.05, Math.min(open, close) - 0.05];
  return { openTime: Date.UTC(2025, 0, 6) + index * MINUTE_MS, open, high, low, close, volume: 1 };
});

const tally: Tally = { won: 0, lost: 0, told: 0 };
const result = await runBacktest({
  config: {
    trading: { symbols: ['BTCUSD'], timeframes: ['1'] },
    broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 1.5 },
  },
  candles: { BTCUSD: candles },
  strategies: { BTCUSD: [strength] },
  services: [lossCounter(tally)],
});
const { trades, figures } = result;
console.log(JSON.stringify({ trades: trades.length, first: trades[0]?.netProfit, balance: figures.balance, ...tally }));
