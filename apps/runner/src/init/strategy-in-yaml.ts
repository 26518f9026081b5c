import type { NewFile } from './new-file.js';
import type { TemplateMarket } from './strategy-in-code.js';
import { signalsText } from './strategy-in-code.js';
import type { TemplateName } from './template-name.js';

/**
 * A strategy in a file, and a test of it.
 * @param file where the strategy is, from the folder of the project
 */
export function strategyInYaml(name: TemplateName, market: TemplateMarket, file: string): readonly NewFile[] {
  return [
    { path: file, text: strategyText(name, market) },
    { path: `strategies/${name.kebab}.test.ts`, text: testText(file, market) },
  ];
}

function strategyText({ kebab }: TemplateName, { timeframe }: TemplateMarket): string {
  return `name: ${kebab}
timeframes: ['${timeframe}']
meta:
  version: '1.0.0'
  description: Buys when the RSI comes back from an oversold market, and leaves when it is high.
entry:
  long:
    conditions:
      - { signal: rsi, operator: crosses_above, value: 30, timeframe: '${timeframe}' }
exit:
  long:
    conditions:
      - { signal: rsi, operator: '>', value: 65, timeframe: '${timeframe}' }
risk:
  position_sizing: { type: fixed, value: 0.05 }
  sl: { type: fixed, value: 1, unit: percent }
`;
}

function testText(file: string, { timeframe, timeframeMs }: TemplateMarket): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runBacktest } from '@q/backtest';
import { loadStrategyFile } from '@q/config';

const FILE = '../${file}';
const definition = loadStrategyFile(fileURLToPath(new URL(FILE, import.meta.url)));

${signalsText({ strategy: 'definition', timeframe, timeframeMs, more: indicatorsOf(timeframe) })}
void test('it buys when a market that has fallen turns, and leaves when it has risen', async () => {
  const closes = [...line(50_000, 49_000, 40), ...line(49_000, 50_000, 40)];
  assert.deepEqual(await signalsOf(closes), ['EntrySignal long', 'ExitSignal long']);
});

void test('it stays out of a market that only rises', async () => {
  assert.deepEqual(await signalsOf(line(49_000, 50_000, 80)), []);
});
`;
}

/** What the rules read: beside a configuration nothing is added for them. */
function indicatorsOf(timeframe: string): string {
  return `\n      indicators: { inline: { BTCUSD: { '${timeframe}': { rsi: { period: 14 } } } } },`;
}
