import type { NewFile } from './new-file.js';
import type { TemplateName } from './template-name.js';

/** Where a strategy trades, as its template needs it. */
export interface TemplateMarket {
  readonly symbol: string;
  readonly timeframe: string;
  /** Length of a candle of it. */
  readonly timeframeMs: number;
}

/** A strategy in TypeScript, and a test of it. */
export function strategyInCode(
  { kebab, camel }: TemplateName,
  { symbol, timeframe, timeframeMs }: TemplateMarket,
): readonly NewFile[] {
  return [
    { path: `strategies/${kebab}.ts`, text: strategyText({ kebab, camel, symbol, timeframe }) },
    { path: `strategies/${kebab}.test.ts`, text: testText({ kebab, camel, timeframe, timeframeMs }) },
  ];
}

function strategyText({ kebab, camel, symbol, timeframe }: Readonly<Record<string, string>>): string {
  return `import { defineStrategy } from '@q/trading';

const TIMEFRAME = '${timeframe}';

/** Buys when the close crosses its average upwards, and leaves when it crosses it downwards. */
export const ${camel} = defineStrategy({
  name: '${kebab}',
  timeframes: [TIMEFRAME],
  // Rows that it looks at: the newest, and the one before.
  warmUp: 2,
  // Calculated for it: the text before the _ is the indicator, the rest is its own.
  indicators: { [TIMEFRAME]: { sma_cross: { period: 20 } } },
  risk: {
    position_sizing: { type: 'fixed', value: 0.05 },
    sl: { type: 'fixed', value: 1, unit: 'percent' },
  },
  evaluate(view) {
    // Above 0 where the close is over its average; undefined until the average is ready.
    const distance = (back: number): number | undefined => {
      const close = view.value(TIMEFRAME, 'close', back);
      const average = view.value(TIMEFRAME, 'sma_cross', back);
      return typeof close === 'number' && typeof average === 'number' ? close - average : undefined;
    };
    const [now, before] = [distance(0), distance(1)];
    if (now === undefined || before === undefined) return [];
    if (before <= 0 && now > 0) return [{ kind: 'entry', direction: 'long' }];
    return before >= 0 && now < 0 ? [{ kind: 'exit', direction: 'long' }] : [];
  },
});

/** What qbot runs: each strategy with the symbol that it trades. */
export default [{ symbol: '${symbol}', strategy: ${camel} }];
`;
}

interface TestParts {
  readonly kebab: string;
  readonly camel: string;
  readonly timeframe: string;
  readonly timeframeMs: number;
}

function testText({ kebab, camel, timeframe, timeframeMs }: TestParts): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runBacktest } from '@q/backtest';
import { ${camel} } from './${kebab}.ts';

${signalsText({ strategy: camel, timeframe, timeframeMs })}
void test('it buys when the close crosses its average upwards, and leaves when it falls back', async () => {
  const closes = [...line(50_000, 49_000, 40), ...line(49_000, 50_000, 30), ...line(50_000, 49_000, 30)];
  assert.deepEqual(await signalsOf(closes), ['EntrySignal long', 'ExitSignal long']);
});

void test('it stays out of a market that only falls', async () => {
  assert.deepEqual(await signalsOf(line(50_000, 49_000, 80)), []);
});
`;
}

interface SignalsParts {
  /** Of the constant with the strategy. */
  readonly strategy: string;
  readonly timeframe: string;
  readonly timeframeMs: number;
  /** More of the configuration, as code. */
  readonly more?: string;
}

/** What both kinds of test run their strategy with: the whole system, over a market that never closes. */
export function signalsText({ strategy, timeframe, timeframeMs, more = '' }: SignalsParts): string {
  return `/** Closes on a straight line. */
function line(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / count);
}

/** What the whole system signals over candles with these closes. */
async function signalsOf(closes: readonly number[]): Promise<string[]> {
  const candles = closes.map((close, index) => {
    const openTime = Date.UTC(2025, 0, 6) + index * ${timeframeMs.toLocaleString('en-US').replaceAll(',', '_')};
    const open = closes[index - 1] ?? close;
    return { openTime, open, high: Math.max(open, close), low: Math.min(open, close), close, volume: 1 };
  });
  const { signals } = await runBacktest({
    config: {
      trading: { symbols: ['BTCUSD'], timeframes: ['${timeframe}'] },${more}
    },
    candles: { BTCUSD: candles },
    strategies: { BTCUSD: [${strategy}] },
    allowGaps: true,
  });
  return signals.map(({ type, direction }) => \`\${type} \${direction}\`);
}
`;
}
