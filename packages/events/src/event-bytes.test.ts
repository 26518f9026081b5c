import fc from 'fast-check';
import type { TradingEvent } from './catalogue.js';
import { EVENT_TOPICS } from './catalogue.js';
import { Envelope } from './envelope.js';
import { EventBytes } from './event-bytes.js';
import { eventToJson } from './event-json.js';
import { IndicatorRow, RowSchema } from './indicator-row.js';

/** There is no `TextEncoder` where nothing but the language is known. */
function utf8(text: string): number[] {
  return [...encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|./g)].map(([one, hex]) =>
    hex === undefined ? one.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}

/** The bytes of what `eventToJson` gives of each, as lines. */
function expected(envelopes: readonly Envelope[]): string {
  return envelopes.flatMap((envelope) => utf8(`${eventToJson(envelope)}\n`)).join();
}

function linesOf(bytes: EventBytes, envelopes: readonly Envelope[]): Uint8Array {
  bytes.add(envelopes);
  return bytes.take();
}

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.nat({ max: 2_000_000_000_000 }),
  fc.maxSafeInteger(),
  fc.tuple(fc.maxSafeInteger(), fc.constantFrom(1, 2, 3, 5, 6, 8, 10)).map(([whole, digits]) => whole / 10 ** digits),
  fc.tuple(fc.integer(), fc.constantFrom(1, 2, 3, 5, 6)).map(([whole, digits]) => whole / 10 ** digits),
  fc.constantFrom(-0, 1e15, 1e21, 1e-7, 1e-5, 0.1 + 0.2, 2 ** 31, -(2 ** 31), 2 ** 53, 999_999.99999, 1e9 + 0.5),
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\ud800', '"', '\\', '\u007f', '\u2028', '💹'),
);
const plain = fc.oneof(text, number, fc.boolean(), fc.constant(null), fc.constant(undefined));
const schema = fc
  .uniqueArray(fc.oneof(fc.constantFrom('open', 'rsi', '12', '__proto__', 'toString'), text), { maxLength: 6 })
  .map((names) => new RowSchema(names.map((name, index) => ({ name, ...kindOf(index) }))));
const row = fc
  .tuple(schema, fc.array(fc.oneof(number, fc.constantFrom(0, 1, 2, NaN)), { minLength: 6, maxLength: 6 }))
  .map(([columns, cells]) => new IndicatorRow(columns, cells.slice(0, columns.columns.length), 0));
const value = fc.oneof(
  plain,
  fc.object({ values: [plain], maxDepth: 3 }),
  fc.array(plain),
  fc.array(fc.object({ values: [plain] }), { maxLength: 3 }),
  row,
  fc.anything({ withDate: true, withTypedArray: true, withSparseArray: true, withNullPrototype: true, withMap: true }),
);
const names = fc.oneof(fc.constantFrom('symbol', 'order', 'candle', 'at', 'id', '7', 'type', '__proto__'), text);
const event = fc
  .tuple(
    fc.constantFrom(...Object.keys(EVENT_TOPICS)),
    fc.dictionary(names, value, { maxKeys: 8, noNullPrototype: true }),
  )
  .map(([type, fields]) => ({ type, ...fields, ...('type' in fields ? { type } : {}) }) as unknown as TradingEvent);
const instant = number.filter((one) => Number.isFinite(one));
const envelope = fc
  .tuple(fc.nat(), instant, fc.oneof(fc.nat(), text), fc.nat(), event)
  .map(([id, at, origin, causationId, one]) => new Envelope(id, at, origin, causationId, one));

function kindOf(index: number) {
  if (index % 3 === 0) return { kind: 'number' } as const;
  return index % 3 === 1 ? ({ kind: 'flag' } as const) : ({ kind: 'text', values: ['bull', 'b"ear'] } as const);
}

test('bytes are those of eventToJson, whatever an event of the catalogue holds', () => {
  const bytes = new EventBytes();
  fc.assert(
    fc.property(fc.array(envelope, { maxLength: 4 }), (envelopes) => {
      expect(linesOf(bytes, envelopes).join()).toBe(expected(envelopes));
    }),
    { numRuns: 500 },
  );
});

test('every number is written as JSON.stringify writes it', () => {
  const bytes = new EventBytes();
  const withNumber = (price: number): Envelope =>
    new Envelope(1, 1, 'a', 0, { type: 'TakeProfitHit', price } as unknown as TradingEvent);
  fc.assert(
    fc.property(number, (one) => {
      const envelopes = [withNumber(one), withNumber(-one), withNumber(1 / one)];
      expect(linesOf(bytes, envelopes).join()).toBe(expected(envelopes));
    }),
    { numRuns: 3_000 },
  );
});

test('an object that comes twice is written twice, also where it was changed between two calls', () => {
  const order = { volume: 1 };
  const placed = new Envelope(1, 1, 'a', 0, { type: 'OrderPlaced', symbol: 'A', order } as unknown as TradingEvent);
  const bytes = new EventBytes();
  expect(linesOf(bytes, [placed, placed]).join()).toBe(expected([placed, placed]));
  order.volume = 2;
  expect(linesOf(bytes, [placed]).join()).toBe(expected([placed]));
});

test('an event that JSON refuses is refused in the same words', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const round = new Envelope(1, 1, 'a', 0, { type: 'OrderPlaced', circle } as unknown as TradingEvent);
  const big = new Envelope(1, 1, 'a', 0, { type: 'OrderPlaced', amount: 1n } as unknown as TradingEvent);
  const bytes = new EventBytes();
  expect(() => linesOf(bytes, [round])).toThrow('circular');
  expect(() => linesOf(bytes, [big])).toThrow('BigInt');
  expect(linesOf(bytes, [])).toHaveLength(0);
});
