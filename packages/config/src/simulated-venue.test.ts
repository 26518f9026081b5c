import { ConfigLoader } from './config-loader.js';
import { ConfigError } from './problems/config-error.js';
import { simulatedVenueOf } from './simulated-venue.js';

const TRADING = "trading: {symbols: [EURUSD, USDJPY], timeframes: ['1']}\n";
/** The key and the message of each problem. */
function problemsOf(text: string): readonly (readonly [string, string])[] {
  try {
    ConfigLoader.parse(TRADING + text, { env: {} });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ path, message }) => [path, message]);
    throw error;
  }
  return [];
}

const venue = (text = '') => simulatedVenueOf(ConfigLoader.parse(TRADING + text, { env: {} }).config);

test('without a word it costs a pip of spread, a tenth of slippage and 3.50 a lot and side, and carries nothing', () => {
  const { costs, rollover, positionMode, account } = venue();
  expect(costs('EURUSD')).toEqual({
    spreadPips: 1,
    spreadBySession: [],
    depth: undefined,
    slippagePips: 0.1,
    commissionPerLot: 3.5,
    commission: { makerPercent: 0, takerPercent: 0, perOrder: 0, minimum: 0, rounding: 'half_away' },
    swap: { long: 0, short: 0, unit: 'points' },
  });
  const nights = Array<undefined>(7).fill(undefined);
  expect(rollover).toEqual({ time: '17:00', timeZone: 'America/New_York', tripleWeekday: 3, nights });
  expect([positionMode, account.balance, account.currency]).toEqual(['hedging', 10_000, 'USD']);
});

const KEYS = [
  ['spread_pips', '2', { spreadPips: 2 }],
  ['slippage_pips', '2', { slippagePips: 2 }],
  [
    'spread_by_session',
    "{late: {from: '21:00', to: '23:00', pips: 8}}",
    { spreadBySession: [{ from: '21:00', to: '23:00', timeZone: 'UTC', pips: 8 }] },
  ],
  ['depth_at_touch', '5', { depth: { lots: 5, ticksBeyond: 1, levels: 1 } }],
  ['depth_by_ticks', 'true', { depth: { lots: 0, ticksBeyond: 1, levels: 1, isOfTicks: true } }],
  ['commission_per_lot', '2', { commissionPerLot: 2 }],
  ['commission_maker_percent', '0.02', { commission: { makerPercent: 0.02 } }],
  ['commission_taker_percent', '0.03', { commission: { takerPercent: 0.03 } }],
  ['commission_per_order', '2', { commission: { perOrder: 2 } }],
  ['commission_minimum', '2', { commission: { minimum: 2 } }],
  ['commission_rounding', 'half_even', { commission: { rounding: 'half_even' } }],
  ['swap_long', '-6.5', { swap: { long: -6.5 } }],
  ['swap_short', '1.5', { swap: { short: 1.5 } }],
  ['swap_unit', 'money', { swap: { unit: 'money' } }],
  ['swap_unit', 'percent', { swap: { unit: 'percent' } }],
] as const;

test.each(KEYS)('broker.%s is read, and for a single symbol too', (key, value, wanted) => {
  expect(venue(`broker: {${key}: ${value}}\n`).costs('EURUSD')).toMatchObject(wanted);
  const single = venue(`broker: {per_symbol: {EURUSD: {${key}: ${value}}}}\n`);
  expect(single.costs('EURUSD')).toMatchObject(wanted);
  expect(single.costs('USDJPY')).toEqual(venue().costs('USDJPY'));
});

test.each([
  ['slippage_beyond_ticks: 3', { lots: 2, ticksBeyond: 3, levels: 1 }],
  ['depth_levels: 4', { lots: 2, ticksBeyond: 1, levels: 4 }],
])('broker.%s is read beside depth_at_touch, and for a single symbol too', (text, depth) => {
  expect(venue(`broker: {${text}}\n`).costs('EURUSD').depth).toBeUndefined();
  expect(venue(`broker: {depth_at_touch: 2, ${text}}\n`).costs('EURUSD')).toMatchObject({ depth });
  const single = venue(`broker: {depth_at_touch: 2, per_symbol: {EURUSD: {${text}}}}\n`);
  expect(single.costs('EURUSD')).toMatchObject({ depth });
  expect(single.costs('USDJPY')).toMatchObject({ depth: { lots: 2, ticksBeyond: 1, levels: 1 } });
});

