import { defineConfig } from '@q/config';
import type { StrategyInCode } from '@q/trading';
import { defineStrategy, strategyDefinitionSchema } from '@q/trading';
import { instancesOf } from './instances.js';
import type { Sockets } from './sockets.js';

const written = defineConfig({
  trading: { symbols: ['EURUSD', 'GBPUSD'], timeframes: ['1', '60'] },
  indicators: { inline: { EURUSD: { '1': { rsi: { period: 7 }, ema_trend: { period: 5 } } } } },
});

function inCode(parts: Partial<StrategyInCode>, symbol = 'EURUSD'): NonNullable<Sockets['strategies']>[number] {
  const risk = { position_sizing: { type: 'fixed', value: 1 } } as const;
  const strategy = { name: 'mine', timeframes: ['1', '60'], warmUp: 1, evaluate: () => [], risk, ...parts } as const;
  return { symbol, strategy: defineStrategy(strategy) };
}

const of = (...strategies: NonNullable<Sockets['strategies']>): ReturnType<typeof instancesOf> =>
  instancesOf(written, { strategies });
const byAtr = { position_sizing: { type: 'volatility', value: 1 } } as const;

it('is what is configured where nobody needs more', () => {
  expect(of()('EURUSD', '1')).toEqual({ rsi: { period: 7 }, ema_trend: { period: 5 } });
  expect(of()('EURUSD', '60')).toEqual({});
  expect(of()('GBPUSD', '1')).toEqual({});
});

it('adds what a definition reads, also where nobody loaded it from a file', () => {
  const definition = strategyDefinitionSchema.parse({
    name: 'adx',
    timeframes: ['1', '60'],
    entry: { long: { conditions: [{ signal: 'adx', operator: '>', value: 20, timeframe: '60' }] } },
    risk: byAtr,
  });
  const config = {
    ...written,
    strategies: { ...written.strategies, loaded: [{ symbol: 'EURUSD', file: 'code', definition }] },
  };
  expect(instancesOf(config, {})('EURUSD', '60')).toEqual({ adx: {} });
  expect(instancesOf(config, {})('EURUSD', '1')).toEqual({ rsi: { period: 7 }, ema_trend: { period: 5 }, atr: {} });
  expect(instancesOf(config, {})('GBPUSD', '60')).toEqual({});
});

it('adds what a strategy in code declares, on its symbol and timeframe', () => {
  const strategy = inCode({ indicators: { '60': { ema_slow: { period: 100 }, macd: {} } } });
  expect(of(strategy)('EURUSD', '60')).toEqual({ ema_slow: { period: 100 }, macd: {} });
  expect(of(strategy)('GBPUSD', '60')).toEqual({});
  expect(Object.keys(of(strategy)('EURUSD', '1'))).toEqual(['rsi', 'ema_trend']);
});

it('takes the same parameters as the same, written out or left to their defaults', () => {
  const [one, other] = [{ rsi: { period: 7 } }, { rsi: { period: 7, signal_period: 14 } }];
  const both = of(inCode({ indicators: { '1': one } }), inCode({ name: 'other', indicators: { '1': other } }));
  expect(Object.keys(both('EURUSD', '1'))).toEqual(['rsi', 'ema_trend']);
});

it('refuses to let a strategy in code read other parameters than it declares', () => {
  const strategy = inCode({ indicators: { '1': { rsi: {} } } });
  expect(() => of(strategy)('EURUSD', '1')).toThrow(
    'strategy "mine" needs indicator rsi of EURUSD 1 with {}, and it is there with {"period":7}',
  );
  const two = [{ period: 2 }, { period: 3 }].map((ema, index) =>
    inCode({ name: `s${index}`, indicators: { '60': { ema } } }),
  );
  expect(() => of(...two)('EURUSD', '60')).toThrow('strategy "s1" needs indicator ema of EURUSD 60');
});

it('lets nobody change the regime that others read', () => {
  const strategy = inCode({ indicators: { '60': { regime: { warm_up: 100 } } } });
  expect(() => of(strategy)('EURUSD', '60')).toThrow('needs indicator regime of EURUSD 60 with {"warm_up":100}');
  const same = inCode({ indicators: { '60': { regime: { warm_up: 500 } } } });
  expect(of(same)('EURUSD', '60')).toEqual({ regime: { warm_up: 500 } });
});

it('adds what the size and stop of a strategy in code are planned from', () => {
  expect(Object.keys(of(inCode({ risk: byAtr }))('EURUSD', '1'))).toEqual(['rsi', 'ema_trend', 'atr']);
  expect(of(inCode({ risk: byAtr, indicators: { '1': { atr: { window: 5 } } } }))('EURUSD', '1')['atr']).toEqual({
    window: 5,
  });
});

it.each([
  ['atrr', 'which no indicator gives'],
  ['ema_slow', 'which no indicator gives'],
  ['signal_rsi_fast', 'which no indicator gives'],
  ['regime', 'which is a text'],
  ['doji', 'which is a flag'],
])('refuses a size that is planned from %s', (source, why) => {
  const strategy = inCode({ risk: { position_sizing: { ...byAtr.position_sizing, source } } });
  expect(() => of(strategy)('EURUSD', '1')).toThrow(why);
});
