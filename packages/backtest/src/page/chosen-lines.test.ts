import type { ConfigInput } from '@q/config';
import { defineConfig } from '@q/config';
import { strategyDefinitionSchema } from '@q/trading';
import { chosenLines } from './chosen-lines.js';

type Instances = Readonly<Record<string, Record<string, number>>>;

const config = (instances: Instances, timeframes: readonly ('1' | '60')[] = ['1']): ConfigInput => ({
  trading: { symbols: ['EURUSD'], timeframes: [...timeframes] },
  indicators: { inline: { EURUSD: Object.fromEntries(timeframes.map((one) => [one, instances])) } },
});
const chosen = (instances: Instances, timeframes?: readonly ('1' | '60')[]) => {
  const { drawn, leftOut } = chosenLines('EURUSD', defineConfig(config(instances, timeframes)));
  return {
    lines: drawn.flatMap(({ outputs }) => outputs.map(({ line }) => `${line.timeframe} ${line.name} ${line.pane}`)),
    leftOut,
  };
};

test('prices stand among the candles, everything else in a pane of its own, words and flags nowhere', () => {
  expect(chosen({ sma_slow: { period: 50 }, bb: {}, rsi: {}, supertrend: {}, macd: {}, regime: {} })).toEqual({
    lines: [
      '1 sma_slow 0',
      '1 bb_upper 0',
      '1 bb_middle 0',
      '1 bb_lower 0',
      '1 rsi 1',
      '1 signal_rsi 1',
      '1 supertrend 0',
      '1 macd 2',
      '1 macd_signal 2',
      '1 macd_hist 2',
    ],
    leftOut: [],
  });
});

test('those of every timeframe are drawn, and what has no room is named', () => {
  const { lines, leftOut } = chosen({ rsi: {}, atr: {}, sma: {} }, ['1', '60']);
  expect(lines).toEqual(['1 rsi 1', '1 signal_rsi 1', '1 atr 2', '1 sma 0', '60 rsi 3', '60 signal_rsi 3', '60 sma 0']);
  expect(leftOut).toEqual(['atr']);
});

test('where strategies are in files only what they read is drawn', () => {
  const loaded = defineConfig(config({ sma: {}, ema: {}, rsi: {} }));
  const definition = strategyDefinitionSchema.parse({
    name: 'reads',
    timeframes: ['1'],
    entry: { long: { conditions: [{ signal: 'close', operator: '>', value: 'ema', timeframe: '1' }] } },
    risk: { position_sizing: { type: 'fixed', value: 1 } },
  });
  const strategies = { ...loaded.strategies, loaded: [{ symbol: 'EURUSD', file: 'reads.yaml', definition }] };
  const { drawn } = chosenLines('EURUSD', { ...loaded, strategies });
  expect(drawn.map(({ instance }) => instance)).toEqual(['ema']);
});
