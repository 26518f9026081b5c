import type { Candle, CandlesAhead, CandleStrip, IndicatorRow, RowStrip } from '@q/events';
import { CandleCursor } from '@q/events';
import fc from 'fast-check';
import { defineIndicator } from './define-indicator.js';
import { IndicatorBank } from './indicator-bank.js';
import { registerIndicator } from './register-indicator.js';

const MINUTE_MS = 60_000;

/** A market that goes up and down in long and in short waves. */
const candles = Array.from({ length: 2_400 }, (_, minute): Candle => {
  const close = 100 + 9 * Math.sin(minute / 170) + 2 * Math.sin(minute / 7) + Math.sin(minute * minute);
  const open = close - Math.sin(minute * 3);
  const openTime = minute * MINUTE_MS;
  return {
    openTime,
    closeTime: openTime + MINUTE_MS,
    open,
    high: Math.max(open, close) + 0.5,
    low: Math.min(open, close) - 0.5,
    close,
    volume: 10 + (minute % 7),
    bars: 1,
  };
});
const column = (key: 'openTime' | 'open' | 'high' | 'low' | 'close' | 'volume'): Float64Array =>
  Float64Array.from(candles, (candle) => candle[key]);
const strip: CandleStrip = {
  openTime: column('openTime'),
  open: column('open'),
  high: column('high'),
  low: column('low'),
  close: column('close'),
  volume: column('volume'),
  candleAt: (row) => candleAt(row),
};
const cursor = new CandleCursor(strip, MINUTE_MS);
const aheadFrom = (first: number, count: number): CandlesAhead => ({
  strip,
  first,
  count,
  periodMs: MINUTE_MS,
  cursor,
});

function candleAt(row: number): Candle {
  const candle = candles[row];
  if (candle === undefined) throw new RangeError(`no minute ${row}`);
  return candle;
}

const INSTANCES = {
  ema: { period: 9 },
  sma: { period: 20 },
  rsi: {},
  macd: {},
  atr: {},
  bb: {},
  stochrsi: { rsi_period: 14, stochrsi_period: 14, k_smooth: 3, d_smooth: 3 },
  supertrend: {},
  adx: {},
  regime: { warm_up: 40, width_memory: 20 },
};
const bankOf = (): IndicatorBank => new IndicatorBank(INSTANCES, { regime: true });

type Step =
  { readonly look: number; readonly again: boolean; readonly pass: number } | { readonly update: number } | 'reset';
const count = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(100, 256, 512, 700));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ look: count, again: fc.boolean(), pass: fc.nat(700) }) },
  { weight: 3, arbitrary: fc.record({ update: fc.constantFrom(1, 1, 2, 3, 5, 40, 300) }) },
  { weight: 1, arbitrary: fc.constant('reset' as const) },
);

/** Thousands of rows are compared: only those that differ are shown. */
function expectSame(row: IndicatorRow, expected: IndicatorRow | undefined): void {
  const isSame =
    expected !== undefined &&
    row.closeTime === expected.closeTime &&
    row.cells.length === expected.cells.length &&
    row.cells.every((cell, place) => Object.is(cell, expected.cells[place]));
  if (!isSame) expect(row).toEqual(expected);
}

/** A bank that looks ahead beside one that gets each candle as it closes. */
class Pair {
  readonly #looking = bankOf();
  readonly #plain = bankOf();
  /** Of the plain one, since the last reset. */
  #rows: IndicatorRow[] = [];
  readonly #given: (readonly [strip: RowStrip, place: number, row: IndicatorRow])[] = [];
  row = 0;

  reset(): void {
    this.#looking.reset();
    this.#plain.reset();
    this.#rows = [];
  }