test('the conversion side is read', () => {
  expect(venue().conversionSide).toBe('closing');
  expect(venue('account: {conversion_side: order}\n').conversionSide).toBe('order');
});

test('the rounding of money is read', () => {
  expect(venue()).toMatchObject({ conversionRounding: 'once', rounding: 'half_away', arithmetic: 'exact' });
  expect(venue('account: {arithmetic: floating}\n')).toMatchObject({ rounding: 'half_away', arithmetic: 'floating' });
  expect(venue('account: {conversion_rounding: quote_first}\n')).toMatchObject({
    conversionRounding: 'quote_first',
    rounding: 'half_away',
  });
  expect(venue('account: {rounding: half_even}\n')).toMatchObject({
    conversionRounding: 'once',
    rounding: 'half_even',
  });
});

test('a window of the spread is read with its zone, and one that is none is refused', () => {
  const text = (window: string) => `broker: {spread_by_session: {one: {${window}}}}\n`;
  const zoned = venue(text("from: '17:00', to: '18:00', time_zone: America/New_York, pips: 6"));
  expect(zoned.costs('EURUSD').spreadBySession).toEqual([
    { from: '17:00', to: '18:00', timeZone: 'America/New_York', pips: 6 },
  ]);
  expect(() => venue(text("from: '25:00', to: '18:00', pips: 6"))).toThrow(/a time of the day/);
  expect(() => venue(text("from: '17:00', to: '18:00', time_zone: Mars/Base, pips: 6"))).toThrow(/UTC or a zone/);
});

test('the rollover is read', () => {
  const text = "broker: {rollover: {time: '00:00', time_zone: Europe/Athens, triple_day: friday}}\n";
  expect(venue(text).rollover).toMatchObject({ time: '00:00', timeZone: 'Europe/Athens', tripleWeekday: 5 });
  expect(venue('broker: {rollover: {triple_day: none}}\n').rollover.tripleWeekday).toBeUndefined();
});

test('the nights of a rollover are read, from Sunday on; what is left out is left to the rules', () => {
  const nights = (text: string) => venue(`broker: {rollover: {nights: {${text}}}}\n`).rollover.nights;
  const none = undefined;
  expect(nights('friday: 3, saturday: 0')).toEqual([none, none, none, none, none, 3, 0]);
  const all = 'monday: 2, tuesday: 3, wednesday: 4, thursday: 5, friday: 6, saturday: 31, sunday: 1';
  expect(nights(all)).toEqual([1, 2, 3, 4, 5, 6, 31]);
  for (const wrong of ['friday: 1.5', 'friday: -1', 'friday: 32', 'friday: three', 'fryday: 3'])
    expect(() => nights(wrong)).toThrow(ConfigError);
});

test('the price of a market order is read', () => {
  expect(venue().marketFill).toBe('next_price');
  expect(venue('broker: {market_fill: newest_price}\n').marketFill).toBe('newest_price');
  expect(venue('broker: {market_fill: newest_price, volume_limit: 0}\n').marketFill).toBe('newest_price');
  expect(venue('broker: {volume_limit: 0.5}\n').marketFill).toBe('next_price');
  expect(problemsOf('broker: {market_fill: newest_price, volume_limit: 0.5}\n')).toEqual([
    ['broker.market_fill', expect.stringMatching(/does not wait for it: leave one of them out$/)],
  ]);
  expect(problemsOf('broker: {market_fill: newest}\n')).toEqual([
    ['broker.market_fill', expect.stringMatching(/one of next_price, newest_price/)],
  ]);
});

test('margin is off, and with a leverage its levels are read', () => {
  expect(venue().margin).toBeUndefined();
  expect(venue('account: {leverage: 30}\n').margin).toEqual({ leverage: 30, callLevel: 100, stopOutLevel: 50 });
  expect(venue('account: {leverage: 5, margin_call_level: 80, stop_out_level: 20}\n').margin).toEqual({
    leverage: 5,
    callLevel: 80,
    stopOutLevel: 20,
  });
  expect(() => venue('account: {margin_call_level: 40}\n')).toThrow(/cannot be used/);
});

