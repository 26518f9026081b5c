import type { JournalRecord } from '@q/events';
import { EVENT_TOPICS } from '@q/events';
import type { Flow } from '../flows/testing/flow.js';
import { busyFlow, scrape, startFor } from './testing/busy-flow.js';
import { lintExposition } from './testing/exposition-lint.js';
import type { ParsedFamily } from './testing/exposition.js';
import { parseExposition, valueOf } from './testing/exposition.js';

let flow: Flow;
let text: string;
let families: readonly ParsedFamily[];
let history: readonly JournalRecord[];

beforeAll(async () => {
  flow = busyFlow();
  const metrics = await startFor(flow);
  await flow.run();
  text = await scrape(metrics);
  families = parseExposition(text);
  history = [...flow.journal.scan(0)];
  await metrics.close();
});

const records = (type: string): readonly JournalRecord[] => history.filter((record) => record['type'] === type);
const value = (name: string, labels: Readonly<Record<string, string>> = {}) =>
  valueOf(families, `quantronaute_${name}`, labels);

/** What a history record holds of an inner object, as text and numbers. */
function inner(record: JournalRecord, field: string): Readonly<Record<string, unknown>> {
  return Object(record[field]) as Readonly<Record<string, unknown>>;
}

test('the whole text is in the exposition format and keeps the conventions', () => {
  expect(lintExposition(families)).toEqual([]);
  expect(families.length).toBeGreaterThan(60);
  expect(families.every(({ name }) => name.startsWith('quantronaute_'))).toBe(true);
});

test.each([
  ['a sample before its TYPE', 'a_total 1\n# HELP a_total A.\n# TYPE a_total counter\n'],
  ['a TYPE without HELP', '# TYPE a_total counter\na_total 1\n'],
  ['a family twice', '# HELP a A.\n# TYPE a gauge\na 1\n# HELP a A.\n# TYPE a gauge\n'],
  ['a series twice', '# HELP a A.\n# TYPE a gauge\na{x="1",y="2"} 1\na{y="2",x="1"} 1\n'],
  ['a quotation mark that is not escaped', '# HELP a A.\n# TYPE a gauge\na{x="1"2"} 1\n'],
  ['no last line end', '# HELP a A.\n# TYPE a gauge\na 1'],
  ['a value that is no number', '# HELP a A.\n# TYPE a gauge\na one\n'],
])('the reader of these tests refuses %s', (_, wrong) => {
  expect(() => parseExposition(wrong)).toThrow();
});

test.each([
  ['a counter without _total', '# HELP a A.\n# TYPE a counter\na 1\n'],
  ['a gauge with _total', '# HELP a_total A.\n# TYPE a_total gauge\na_total 1\n'],
  ['milliseconds', '# HELP a_ms A.\n# TYPE a_ms gauge\na_ms 1\n'],
  ['no help', '# HELP a  \n# TYPE a gauge\na 1\n'],
  [
    'buckets that fall',
    '# HELP a A.\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
  ],
  ['a count that is not +Inf', '# HELP a A.\n# TYPE a histogram\na_bucket{le="+Inf"} 1\na_sum 1\na_count 2\n'],
])('the lint of these tests finds %s', (_, wrong) => {
  expect(lintExposition(parseExposition(wrong))).not.toEqual([]);
});

test('a label value with quotation marks and a backslash comes through', () => {
  expect(text).toContain(String.raw`strategy="with \"quotes\" and \\"`);
  expect(value('positions_opened_total', { symbol: 'GBPUSD', strategy: 'with "quotes" and \\' })).toBeGreaterThan(0);
});

test('events by type are what the history holds', () => {
  for (const type of Object.keys(EVENT_TOPICS))
    expect([type, value('events_published_total', { type })]).toEqual([type, records(type).length]);
});

test('denied orders by reason are what the history holds, with more than one reason in it', () => {
  const reasons = records('OrderDenied').map((record) => String(record['reason']));
  const [family] = families.filter(({ name }) => name === 'quantronaute_orders_denied_total');
  const told = Object.fromEntries(family?.samples.map(({ labels, value: count }) => [labels['reason'], count]) ?? []);
  const counted = Object.fromEntries(
    Object.keys(told).map((reason) => [reason, reasons.filter((one) => one === reason).length]),
  );
  expect(told).toEqual(counted);
  expect(new Set(reasons).size).toBeGreaterThan(1);
});

test('orders, positions and signals by symbol and strategy are what the history holds', () => {
  const pairs = [
    { symbol: 'EURUSD', strategy: 'buy-high' },
    { symbol: 'GBPUSD', strategy: 'with "quotes" and \\' },
  ];
  const named = [
    ['entry_signals_total', 'EntrySignal', (record: JournalRecord) => record],
    ['exit_signals_total', 'ExitSignal', (record: JournalRecord) => record],
    ['orders_approved_total', 'OrderApproved', (record: JournalRecord) => inner(record, 'order')],
    ['orders_placed_total', 'OrderPlaced', (record: JournalRecord) => inner(record, 'order')],
    ['positions_opened_total', 'PositionOpened', (record: JournalRecord) => record],
  ] as const;
  for (const [name, type, of] of named) {
    for (const pair of pairs) {
      const mine = records(type).filter(
        (record) => of(record)['symbol'] === pair.symbol && of(record)['strategy'] === pair.strategy,
      );
      expect([name, pair.symbol, value(name, pair)]).toEqual([name, pair.symbol, mine.length]);
    }
  }
});

