import fc from 'fast-check';
import type { TradingEvent } from './catalogue.js';
import { EVENT_TOPICS } from './catalogue.js';
import { Envelope } from './envelope.js';
import { EventBytes } from './event-bytes.js';
import { eventToJson } from './event-json.js';
import { IndicatorRow, RowSchema } from './indicator-row.js';

/** Bytes as text: there is no `TextDecoder` where nothing but the language is known. */
function textOf(bytes: Uint8Array): string {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`);
  return decodeURIComponent(escaped.join(''));
}

/** What some events leave as they are added in so many calls, and what they should. */
function compare(bytes: EventBytes, envelopes: readonly Envelope[]): void {
  bytes.add(envelopes);
  expect(textOf(bytes.take())).toBe(envelopes.map((envelope) => `${eventToJson(envelope)}\n`).join(''));
}

const oddNumber = fc.constantFrom(
  ...[0, -0, 1, 9, 10, 99, 100, 999, 1_000, 9_999, 10_000, 99_999_999, 1e8, 1e8 + 1, 123_456_789_012_345, 1e15, 1e21],
  ...[0.1, 0.01, 0.001, 1e-5, 1e-6, 1e-7, 0.1 + 0.2, 99.99999, 999_999_999.99999, 1e9 + 0.5, -49.92, -0.07, 5e-324],
  ...[
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    2 ** 32,
    2 ** 53,
    Number.MAX_VALUE,
    NaN,
    Infinity,
    1_578_274_380_000,
    49_899.63333333333,
  ],
);
const oddText = fc.constantFrom(
  ...[
    '',
    '"',
    '\\',
    '\n',
    '\u0000',
    '\u001f',
    '\u007f',
    '\u0080',
    'é',
    '价',
    '\u2028',
    '💹',
    '\ud800',
    'a\udc00b',
    '__proto__',
  ],
  ...['COIN1', '12345678', 'x'.repeat(70), 'é'.repeat(40), 'sim-trade-1'],
);
const any = fc.oneof(oddNumber, oddText, fc.boolean(), fc.constantFrom(null, undefined));

/** The fields of an event as commonly written, some of them missing, and some that it should not have. */
function fieldsOf(names: readonly string[]) {
  return fc
    .tuple(fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }), fc.array(any), fc.boolean())
    .map(([has, values, hasMore]) => {
      const fields: Record<string, unknown> = {};
      names.forEach((name, index) => {
        if (has[index] === true) fields[name] = values[index % Math.max(1, values.length)];
      });
      if (hasMore) fields['note "é"'] = values[0];
      return fields;
    });
}

const leg = fieldsOf(['clientOrderId', 'price', 'volume', 'moveStop']);
const order = fc
  .tuple(
    fieldsOf(['symbol', 'direction', 'magic', 'intent', 'volume', 'positionId']),
    leg,
    fc.array(leg, { maxLength: 3 }),
  )
  .map(([own, stopLoss, takeProfits]) => ({ ...own, stopLoss, takeProfits }));
const schema = new RowSchema([
  { name: 'open', kind: 'number' },
  { name: 'regime "é"', kind: 'text', values: ['bull', 'b"ear'] },
  { name: 'is_transition', kind: 'flag' },
]);
const row = fc.tuple(oddNumber, fc.constantFrom(0, 1, 2, NaN), fc.constantFrom(0, 1, NaN));
const event = fc
  .tuple(
    fc.constantFrom(...Object.keys(EVENT_TOPICS), 'Own "é"'),
    fieldsOf(['symbol', 'strategy', 'timeframe', 'price', 'decidedAt', 'reason']),
    fc.record({ order, fill: leg, row: row.map((cells) => new IndicatorRow(schema, cells, 0)) }, { requiredKeys: [] }),
  )
  .map(([type, own, inner]) => ({ type, ...own, ...inner }) as unknown as TradingEvent);
const origin = fc.oneof(fc.nat({ max: 3 }), oddText);
const time = oddNumber.filter((at) => Number.isFinite(at));
const envelope = fc
  .tuple(fc.nat(), time, origin, fc.nat(), event)
  .map(([id, at, from, causationId, one]) => new Envelope(id, at, from, causationId, one));

test('events of every type have the text of eventToJson, whatever of their fields they have and whatever is in them', () => {
  const bytes = new EventBytes();
  fc.assert(
    fc.property(fc.array(envelope, { minLength: 1, maxLength: 8 }), (envelopes) => compare(bytes, envelopes)),
    { numRuns: 1_000 },
  );
});

test('the first event of all may have a correlation id without characters, and a long one is not taken for another', () => {
  const started = { type: 'ServiceStarted', service: 's' } as const;
  const of = (from: string): Envelope => new Envelope(1, 0, from, 0, started);
  const long = 'x'.repeat(80);
  compare(new EventBytes(), [of(''), of(''), of(long), of(long), of(''), of(`${long}y`), of('b')]);
});

test('more names than are remembered are written all the same', () => {
  const bytes = new EventBytes();
  const named = (n: number): Envelope =>
    new Envelope(n, n, n, 0, {
      type: `Own${n % 700}`,
      [`a${n}`]: n,
      deep: { [`b${n}`]: 'x' },
    } as unknown as TradingEvent);
  for (let n = 1; n < 5_000; n += 97)
    compare(
      bytes,
      Array.from({ length: 97 }, (_, index) => named(n + index)),
    );
});

test('what is added stands behind what waits, and nothing of an event that is refused', () => {
  const bytes = new EventBytes();
  const good = new Envelope(1, 1, 'a', 0, { type: 'ServiceStarted', service: 's' });
  const bad = new Envelope(2, 1, 'a', 0, { type: 'OrderPlaced', amount: 1n } as unknown as TradingEvent);
  bytes.add([good]);
  expect(() => bytes.add([good, bad])).toThrow('BigInt');
  bytes.add([good]);
  const line = `${eventToJson(good)}\n`;
  expect(bytes.length).toBe(2 * line.length);
  expect(textOf(bytes.take())).toBe(line + line);
  expect(bytes).toHaveLength(0);
});
