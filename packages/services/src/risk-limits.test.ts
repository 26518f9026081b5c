import type { DenialReason } from '@q/events';
import type { RiskGateOptions } from './risk-gate.js';
import { RiskDesk, STOP, THREE_LEGS, WAITING } from './testing/risk-desk.js';
import { MINUTE_MS, START } from './testing/service-bench.js';

const LIMITS = { maxPositions: 10, maxPositionSize: 10 };
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What a limit says at its value, and just beyond it. */
interface Case {
  readonly options?: Partial<RiskGateOptions>;
  readonly risk?: object;
  /** What comes before the signal. */
  readonly before?: (desk: RiskDesk) => void;
}

const account =
  (...equities: readonly number[]) =>
  (desk: RiskDesk): void =>
    equities.forEach((equity) => desk.account(equity));

const open =
  (...symbols: readonly string[]) =>
  (desk: RiskDesk): void =>
    symbols.forEach((symbol) => {
      desk.signal(symbol, { strategy: `of ${symbol}` });
      desk.fill();
    });

const closedAgo =
  (ms: number) =>
  (desk: RiskDesk): void => {
    open('EURUSD')(desk);
    desk.closed(desk.orders[0]?.clientOrderId ?? '', 'EURUSD', { closedAt: START + 5 * MINUTE_MS });
    desk.bench.clock.advanceTo(START + 5 * MINUTE_MS + ms);
  };

const spread = (value: number): Case => ({
  options: { limits: { ...LIMITS, maxSpreadPips: 2.7 }, spreadOf: () => value },
});

const CASES: readonly (readonly [DenialReason, Case, Case, { readonly value: number; readonly limit: number }])[] = [
  [
    'max_positions',
    { options: { limits: { ...LIMITS, maxPositions: 2 } }, before: open('GBPUSD') },
    { options: { limits: { ...LIMITS, maxPositions: 2 } }, before: open('GBPUSD', 'AUDUSD') },
    { value: 2, limit: 2 },
  ],
  [
    'max_positions_per_symbol',
    { options: { limits: { ...LIMITS, maxPositionsPerSymbol: 1 } }, before: open('GBPUSD', 'AUDUSD') },
    { options: { limits: { ...LIMITS, maxPositionsPerSymbol: 1 } }, before: open('EURUSD') },
    { value: 1, limit: 1 },
  ],
  [
    'max_position_size',
    { options: { limits: { ...LIMITS, maxPositionSize: 1 } } },
    {
      options: { limits: { ...LIMITS, maxPositionSize: 1 } },
      risk: { position_sizing: { type: 'fixed', value: 1.01 } },
    },
    { value: 1.01, limit: 1 },
  ],
  [
    // 1.1 in binary times 100,000 is a little more than 110,000.
    'max_notional',
    { options: { limits: { ...LIMITS, maxNotional: 110_000 } } },
    { options: { limits: { ...LIMITS, maxNotional: 109_999.99 } } },
    { value: 110_000, limit: 109_999.99 },
  ],
  [
    'daily_loss',
    { options: { dailyLossLimit: 0.3 }, before: account(10_000, 9_999.7) },
    { options: { dailyLossLimit: 0.3 }, before: account(10_000, 9_999.69) },
    { value: 0.31, limit: 0.3 },
  ],
  [
    'drawdown',
    { options: { maxDrawdownPercent: 5 }, before: account(10_000, 12_000, 11_400) },
    { options: { maxDrawdownPercent: 5 }, before: account(10_000, 12_000, 11_399.99) },
    { value: (600.01 / 12_000) * 100, limit: 5 },
  ],
  [
    'account_stop',
    { options: { accountStop: STOP }, before: account(10_000, 9_000) },
    { options: { accountStop: STOP }, before: account(10_000, 8_999.99) },
    { value: 1_000.01, limit: 1_000 },
  ],
  [
    'cooldown',
    { options: { limits: { ...LIMITS, cooldownMs: 90_000 } }, before: closedAgo(90_000) },
    { options: { limits: { ...LIMITS, cooldownMs: 90_000 } }, before: closedAgo(89_999) },
    { value: 89_999, limit: 90_000 },
  ],
  // In binary 2.7 pips of 0.0001 are a little more than 2.7.
  ['spread', spread(2.7 * 0.0001), spread(0.00028), { value: 2.8, limit: 2.7 }],
  [
    'order_rate',
    { options: { limits: { ...LIMITS, maxOrdersPerMinute: 2 } }, before: open('GBPUSD') },
    { options: { limits: { ...LIMITS, maxOrdersPerMinute: 2 } }, before: open('GBPUSD', 'AUDUSD') },
    { value: 3, limit: 2 },
  ],
];

function verdictOf({ options = {}, risk = {}, before = () => undefined }: Case): {
  readonly desk: RiskDesk;
  readonly isApproved: boolean;
} {
  const desk = new RiskDesk(options, risk);
  before(desk);
  return { desk, isApproved: desk.signal().length > 0 };
}