test('the way of the price inside a candle is read', () => {
  expect(venue().barPath).toBe('pessimistic');
  expect(venue('broker: {bar_path: nearest_extreme_first}\n').barPath).toBe('nearest_extreme_first');
});

test.each([
  ['broker: {volume_limit: 0.1}', { volumeLimit: 0.1 }],
  ['broker: {slippage_model: random}', { slippageModel: 'random' }],
  ['broker: {latency_bars: 2}', { latencyBars: 2 }],
  ['broker: {latency_ms: 250}', { latencyMs: 250 }],
  ['broker: {reject_percent: 5}', { rejectPercent: 5 }],
  ['seed: 11', { seed: 11 }],
])('%s is read, and nothing else of it is on', (text, wanted) => {
  const off = { volumeLimit: 0, slippageModel: 'fixed', latencyBars: 0, latencyMs: 0, rejectPercent: 0, seed: 7 };
  expect(venue(`${text}\n`).friction).toEqual({ ...off, ...wanted });
});

describe('a file of candles', () => {
  const problems = (file: string) => problemsOf(`feed: {kind: replay, files: {USDJPY: y.csv, EURUSD: ${file}}}\n`);

  test.each([
    'x.csv',
    '{path: x.csv}',
    '{bid: b.csv, ask: a.csv}',
    '{bid: b.csv, ask: a.csv, bars: bid}',
    '{bid: b.csv, ask: a.csv, last: l.csv, bars: last}',
    '{path: x.csv, columns: {time: 1, time_of_day: 2, open: 3, high: 4, low: 5, close: 6, volume: 7}}',
    '{ticks: t.csv}',
    '{ticks: t.csv, bars: bid}',
    '{ticks: t.csv, bars: last}',
    ...['1', '5', '15', '30', '60'].map((timeframe) => `{ticks: t.csv, timeframe: '${timeframe}'}`),
    '{ticks: t.csv, time_zone: Europe/Athens, date_order: dmy}',
    '{ticks: t.csv, columns: {time: 1, time_of_day: 2, bid: Bid, ask: 4, last: 5, volume: 6}}',
  ])('may be written as %s', (file) => expect(problems(file)).toEqual([]));

  test.each([
    ['{time_zone: UTC}', 'path', /path, or bid and ask/],
    ['{bid: b.csv}', 'ask', /ask must be given beside bid/],
    ['{ask: a.csv, bars: mid}', 'bid', /bid must be given beside ask/],
    ['{path: x.csv, bid: b.csv, ask: a.csv}', 'path', /either path, or bid and ask/],
    ['{path: x.csv, bars: mid}', 'bars', /one price only/],
    ['{bid: b.csv, ask: a.csv, bars: middle}', 'bars', /one of bid, ask, mid, last/],
    ['{bid: b.csv, ask: a.csv, bars: last}', 'last', /last must be given/],
    ['{bid: b.csv, ask: a.csv, last: l.csv}', 'last', /add bars: last/],
    ['{path: x.csv, last: l.csv}', 'last', /add bars: last/],
    ['{ticks: t.csv, path: x.csv}', 'path', /give either ticks or path/],
    ['{ticks: t.csv, bid: b.csv}', 'bid', /give either ticks or bid/],
    ['{ticks: t.csv, ask: a.csv}', 'ask', /give either ticks or ask/],
    ['{ticks: t.csv, last: l.csv, bars: last}', 'last', /give either ticks or last/],
    ["{ticks: t.csv, timeframe: '10'}", 'timeframe', /1, 5, 15, 30 or 60/],
    ['{ticks: t.csv, timeframe: 1d}', 'timeframe', /an hour at most/],
    ['{ticks: t.csv, bars: middle}', 'bars', /one of bid, ask, mid, last/],
    ['{ticks: t.csv, columns: {open: 2}}', 'columns.open', /a file of ticks has no column open/],
    ['{path: x.csv, columns: {bid: 2}}', 'columns.bid', /only a file of ticks has a column bid/],
    ['{bid: b.csv, ask: a.csv, columns: {last: 2}}', 'columns.last', /only a file of ticks has a column last/],
  ])('%s is refused at its key', (file, key, message) => {
    const found = problems(file);
    expect(found.map(([path]) => path)).toEqual([`feed.files.EURUSD.${key}`]);
    expect(found[0]?.[1]).toMatch(message);
  });
});
