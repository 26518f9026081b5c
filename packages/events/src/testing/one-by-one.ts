import { EventBus } from '../event-bus.js';
import type { EventBusOptions } from '../event-bus-options.js';
import type { EventType } from '../catalogue.js';
import { VirtualClock } from '../virtual-clock.js';
import type { CandleStrip } from '../candle-strip.js';
import type { StretchShape } from './quiet-market.js';
import { changeAt, closesAt, marksOf, minuteCandle, MINUTE_MS, rowsOf, stretchOf, symbolsOf } from './quiet-market.js';

/** A bus on which things happen minute by minute, and something that has nothing to do with candles now and then. */
export interface Happening {
  readonly bus: EventBus;
  quiet(shape: StretchShape): void;
  alone(service: string): void;
}

/** Carries cycles together. */
export function together(strip: CandleStrip, options: Partial<EventBusOptions>): Happening {
  const clock = new VirtualClock();
  const bus = new EventBus({ clock, ...options });
  return {
    bus,
    quiet(shape) {
      bus.carry(stretchOf(strip, shape));
      clock.advanceTo((shape.first + shape.count) * MINUTE_MS);
    },
    alone: (service) => void bus.publish({ type: 'ServiceStarted', service }),
  };
}

/** Publishes every event of every cycle, each as what follows from the one that leads to it. */
export function oneByOne(strip: CandleStrip, options: Partial<EventBusOptions>): Happening {
  const clock = new VirtualClock();
  const bus = new EventBus({ clock, ...options });
  const rows = rowsOf(strip, 0).strip;
  let now: StretchShape = { first: 0, count: 0 };
  bus.subscribe('CycleStarted', ({ cycle, instant }) => {
    const symbols = symbolsOf(now);
    symbols.forEach((symbol, nth) => {
      const { currency, balance, equity, openProfit, from, step } = marksOf(strip, 0, [nth, symbols.length]);
      const [worth = NaN, profit = NaN] = [equity[from + cycle * step], openProfit[from + cycle * step]];
      const account = { currency, balance, equity: worth, openProfit: profit, cause: 'mark', at: instant } as const;
      if (now.marked === true) bus.publish({ type: 'AccountUpdated', account });
      bus.publish({ type: 'DataFetched', symbol, timeframe: '1', count: 1 });
      if (now.higher === true)
        for (const { timeframe, candle } of closesAt(strip, { ...now, symbol }, cycle))
          bus.publish({ type: 'NewCandle', symbol, timeframe, candle, phase: 'live' });
      if (now.published === true)
        bus.publish({ type: 'NewCandle', symbol, timeframe: '1', candle: minuteCandle(cycle), phase: 'live' });
    });
  });
  bus.subscribe('NewCandle', ({ symbol, timeframe, candle: { openTime } }) => {
    const minute = openTime / MINUTE_MS;
    const row = rows.row(minute);
    const shape = { ...now, symbol };
    if (now.calculated === true) bus.publish({ type: 'IndicatorsCalculated', symbol, timeframe, row, phase: 'live' });
    const higher = closesAt(strip, shape, minute).find((close) => close.timeframe === timeframe);
    const change = timeframe === '1' ? changeAt(shape, minute) : higher?.change;
    if (now.higher === true && change !== undefined) bus.publish(change);
  });
  return {
    bus,
    quiet(shape) {
      now = shape;
      for (let cycle = shape.first; cycle < shape.first + shape.count; cycle += 1) {
        const instant = (cycle + 1) * MINUTE_MS;
        clock.advanceTo(instant);
        bus.publish({ type: 'CycleStarted', cycle, instant, phase: 'live', idle: false });
      }
    },
    alone: (service) => void bus.publish({ type: 'ServiceStarted', service }),
  };
}

/** As many listeners as `oneByOne` has, which do nothing, so that the same is delivered. */
export function listenQuietly(bus: EventBus): void {
  for (const type of ['CycleStarted', 'NewCandle'] satisfies EventType[])
    bus.subscribe(type, () => undefined, { takesStretches: true });
}