test.each(CASES)(
  '%s: passes at its value, and is denied just beyond it with the numbers',
  (reason, at, beyond, numbers) => {
    expect(verdictOf(at).isApproved).toBe(true);
    const { desk, isApproved } = verdictOf(beyond);
    expect(isApproved).toBe(false);
    expect(desk.sent('OrderDenied')).toMatchObject([{ reason, symbol: 'EURUSD', strategy: 'test', direction: 'long' }]);
    expect(desk.sent('OrderDenied')[0]?.limit).toBe(numbers.limit);
    expect(desk.sent('OrderDenied')[0]?.value).toBeCloseTo(numbers.value, 6);
    expect(desk.bench.errors).toEqual([]);
  },
);

test('a denial says what it was about: the candle that decided, and a message with the number', () => {
  const { desk } = verdictOf(spread(0.0005));
  expect(desk.sent('OrderDenied')).toMatchObject([{ decidedAt: START + 1 }]);
  expect(desk.sent('OrderDenied')[0]?.message).toContain('5 pips, max_spread_pips is 2.7');
});

test('a spread that the venue does not show is no reason', () => {
  const limits = { ...LIMITS, maxSpreadPips: 0.1 };
  expect(verdictOf({ options: { limits, spreadOf: () => undefined } }).isApproved).toBe(true);
});

test('an entry that waits counts as a position of its symbol, until it is over', () => {
  const desk = new RiskDesk({ limits: { ...LIMITS, maxPositionsPerSymbol: 1 } }, WAITING);
  const [first] = desk.signal();
  desk.signal('EURUSD', { strategy: 'other' });
  desk.expired(first?.clientOrderId ?? '');
  desk.signal('EURUSD', { strategy: 'other' });
  expect(desk.verdicts).toEqual(['entry EURUSD', 'max_positions_per_symbol', 'entry EURUSD']);
});

describe('the order rate', () => {
  test('is that of the last 60 seconds: an order is forgotten when the minute is full', () => {
    const desk = new RiskDesk({ limits: { ...LIMITS, maxOrdersPerMinute: 2 } });
    const at = (ms: number, symbol: string): void => {
      desk.bench.clock.advanceTo(START + ms);
      desk.signal(symbol);
    };
    at(0, 'EURUSD');
    at(30_000, 'GBPUSD');
    at(59_999, 'AUDUSD');
    at(60_000, 'AUDUSD');
    at(60_000, 'NZDUSD');
    at(89_999, 'NZDUSD');
    at(90_000, 'NZDUSD');
    expect(desk.verdicts).toEqual([
      'entry EURUSD',
      'entry GBPUSD',
      'order_rate',
      'entry AUDUSD',
      'order_rate',
      'order_rate',
      'entry NZDUSD',
    ]);
  });

  test('does not count what was denied, nor exits', () => {
    const desk = new RiskDesk({ limits: { ...LIMITS, maxOrdersPerMinute: 2 } });
    desk.signal('EURUSD');
    desk.fill();
    desk.signal('EURUSD');
    desk.exit('EURUSD');
    desk.signal('GBPUSD');
    expect(desk.verdicts).toEqual(['entry EURUSD', 'duplicate_entry', 'exit EURUSD', 'entry GBPUSD']);
  });

  test('counts each order of a scaled entry', () => {
    for (const [most, verdict] of [
      [3, 'entry EURUSD'],
      [2, 'order_rate'],
    ] as const) {
      const desk = new RiskDesk({ limits: { ...LIMITS, maxOrdersPerMinute: most } }, THREE_LEGS);
      desk.signal();
      expect(desk.verdicts[0]).toBe(verdict);
      desk.signal('GBPUSD');
      expect(desk.verdicts.at(-1)).toBe('order_rate');
    }
  });
});

test('the cooldown is of the symbol, counts from the close of the newest position, and a cooldown of 0 is none', () => {
  const desk = new RiskDesk({ limits: { ...LIMITS, cooldownMs: 10 * MINUTE_MS } });
  const [first, second] = ['a', 'b'].map((strategy) => {
    desk.signal('EURUSD', { strategy });
    return desk.fill();
  });
  desk.closed(first ?? '', 'EURUSD', { strategy: 'a', closedAt: START });
  desk.closed(second ?? '', 'EURUSD', { strategy: 'b', closedAt: START + 4 * MINUTE_MS });
  desk.bench.clock.advanceTo(START + 13 * MINUTE_MS);
  desk.signal('EURUSD');
  desk.signal('GBPUSD');
  desk.bench.clock.advanceTo(START + 14 * MINUTE_MS);
  desk.signal('EURUSD');
  expect(desk.verdicts.slice(2)).toEqual(['cooldown', 'entry GBPUSD', 'entry EURUSD']);
  expect(verdictOf({ before: closedAgo(0) }).isApproved).toBe(true);
});

test('a daily loss is over with its day, a drawdown is not', () => {
  const day = new RiskDesk({ dailyLossLimit: 100 });
  const peak = new RiskDesk({ maxDrawdownPercent: 1 });
  for (const desk of [day, peak]) {
    desk.account(10_000);
    desk.account(9_800);
    desk.cycle(START + DAY_MS);
    desk.signal();
  }
  expect([day.verdicts, peak.verdicts]).toEqual([['entry EURUSD'], ['drawdown']]);
});
