import type { Strategy, StrategyView } from '@q/trading';
import { defineStrategy } from '@q/trading';
import { at, candlesFrom, Flow, RISE, strategyOf } from './testing/flow.js';

const WAVE = Array.from({ length: 40 }, (_, index) => Number((1.2 + Math.sin(index / 2) / 200).toFixed(5)));
const oneRow = { services: { strategy_evaluation: { min_rows_required: 1 } } };

describe('size, stop and target from indicators', () => {
  const planned = strategyOf('planned', {
    entry: { long: 'close crosses_above ema' },
    exit: { long: 'close crosses_below ema' },
    risk: {
      position_sizing: { type: 'volatility', value: 1 },
      sl: { type: 'indicator', source: 'bb_lower', timeframe: '1', offset: 5 },
      tp: { type: 'indicator', source: 'bb_upper', timeframe: '1', offset: 20 },
    },
  });
  const indicators = { EURUSD_1: { ema: { period: 5 }, atr: { window: 5 }, bb: { window: 8, num_std_dev: 2 } } };
  const run = (): Promise<Flow> =>
    new Flow({
      candles: { EURUSD: candlesFrom(WAVE) },
      strategies: { EURUSD: [planned] },
      indicators,
      config: { risk: { max_position_size: 100 } },
    }).run();

  test('are those of the very row that decided, and reach the venue', async () => {
    const flow = await run();
    const entries = flow.of('OrderPlaced').flatMap(({ order }) => (order.intent === 'entry' ? [order] : []));
    expect(entries.length).toBeGreaterThan(1);
    for (const { decidedAt, volume, stopLoss, takeProfits } of entries) {
      const row = flow.of('IndicatorsCalculated').find((one) => one.row.closeTime === decidedAt)?.row;
      const value = (name: string): number => Number(row?.value(name));
      expect(stopLoss?.price).toBeCloseTo(value('bb_lower') - 0.0005, 4);
      expect(takeProfits?.[0]?.price).toBeCloseTo(value('bb_upper') + 0.002, 4);
      // 1 % of about 10,000 USD at twice the atr, on 100,000 euros a lot.
      expect(volume).toBeCloseTo(100 / (2 * value('atr') * 100_000), 1);
    }
    expect(flow.count('PositionOpened')).toBe(entries.length);
    expect(flow.count('HandlerFailed') + flow.count('StrategyEvaluationError')).toBe(0);
  });

  test('that are not ready deny that entry and leave other strategies alone', async () => {
    const early = { ...planned, name: 'early', entry: strategyOf('x', { entry: { long: 'close > 0' } }).entry };
    const flow = await new Flow({
      candles: { EURUSD: candlesFrom(WAVE.slice(0, 6)) },
      strategies: { EURUSD: [early, strategyOf('plain', { entry: { long: 'close > 0' } })] },
      indicators,
      config: oneRow,
    }).run();
    const denied = flow.of('OrderDenied').filter(({ strategy }) => strategy === 'early');
    expect(new Set(denied.map(({ reason }) => reason))).toEqual(new Set(['input_not_ready']));
    expect(flow.of('PositionOpened').map(({ strategy }) => strategy)).toEqual(['plain']);
  });
});

test('a strategy that fails on every candle is named each time and keeps no other from trading', async () => {
  const risk = { position_sizing: { type: 'fixed', value: 0.01 } } as const;
  const coded = (name: string, evaluate: Strategy['evaluate']) => {
    return { symbol: 'EURUSD', strategy: defineStrategy({ name, timeframes: ['1'], warmUp: 1, risk, evaluate }) };
  };
  const broken = coded('broken', () => {
    throw new Error('bad maths');
  });
  const sound = strategyOf('sound', { entry: { long: 'close > 1.15' } });
  const flow = await new Flow({
    candles: { EURUSD: candlesFrom(RISE), GBPUSD: candlesFrom(RISE) },
    strategies: { EURUSD: [sound], GBPUSD: [sound] },
    sockets: { strategies: [broken, coded('after it', () => [{ kind: 'entry', direction: 'short' }])] },
    config: { orchestrator: { enable_auto_restart: false } },
  }).run();
  expect(flow.of('StrategyEvaluationError')).toHaveLength(RISE.length - 2);
  expect(flow.of('StrategyEvaluationError')[0]).toMatchObject({ strategy: 'broken', message: 'bad maths' });
  const opened = flow.of('PositionOpened').map(({ symbol, strategy }) => `${strategy} ${symbol}`);
  expect(opened.sort()).toEqual(['after it EURUSD', 'sound EURUSD', 'sound GBPUSD']);
});

test.each([[['15', '5']], [['5', '15']]])(
  'the price of an entry is the newest close of the shorter timeframe of %j',
  async (timeframes) => {
    const closes = [...Array.from({ length: 15 }, () => 1.1), 1.11, 1.12, 1.13, 1.14, 1.2];
    const flow = await new Flow({
      candles: { EURUSD: candlesFrom(closes) },
      strategies: { EURUSD: [strategyOf('one', { timeframes, entry: { long: 'close > 1.15 @5' } })] },
      config: { trading: { symbols: ['EURUSD'], timeframes: ['5', '15'] }, ...oneRow },
    }).run();
    expect(flow.of('EntrySignal')).toMatchObject([{ timeframe: '5', price: 1.2, decidedAt: at(20) }]);
  },
);

test('timeframes that close together are one evaluation, on rows of that very instant', async () => {
  const asked: (readonly number[])[] = [];
  const closeOf = (view: StrategyView, timeframe: '1' | '5' | '15'): number => view.row(timeframe)?.closeTime ?? NaN;
  const counting = defineStrategy({
    name: 'counting',
    timeframes: ['15', '1', '5'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 0.01 } },
    evaluate(view) {
      asked.push([closeOf(view, '1'), closeOf(view, '5'), closeOf(view, '15')]);
      return [{ kind: 'entry', direction: 'long' }];
    },
  });
  const flow = await new Flow({
    candles: { EURUSD: candlesFrom(WAVE) },
    sockets: { strategies: [{ symbol: 'EURUSD', strategy: counting }] },
    config: { trading: { symbols: ['EURUSD'], timeframes: ['1', '5', '15'] }, ...oneRow },
  }).run();
  const minutes = Array.from({ length: 26 }, (_, index) => index + 15);
  const last = (minute: number, length: number): number => at(minute - (minute % length));
  expect(asked).toEqual(minutes.map((minute) => [at(minute), last(minute, 5), last(minute, 15)]));
  expect(flow.of('EntrySignal').map(({ decidedAt }) => decidedAt)).toEqual(minutes.map(at));
});
