import type { NewFile } from './new-file.js';
import type { TemplateName } from './template-name.js';

/** An indicator in TypeScript, and a test of it with values that were reckoned by hand. */
export function indicatorInCode({ kebab, camel, plain }: TemplateName): readonly NewFile[] {
  return [
    { path: `indicators/${kebab}.ts`, text: indicatorText(camel, plain) },
    { path: `indicators/${kebab}.test.ts`, text: testText(kebab, camel, plain) },
  ];
}

function indicatorText(camel: string, plain: string): string {
  return `import type { Candle } from '@q/events';
import { defineIndicator } from '@q/indicators';

/** Where the close stands between the lowest low and the highest high of the last candles: 0 at the bottom, 100 at the top. */
export const ${camel} = defineIndicator({
  name: '${plain}',
  description: 'place of the close in the range of the last candles, in percent',
  formula: '100 * (close - lowest low) / (highest high - lowest low); 50 where they are one',
  parameters: { period: { kind: 'whole', default: 14, min: 1, max: 1000, description: 'candles' } },
  create(given) {
    const period = given.number('period');
    const latest: Candle[] = [];
    let place: number | undefined;
    return {
      warmUp: period,
      update(candle) {
        latest.push(candle);
        if (latest.length > period) latest.shift();
        if (latest.length < period) return;
        const lowest = Math.min(...latest.map(({ low }) => low));
        const highest = Math.max(...latest.map(({ high }) => high));
        place = highest === lowest ? 50 : (100 * (candle.close - lowest)) / (highest - lowest);
      },
      value: () => place,
    };
  },
});

/** What qbot makes known: files name it \`${plain}\`, or \`${plain}_\` and a word of their own. */
export default [${camel}];
`;
}

function testText(kebab: string, camel: string, plain: string): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIndicator, findContractProblems, registerIndicator } from '@q/indicators';
import { ${camel} } from './${kebab}.ts';

void test('it keeps what every indicator promises', () => {
  assert.deepEqual(findContractProblems(${camel}), []);
  assert.deepEqual(findContractProblems(${camel}, { period: 1 }), []);
});

void test('it has the values that were reckoned by hand', () => {
  registerIndicator(${camel});
  const indicator = createIndicator('${plain}_short', { period: 3 });
  const values = [10, 11, 12, 12, 9].map((close, index) => {
    const [openTime, closeTime] = [index * 60_000, (index + 1) * 60_000];
    indicator.update({ openTime, closeTime, open: close, high: close + 1, low: close - 1, close, volume: 1, bars: 1 });
    return indicator.value();
  });
  // Of the last three candles: 9 to 13, then 10 to 13, then 8 to 13.
  assert.deepEqual(values, [undefined, undefined, 75, (100 * 2) / 3, 20]);
});
`;
}
