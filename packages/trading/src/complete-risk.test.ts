import { compileStrategy } from './compile-strategy.js';
import { completeRisk } from './complete-risk.js';
import { instrumentSpecs } from './instrument-specs.js';
import { planEntry } from './plan-entry.js';
import { planScaledEntry } from './plan-scaled-entry.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

const eurusd = instrumentSpecs['EURUSD'];
if (eurusd === undefined) throw new Error('no specification of EURUSD');
const request = { direction: 'long', price: 1.1, instrument: eurusd } as const;
const written = { position_sizing: { type: 'fixed', value: 0.3 }, sl: { type: 'fixed', value: 20 } } as const;
const scaled = { ...written, scaling: { entries: 3, spacing: 0.05 } } as const;

test('an entry is planned from rules as a file has them, with the defaults of the schema', () => {
  // 20 pips is the default unit.
  expect(planEntry({ ...request, risk: written })).toMatchObject({ ok: true, plan: { volume: 0.3, stopLoss: 1.098 } });
  expect(planScaledEntry({ ...request, risk: scaled })).toMatchObject({ ok: true, plan: { volume: 0.3 } });
});

test('rules are completed once, and what was completed stays what it is', () => {
  const complete = completeRisk(written);
  expect(completeRisk(written)).toBe(complete);
  expect(completeRisk(complete)).toBe(complete);
});

test('rules that a file may not have are refused with every place', () => {
  const wrong = { position_sizing: { type: 'fixed', value: -1 }, sl: { type: 'fixed', value: 20, unit: 'points' } };
  // What a bot in JavaScript could hand over.
  expect(() => planEntry({ ...request, risk: wrong as unknown as typeof written })).toThrow(
    /position_sizing\.value.*sl\.unit/,
  );
});

test('a strategy is compiled from a file as it is written, the same as from a completed definition', () => {
  const file = {
    name: 'raw',
    timeframes: ['15'],
    entry: { long: { conditions: [{ signal: 'close', operator: '>', value: 1, timeframe: '15' }] } },
    risk: written,
  } as const;
  const raw = compileStrategy(file);
  const complete = compileStrategy(strategyDefinitionSchema.parse(file));
  expect([raw.name, raw.warmUp, raw.risk, raw.inputs]).toEqual([
    complete.name,
    complete.warmUp,
    complete.risk,
    complete.inputs,
  ]);
  expect(() => compileStrategy({ ...file, timeframes: [] })).toThrow(/strategy "raw": timeframes/);
});
