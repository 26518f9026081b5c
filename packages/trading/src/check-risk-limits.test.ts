import type { RiskFacts, RiskLimits, RiskQuestion } from './check-risk.js';
import { checkRisk } from './check-risk.js';

const question: RiskQuestion = { strategy: 's', symbol: 'EURUSD', direction: 'long', volume: 0.1 };
const calm: RiskFacts = {
  automationEnabled: true,
  isStopping: false,
  accountStop: undefined,
  dailyLoss: undefined,
  exposures: [],
  staleMs: undefined,
  unknownOrder: undefined,
  failedService: undefined,
};
const limits: RiskLimits = { maxPositions: 3, maxPositionSize: 1 };
const reached = { value: 11, limit: 10, message: 'beyond' };
const news = { reason: 'news', message: 'news at noon' } as const;
const other = { ...question, strategy: 'other' };

/** Each further reason with a fact or limit that gives it, the gravest first. */
const REASONS: readonly (readonly [string, Partial<RiskFacts>, Partial<RiskLimits>, Partial<RiskQuestion>])[] = [
  ['state_damaged', { stateDamaged: 'it is cut' }, {}, {}],
  ['account_stop', { accountStop: reached }, {}, {}],
  ['daily_loss', { dailyLoss: reached }, {}, {}],
  ['drawdown', { drawdown: reached }, {}, {}],
  ['service_failed', { failedService: 'S' }, {}, {}],
  ['stale_data', { staleMs: 5 }, {}, {}],
  ['news', { restrictions: [news, { reason: 'outside_schedule', message: 'late' }] }, {}, {}],
  ['duplicate_entry', { exposures: [question] }, {}, {}],
  ['cooldown', { closedSinceMs: 59_999 }, { cooldownMs: 60_000 }, {}],
  ['spread', { spreadPips: 2.1 }, { maxSpreadPips: 2 }, {}],
  ['order_rate', { recentOrders: 2 }, { maxOrdersPerMinute: 2 }, {}],
  ['max_position_size', {}, { maxPositionSize: 0.09 }, {}],
  ['max_notional', {}, { maxNotional: 9_999 }, { notional: 10_000 }],
  ['max_positions_per_symbol', { exposures: [other] }, { maxPositionsPerSymbol: 1 }, {}],
  ['max_positions', { exposures: [other] }, { maxPositions: 1 }, {}],
];

const verdictOf = (facts: Partial<RiskFacts>, more: Partial<RiskLimits> = {}, asked: Partial<RiskQuestion> = {}) =>
  checkRisk({ ...question, ...asked }, { ...calm, ...facts }, { ...limits, ...more });

describe('checkRisk', () => {
  it.each(REASONS)('denies with %s', (reason, facts, more, asked) => {
    expect(verdictOf(facts, more, asked)).toMatchObject({ ok: false, reason });
  });

  it('gives the gravest of two reasons', () => {
    REASONS.forEach(([reason, ...first], place) => {
      for (const [, ...second] of REASONS.slice(place + 1)) {
        const [facts, more, asked] = [0, 1, 2].map((index) => ({ ...second[index], ...first[index] }));
        expect(verdictOf(facts ?? {}, more, asked)).toMatchObject({ reason });
      }
    });
  });

  it.each([
    ['cooldown', { closedSinceMs: 60_000 }, { cooldownMs: 60_000 }, {}],
    ['spread', { spreadPips: 2 }, { maxSpreadPips: 2 }, {}],
    ['order rate', { recentOrders: 1 }, { maxOrdersPerMinute: 2 }, {}],
    ['order rate of three orders', { recentOrders: 4 }, { maxOrdersPerMinute: 7 }, { orders: 3 }],
    ['size', {}, { maxPositionSize: 0.1 }, {}],
    ['notional', {}, { maxNotional: 10_000 }, { notional: 10_000.000_000_1 }],
    ['positions of the symbol', { exposures: [other] }, { maxPositionsPerSymbol: 2 }, {}],
    ['positions', { exposures: [other] }, { maxPositions: 2 }, {}],
    ['positions with three orders', { exposures: [other] }, { maxPositions: 4 }, { orders: 3 }],
  ] as const)('lets the limit itself pass: %s', (_what, facts, more, asked) => {
    expect(verdictOf(facts, more, asked)).toEqual({ ok: true });
  });

  it.each([
    ['cooldown', { closedSinceMs: 0 }, { cooldownMs: 0 }],
    ['spread', { spreadPips: 99 }, { maxSpreadPips: 0 }],
    ['order rate', { recentOrders: 99 }, { maxOrdersPerMinute: 0 }],
    ['positions of the symbol', { exposures: [other, other] }, { maxPositionsPerSymbol: 0 }],
    ['notional', {}, { maxNotional: 0 }],
  ] as const)('takes a limit of 0 for none: %s', (_what, facts, more) => {
    expect(verdictOf(facts, more, { notional: 1e9 })).toEqual({ ok: true });
  });

  it('has no opinion on what it does not know: no spread, no closed position, no notional', () => {
    expect(verdictOf({}, { cooldownMs: 1e9, maxSpreadPips: 0.1, maxNotional: 1 })).toEqual({ ok: true });
  });

  it('counts each order of an entry to the rate, and gives the number it would come to', () => {
    expect(verdictOf({ recentOrders: 4 }, { maxOrdersPerMinute: 6 }, { orders: 3 })).toMatchObject({
      reason: 'order_rate',
      value: 7,
      limit: 6,
    });
  });

  it('counts positions of other symbols to all, not to the symbol', () => {
    const gold = { ...other, symbol: 'XAUUSD' };
    expect(verdictOf({ exposures: [gold, gold] }, { maxPositionsPerSymbol: 1 })).toEqual({ ok: true });
    expect(verdictOf({ exposures: [gold, gold, gold] })).toMatchObject({ reason: 'max_positions', value: 3, limit: 3 });
  });

  it('takes the parts of one scaled entry for no duplicates of each other, and still counts them', () => {
    const part = { ...question, groupId: 'g' };
    expect(verdictOf({ exposures: [part, part] }, {}, { groupId: 'g' })).toEqual({ ok: true });
    expect(verdictOf({ exposures: [part, part, part] }, {}, { groupId: 'g' })).toMatchObject({
      reason: 'max_positions',
    });
    for (const groupId of ['h', undefined])
      expect(verdictOf({ exposures: [part] }, {}, { groupId })).toMatchObject({ reason: 'duplicate_entry' });
  });

  it('takes an entry that went into the position of another strategy for a duplicate, not for a position', () => {
    const held = [other, other];
    expect(verdictOf({ exposures: held, added: [question] })).toMatchObject({ reason: 'duplicate_entry' });
    expect(verdictOf({ exposures: held, added: [other, other, other] })).toEqual({ ok: true });
  });

  it('gives the message of the restriction, and no numbers where there are none', () => {
    expect(verdictOf({ restrictions: [news] })).toEqual({ ok: false, reason: 'news', message: 'news at noon' });
  });
});
