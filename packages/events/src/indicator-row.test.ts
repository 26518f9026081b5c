import { IndicatorRow, RowSchema } from './indicator-row.js';

const schema = new RowSchema([
  { name: 'close', kind: 'number' },
  { name: 'regime', kind: 'text', values: ['bull', 'bear'] },
  { name: 'is_transition', kind: 'flag' },
]);

describe('RowSchema', () => {
  it('finds a column by its name', () => {
    expect(schema.names.map((name) => schema.indexOf(name))).toEqual([0, 1, 2]);
    expect(schema.indexOf('rsi')).toBeUndefined();
    expect(schema.indexOf('constructor')).toBeUndefined();
  });

  it('refuses a name that stands twice, and names it', () => {
    const column = { name: 'rsi', kind: 'number' } as const;
    expect(() => new RowSchema([{ name: 'close', kind: 'number' }, column, column])).toThrow(
      'column "rsi" is declared twice',
    );
  });
});

describe('IndicatorRow', () => {
  it('gives a number, a text or a flag, by name and by place', () => {
    const row = new IndicatorRow(schema, [1.25, 1, 0], 60_000);
    expect(['close', 'regime', 'is_transition'].map((name) => row.value(name))).toEqual([1.25, 'bear', false]);
    expect([0, 1, 2].map((index) => row.at(index))).toEqual([1.25, 'bear', false]);
    expect(new IndicatorRow(schema, [0, 0, 1], 0).toJSON()).toEqual({ close: 0, regime: 'bull', is_transition: true });
  });

  it('gives undefined while a value is not ready, for an unknown column and for an unknown text', () => {
    const row = new IndicatorRow(schema, [NaN, NaN, NaN], 60_000);
    expect(['close', 'regime', 'is_transition', 'rsi'].map((name) => row.value(name))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(row.toJSON()).toEqual({ close: null, regime: null, is_transition: null });
    expect(new IndicatorRow(schema, [1, 5, 1], 0).value('regime')).toBeUndefined();
    expect(row.at(9)).toBeUndefined();
  });
});
