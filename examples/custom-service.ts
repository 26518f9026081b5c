// A bot that only watches: a service of its own, an event of its own, an indicator from the catalog.
// Here: node --conditions=@q/source --import tsx examples/custom-service.ts
// It prints: EURUSD RSI 21.1, caused by event 5 of cc0d53cd
import { EventBus, VirtualClock } from '@q/events';
import { createIndicator } from '@q/indicators';
import { defineService } from '@q/services';

declare module '@q/events' {
  interface CustomEvents {
    Oversold: { readonly type: 'Oversold'; readonly symbol: string; readonly rsi: number };
  }
}

/** Tells when the RSI of a symbol's closes falls below a level. */
function oversoldAlarm(level: number) {
  const rsi = createIndicator('rsi', { period: 3 });
  return defineService({
    name: 'OversoldAlarm',
    produces: ['Oversold'],
    on: {
      NewCandle({ symbol, candle }, emit) {
        rsi.update(candle);
        const value = rsi.value();
        if (typeof value === 'number' && value < level) emit({ type: 'Oversold', symbol, rsi: value });
      },
    },
  });
}

const clock = new VirtualClock(Date.UTC(2025, 0, 6));
const bus = new EventBus({ clock });
const service = oversoldAlarm(30);
for (const type of service.consumes) {
  bus.subscribe(type, (event, envelope) => service.handlerOf(type)?.(event, bus.publish.bind(bus), envelope));
}
bus.subscribe('Oversold', ({ symbol, rsi }, { correlationId, causationId }) => {
  console.log(`${symbol} RSI ${rsi.toFixed(1)}, caused by event ${causationId} of ${correlationId}`);
});

[1.1, 1.102, 1.101, 1.099, 1.096, 1.104].forEach((close) => {
  const openTime = clock.now();
  clock.advanceTo(openTime + 60_000);
  const candle = { openTime, closeTime: clock.now(), open: close, high: close, low: close, close, volume: 0, bars: 1 };
  bus.publish({ type: 'NewCandle', symbol: 'EURUSD', timeframe: '1', candle, phase: 'live' });
});
