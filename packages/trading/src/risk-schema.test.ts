import { z } from 'zod';
import { riskSchema } from './risk-schema.js';

const lots = { type: 'fixed', value: 0.1 };
const stop = { type: 'fixed', value: 20 };
const scaling = { entries: 3, spacing: 0.1 };

/** Paths of what is refused; empty where nothing is. */
function refused(risk: object): string[] {
  const parsed = riskSchema.safeParse({ position_sizing: lots, ...risk });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
}

const targets = (...parts: readonly (readonly [value: number, percent: number])[]): object => ({
  tp: { type: 'multi_target', targets: parts.map(([value, percent]) => ({ value, percent })) },
});

describe('the risk section', () => {
  it('fills in what a file may leave out', () => {
    const parsed = riskSchema.parse({
      position_sizing: { type: 'volatility', value: 1 },
      sl: { type: 'indicator', source: 'ema', timeframe: '15', trailing: { step: 10 } },
      tp: { type: 'multi_target', targets: [{ value: 1, percent: 100 }] },
      scaling,
    });
    expect(parsed).toEqual({
      position_sizing: { type: 'volatility', value: 1, source: 'atr', multiplier: 2 },
      sl: {
        type: 'indicator',
        source: 'ema',
        timeframe: '15',
        offset: 0,
        unit: 'pips',
        trailing: { enabled: false, step: 10 },
      },
      tp: { type: 'multi_target', targets: [{ value: 1, percent: 100, move_stop: false }], unit: 'percent' },
      scaling: { entries: 3, spacing: 0.1, unit: 'percent', sizes: 'equal' },
    });
  });

  it.each([
    ['more than all of the equity', { position_sizing: { type: 'percentage', value: 101 } }, 'position_sizing.value'],
    ['a risk of nothing', { position_sizing: { type: 'risk', value: 0 }, sl: stop }, 'position_sizing.value'],
    ['a size by risk without a stop', { position_sizing: { type: 'risk', value: 1 } }, 'position_sizing.type'],
    [
      'a size by risk whose stop follows from the size',
      { position_sizing: { type: 'risk', value: 1 }, sl: { type: 'monetary', value: 100 } },
      'position_sizing.type',
    ],
    ['an unknown kind of size', { position_sizing: { type: 'kelly', value: 1 } }, 'position_sizing.type'],
    ['a time that is none', { position_sizing: { ...lots, expires_after: '1 day' } }, 'position_sizing.expires_after'],
    ['a wait of no time', { position_sizing: { ...lots, expires_after: '0m' } }, 'position_sizing.expires_after'],
    ['a limit on the wrong side', { position_sizing: { ...lots, atr_distance: -1 } }, 'position_sizing.atr_distance'],
    ['a key of another type of stop', { sl: { type: 'monetary', value: 100, unit: 'pips' } }, 'sl'],
    ['a trailing stop without a step', { sl: { type: 'trailing', activation_price: 5 } }, 'sl.step'],
    ['an indicator without a timeframe', { sl: { type: 'indicator', source: 'ema' } }, 'sl.timeframe'],
    ['a loss of nothing', { sl: { type: 'monetary', value: 0 } }, 'sl.value'],
    ['no targets', targets(), 'tp.targets'],
    ['targets of 120 percent', targets([1, 60], [2, 60]), 'tp.targets'],
    ['targets of 99.98 percent', targets([1, 60], [2, 39.98]), 'tp.targets'],
    ['a target that is not beyond the one before', targets([2, 60], [2, 40]), 'tp.targets.1.value'],
    ['a ratio of reward to risk without a risk', { tp: { type: 'rr', value: 2 } }, 'tp.type'],
    ['one entry as several', { scaling: { ...scaling, entries: 1 } }, 'scaling.entries'],
    ['21 entries', { scaling: { ...scaling, entries: 21 } }, 'scaling.entries'],
    ['custom sizes without ratios', { scaling: { ...scaling, sizes: 'custom' } }, 'scaling.ratios'],
    ['too few ratios', { scaling: { ...scaling, sizes: 'custom', ratios: [1, 2] } }, 'scaling.ratios'],
    ['a ratio of 0', { scaling: { ...scaling, sizes: 'custom', ratios: [1, 0, 1] } }, 'scaling.ratios.1'],
    ['ratios that nothing reads', { scaling: { ...scaling, ratios: [1, 2, 3] } }, 'scaling.ratios'],
    ['an entry at no price', { scaling: { entries: 3, spacing: 50 } }, 'scaling.spacing'],
    [
      'a risk of the group beside a stop that decides it',
      { sl: stop, scaling: { ...scaling, group_risk: 100 } },
      'scaling.group_risk',
    ],
    [
      'a scaled entry that does not begin at the market',
      { position_sizing: { ...lots, atr_distance: 1 }, scaling },
      'position_sizing.atr_distance',
    ],
  ])('refuses %s', (_what, risk, path) => {
    expect(refused(risk)).toEqual([path]);
  });

  it('takes targets whose percents make 100 to a hundredth', () => {
    expect(refused(targets([1, 60], [2, 40.01]))).toEqual([]);
    expect(refused(targets([1, 60], [2, 39.99]))).toEqual([]);
  });

  it('takes a switch written as a number', () => {
    const trailing = { enabled: 1, step: 0.5 };
    expect(refused({ sl: { ...stop, trailing } })).toEqual([]);
  });

  it('says what every key is', () => {
    const bare: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, child] of Object.entries(node)) {
        const isKey = path.endsWith('.properties') || path === 'properties';
        if (isKey && typeof child === 'object' && child !== null && !('description' in child))
          bare.push(`${path}.${key}`);
        visit(child, path === '' ? key : `${path}.${key}`);
      }
    };
    visit(z.toJSONSchema(riskSchema, { io: 'input' }), '');
    expect(bare).toEqual([]);
  });
});
