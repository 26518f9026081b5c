import type { RiskFacts, RiskQuestion } from './check-risk.js';
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
const limits = { maxPositions: 3, maxPositionSize: 1 };
const exposure = (change: Partial<RiskQuestion>): RiskQuestion => ({ ...question, ...change });
const reached = (message: string): { value: number; limit: number; message: string } => ({
  value: 501,
  limit: 500,
  message,
});

/** One fact for each reason, the gravest first: of any two the earlier is the answer. */
const REASONS: readonly (readonly [string, Partial<RiskFacts>, object])[] = [
  ['stopping', { isStopping: true }, {}],
  ['automation_off', { automationEnabled: false }, {}],
  ['account_stop', { accountStop: reached('account') }, { value: 501, limit: 500, message: 'account' }],
  ['daily_loss', { dailyLoss: reached('day') }, { value: 501, limit: 500, message: 'day' }],
  ['service_failed', { failedService: 'IndicatorCalculationService' }, {}],
  ['order_unknown', { unknownOrder: 'abc' }, {}],
  ['stale_data', { staleMs: 600_000 }, { value: 600_000 }],
  ['duplicate_entry', { exposures: [question] }, {}],
];

describe('checkRisk', () => {
  it('lets an entry pass when nothing stands against it', () => {
    expect(checkRisk(question, calm, limits)).toEqual({ ok: true });
  });

  it.each(REASONS)('denies with %s, and the numbers that decided', (reason, facts, numbers) => {
    expect(checkRisk(question, { ...calm, ...facts }, limits)).toMatchObject({ ok: false, reason, ...numbers });
  });

  it('gives the gravest of two reasons', () => {
    REASONS.forEach(([reason, facts], place) => {
      for (const [, later] of REASONS.slice(place + 1)) {
        expect(
          checkRisk({ ...question, volume: 99 }, { ...calm, ...later, ...facts }, { ...limits, maxPositions: 0 }),
        ).toMatchObject({ reason });
      }
    });
  });

  it('denies a size beyond the limit and not one at it, before it counts positions', () => {
    expect(checkRisk({ ...question, volume: 1 }, calm, limits)).toEqual({ ok: true });
    expect(checkRisk({ ...question, volume: 1.01 }, calm, { ...limits, maxPositions: 0 })).toMatchObject({
      ok: false,
      reason: 'max_position_size',
      value: 1.01,
      limit: 1,
    });
  });

  it('denies when as many positions and orders are open as are allowed, of any strategy and symbol', () => {
    const open = ['a', 'b', 'c'].map((strategy) => exposure({ strategy, symbol: 'XAUUSD' }));
    expect(checkRisk(question, { ...calm, exposures: open.slice(1) }, limits)).toEqual({ ok: true });
    expect(checkRisk(question, { ...calm, exposures: open }, limits)).toMatchObject({
      ok: false,
      reason: 'max_positions',
      value: 3,
      limit: 3,
    });
  });

  it('takes as many of a direction as a strategy may have for no duplicates', () => {
    const two = { ...limits, maxPositionsPerDirection: 2 };
    const check = (exposures: RiskFacts['exposures'], added: RiskFacts['exposures'] = []) =>
      checkRisk(question, { ...calm, exposures, added }, two);
    expect([check([]), check([question])]).toEqual([{ ok: true }, { ok: true }]);
    expect(check([question, question])).toMatchObject({
      reason: 'duplicate_entry',
      message: 's already has 2 long positions and orders of EURUSD, max_positions_per_direction is 2',
    });
    expect(check([question], [question])).toMatchObject({ reason: 'duplicate_entry' });
  });

  it('takes an entry for a duplicate only where strategy, symbol and direction are the same', () => {
    for (const change of [{ strategy: 'other' }, { symbol: 'XAUUSD' }, { direction: 'short' as const }]) {
      expect(checkRisk(question, { ...calm, exposures: [exposure(change)] }, limits)).toEqual({ ok: true });
    }
    expect(checkRisk(question, { ...calm, exposures: [exposure({ volume: 9 })] }, limits)).toMatchObject({
      reason: 'duplicate_entry',
    });
  });

  it('names what decided in its message', () => {
    const message = (facts: Partial<RiskFacts>): string => {
      const verdict = checkRisk(question, { ...calm, ...facts }, limits);
      return verdict.ok ? '' : verdict.message;
    };
    expect(message({ failedService: 'DataFetchingService' })).toContain('DataFetchingService has failed for EURUSD');
    expect(message({ unknownOrder: 'abc123' })).toContain('abc123');
  });
});