  update(many: number): void {
    for (let left = many; left > 0 && this.row < candles.length; left -= 1)
      expectSame(this.#looking.update(candleAt(this.row)), this.#next());
  }

  look(most: number, { again, pass }: { readonly again: boolean; readonly pass: number }): void {
    const wanted = Math.min(most, candles.length - this.row);
    if (wanted === 0) return;
    const ahead = aheadFrom(this.row, wanted);
    if (again) this.#looking.ahead(aheadFrom(this.row, Math.ceil(wanted / 2)));
    const { strip: rows, from, count: found } = this.#looking.ahead(ahead);
    expect(found).toBeGreaterThanOrEqual(1);
    expect(found).toBeLessThanOrEqual(wanted);
    // The rows before them in the strip are those that came before.
    for (let back = 1; back <= from; back += 1) expectSame(rows.row(from - back), this.#rows.at(-back));
    const passed = Math.min(pass, found);
    for (let place = from; place < from + passed; place += 1) this.#given.push([rows, place, this.#next()]);
    this.#looking.passed(passed);
  }

  /** What was given out never changes. */
  check(): void {
    for (const [rows, place, row] of this.#given) expectSame(rows.row(place), row);
  }

  #next(): IndicatorRow {
    const row = this.#plain.update(candleAt(this.row));
    this.#rows.push(row);
    this.row += 1;
    return row;
  }
}

test('rows that were calculated ahead are those of a bank that gets one candle after the other, in any mixture', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (steps) => {
      const pair = new Pair();
      for (const one of steps) {
        if (one === 'reset') pair.reset();
        else if ('update' in one) pair.update(one.update);
        else pair.look(one.look, one);
      }
      pair.check();
    }),
    { numRuns: 25 },
  );
});

test.each([
  [512, 512, 0],
  [512, 100, 1],
  [40, 40, 7],
  [544, 543, 0],
  [700, 700, 3],
])('so are those of a long run: %d looked at, at most %d of them passed, %d alone', (most, pass, alone) => {
  const pair = new Pair();
  while (pair.row < candles.length) {
    pair.look(most, { again: false, pass });
    pair.update(alone);
  }
  pair.check();
});

test('rows of candles that are foreseen one by one are the same, as far as there is room beside those that were not given out', () => {
  const [bank, plain] = [bankOf(), bankOf()];
  let [row, ended] = [0, 0];
  while (row < 1_200) {
    const foreseen = Array.from({ length: 50 }, (_, after) => bank.foresee(candleAt(row + after), after));
    const found = foreseen.filter((one) => one !== undefined);
    if (found.length < 50) ended += 1;
    // Half of them pass, and one comes alone.
    for (const { strip: rows, from } of found.slice(0, 25)) {
      expectSame(rows.row(from), plain.update(candleAt(row)));
      row += 1;
      bank.passed(1);
    }
    expectSame(bank.update(candleAt(row)), plain.update(candleAt(row)));
    row += 1;
  }
  expect(ended).toBeGreaterThan(0);
});

test('a candle that is left out after rows were calculated for it is refused, and the message names both closes', () => {
  const skipped = (use: (bank: IndicatorBank) => unknown) => () => {
    const bank = bankOf();
    for (let row = 0; row < 5; row += 1) bank.update(candleAt(row));
    bank.ahead(aheadFrom(5, 10));
    bank.passed(2);
    return use(bank);
  };
  expect(skipped((bank) => bank.update(candleAt(7)))).not.toThrow();
  const message = `closes at ${8 * MINUTE_MS}, the candle at ${9 * MINUTE_MS}: a candle was left out`;
  expect(skipped((bank) => bank.update(candleAt(8)))).toThrow(message);
  expect(skipped((bank) => bank.ahead(aheadFrom(8, 3)))).toThrow(message);
});

test('after a reset nothing is known of what was calculated ahead', () => {
  const bank = bankOf();
  bank.ahead(aheadFrom(0, 300));
  bank.passed(3);
  bank.reset();
  const fresh = bankOf();
  for (let row = 50; row < 150; row += 1) expect(bank.update(candleAt(row))).toEqual(fresh.update(candleAt(row)));
});

test("rows are calculated ahead of the catalog's indicators, and not where one of them is a bot's own", () => {
  expect([bankOf().runsAhead, new IndicatorBank({}, { regime: false }).runsAhead]).toEqual([true, true]);
  const undo = registerIndicator(
    defineIndicator({
      name: 'mylast',
      description: 'the close',
      outputs: [{ name: '', kind: 'number' }],
      create() {
        let last: number | undefined;
        return { warmUp: 1, update: ({ close }) => void (last = close), value: () => last };
      },
    }),
  );
  expect(new IndicatorBank({ rsi: {}, mylast: {} }, { regime: false }).runsAhead).toBe(false);
  undo();
});