test('the times to the first fill are exactly those of the history, bucket by bucket', () => {
  const fills = [...records('OrderPartiallyFilled'), ...records('OrderFilled')];
  const times = records('OrderPlaced').flatMap((placed) => {
    const { clientOrderId } = inner(placed, 'order');
    const own = fills.filter((record) => inner(record, 'fill')['clientOrderId'] === clientOrderId);
    const first = Math.min(...own.map(({ at }) => Number(at)));
    return own.length === 0 ? [] : [(first - Number(placed['at'])) / 1_000];
  });
  expect(times.length).toBeGreaterThan(3);
  expectHistogram('order_fill_seconds', times);
});

test('the holding times are exactly those of the history, bucket by bucket', () => {
  const times = records('PositionClosed').map(
    ({ openedAt, closedAt }) => (Number(closedAt) - Number(openedAt)) / 1_000,
  );
  expect(times.length).toBeGreaterThan(3);
  expect(new Set(times).size).toBeGreaterThan(1);
  expectHistogram('position_holding_seconds', times);
});

function expectHistogram(name: string, observed: readonly number[]): void {
  const [family] = families.filter((one) => one.name === `quantronaute_${name}`);
  const buckets = family?.samples.filter((one) => one.name.endsWith('_bucket')) ?? [];
  expect(buckets.length).toBeGreaterThan(5);
  for (const { labels, value: count } of buckets) {
    const bound = labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
    expect([bound, count]).toEqual([bound, observed.filter((time) => time <= bound).length]);
  }
  expect(value(`${name}_count`)).toBe(observed.length);
  expect(value(`${name}_sum`)).toBe(observed.reduce((sum, time) => sum + time, 0));
}

test('gains, losses, balance, equity and drawdown are those of the history', () => {
  const closed = records('PositionClosed');
  const results = closed.map(({ netProfit }) => Number(netProfit));
  const told = (name: string): number =>
    families
      .filter((family) => family.name === `quantronaute_${name}`)
      .flatMap(({ samples }) => samples)
      .reduce((sum, one) => sum + one.value, 0);
  expect(Math.min(...results)).toBeLessThan(0);
  expect(Math.max(...results)).toBeGreaterThan(0);
  expect(told('trade_gains_total')).toBeCloseTo(
    results.filter((one) => one > 0).reduce((sum, one) => sum + one, 0),
    8,
  );
  expect(told('trade_losses_total')).toBeCloseTo(
    results.filter((one) => one < 0).reduce((sum, one) => sum - one, 0),
    8,
  );
  const equities = records('AccountUpdated').map((record) => Number(inner(record, 'account')['equity']));
  const last = inner(records('AccountUpdated').at(-1) ?? {}, 'account');
  const peak = Math.max(...equities);
  expect(value('balance', { currency: 'USD' })).toBe(last['balance']);
  expect(value('equity', { currency: 'USD' })).toBe(last['equity']);
  expect(value('equity_peak', { currency: 'USD' })).toBe(peak);
  expect(value('drawdown_ratio')).toBe((peak - Number(last['equity'])) / peak);
});

test('the figures are those of the tree that getAllMetrics gives', () => {
  const { orchestrator, services, eventBus } = flow.orchestrator.getAllMetrics();
  expect(value('cycles_total')).toBe(orchestrator.cycles);
  expect(value('uptime_seconds')).toBe(orchestrator.uptime_seconds);
  expect(value('bus_history_events')).toBe(eventBus.event_history_size);
  expect(value('system_status', { status: 'stopped' })).toBe(1);
  for (const [service, counts] of Object.entries(services)) {
    expect(value('service_events_handled_total', { service })).toBe(counts['events_received']);
    expect(value('service_errors_total', { service })).toBe(counts['errors']);
  }
  const placed = services['TradeExecutionService']?.['orders_placed'];
  const told = families.find(({ name }) => name === 'quantronaute_orders_placed_total')?.samples ?? [];
  expect(told.reduce((sum, one) => sum + one.value, 0)).toBe(placed);
});

test('candles and their age are told by symbol and timeframe', () => {
  const symbol = 'EURUSD';
  const candles = records('NewCandle').filter((record) => record['symbol'] === symbol);
  const closeTime = Number(inner(candles.at(-1) ?? {}, 'candle')['closeTime']);
  expect(value('feed_candles_total', { symbol, timeframe: '1' })).toBe(candles.length);
  expect(value('feed_last_candle_timestamp_seconds', { symbol, timeframe: '1' })).toBe(closeTime / 1_000);
  expect(value('feed_age_seconds', { symbol, timeframe: '1' })).toBe((flow.clock.now() - closeTime) / 1_000);
});

test('the process tells of itself', () => {
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7);
  expect(value('process_heap_used_bytes')).toBeLessThanOrEqual(value('process_heap_size_bytes') ?? 0);
  expect(value('process_start_time_seconds')).toBeGreaterThan(1.6e9);
  expect(value('event_loop_lag_max_seconds')).toBeGreaterThanOrEqual(value('event_loop_lag_p99_seconds') ?? NaN);
  expect(value('metrics_errors_total')).toBe(0);
});
