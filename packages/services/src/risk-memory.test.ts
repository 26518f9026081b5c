import { KeptState, runAt } from './testing/kept-state.js';
import { minute, restricted } from './testing/restricted.js';
import type { RiskDesk } from './testing/risk-desk.js';
import { STOP, THREE_LEGS, WAITING } from './testing/risk-desk.js';

const DAY = 24 * 60;

const verdictOf = (desk: RiskDesk): string => {
  desk.signal();
  return desk.verdicts.at(-1) ?? '';
};

describe('after a restart', () => {
  const options = {
    dailyLossLimit: 1_000,
    maxDrawdownPercent: 20,
    accountStop: { ...STOP, dailyLossLimit: 1_500, maxDrawdownPercent: 30 },
  };

  test('the day is counted from where it began, not from the equity at the restart', async () => {
    const store = new KeptState();
    const first = runAt(0, store, options);
    first.account(10_000);
    first.account(9_200);
    await first.bench.stop();
    const second = runAt(60, store, options);
    second.account(9_200);
    expect(verdictOf(second)).toBe('entry EURUSD');
    second.account(8_999);
    expect(second.sent('RiskLimitBreached')).toMatchObject([{ limitName: 'daily_loss', value: 1_001 }]);
  });

  test('a breach stands, is not told again, and ends with its day', () => {
    const store = new KeptState();
    const first = runAt(0, store, { dailyLossLimit: 1_000 });
    first.account(10_000);
    first.account(8_900);
    const second = runAt(60, store, { dailyLossLimit: 1_000 });
    expect(verdictOf(second)).toBe('daily_loss');
    second.account(8_900);
    expect(second.sent('RiskLimitBreached')).toEqual([]);
    expect(second.sent('TradingBlocked')).toMatchObject([{ reasons: ['daily_loss'] }]);
    second.cycle(minute(DAY));
    second.signal();
    expect(second.verdicts.at(-1)).toBe('entry EURUSD');
  });

  test('over midnight the breach of the day before is over, and the day begins at the last equity that was known', () => {
    const store = new KeptState();
    const first = runAt(DAY - 5, store, options);
    first.account(10_000);
    first.account(8_900);
    const second = runAt(DAY + 5, store, options);
    second.cycle(minute(DAY + 5));
    expect(verdictOf(second)).toBe('entry EURUSD');
    second.account(7_950);
    expect(second.sent('RiskLimitBreached').map(({ limitName }) => limitName)).toEqual(['drawdown']);
    second.account(7_899);
    expect(second.sent('RiskLimitBreached').slice(1)).toMatchObject([{ limitName: 'daily_loss', value: 1_001 }]);
  });

  test('the peak is known, over days, and its breach stands until a person resets it', () => {
    const store = new KeptState();
    const only = { maxDrawdownPercent: 10 };
    const first = runAt(0, store, only);
    first.account(12_000);
    first.account(11_000);
    first.cycle(minute(1));
    const second = runAt(3 * DAY, store, only);
    second.account(10_799);
    expect(second.sent('RiskLimitBreached')).toMatchObject([{ limitName: 'drawdown', limit: 10 }]);
    const third = runAt(9 * DAY, store, only);
    third.cycle(minute(9 * DAY));
    expect(verdictOf(third)).toBe('drawdown');
    third.reset();
    expect(verdictOf(third)).toBe('entry EURUSD');
    // The peak is 10,799 now.
    third.account(9_720);
    expect(third.sent('RiskLimitBreached')).toEqual([]);
  });

  test('a reset is not forgotten', () => {
    const store = new KeptState();
    const first = runAt(0, store, { maxDrawdownPercent: 10 });
    first.account(10_000);
    first.account(8_000);
    first.reset();
    expect(verdictOf(runAt(1, store, { maxDrawdownPercent: 10 }))).toBe('entry EURUSD');
  });

  test('the account stop keeps its cool-down over midnight', () => {
    const store = new KeptState();
    const only = { accountStop: { ...STOP, maxDrawdownPercent: 0 } };
    const first = runAt(DAY - 10, store, only);
    first.account(10_000);
    first.account(8_900);
    const second = runAt(DAY + 49, store, only);
    second.cycle(minute(DAY + 49));
    expect(verdictOf(second)).toBe('account_stop');
    second.cycle(minute(DAY + 50));
    expect(verdictOf(second)).toBe('entry EURUSD');
  });

  test('the account stop counts its own day, from its reset time in its zone', () => {
    const store = new KeptState();
    const only = {
      accountStop: { ...STOP, cooldownMs: 0, maxDrawdownPercent: 0, dayStart: { time: '17:00:00', offset: '-05:00' } },
    };
    const first = runAt(0, store, only);
    first.account(10_000);
    first.account(8_900);
    // 17:00 in New York's winter is 22:00 UTC.
    const second = runAt(22 * 60 - 1, store, only);
    second.cycle(minute(22 * 60 - 1));
    expect(verdictOf(second)).toBe('account_stop');
    second.cycle(minute(22 * 60));
    expect(verdictOf(second)).toBe('entry EURUSD');
  });

  test('what news had taken back is placed again when they are over, not before, and once', async () => {
    const store = new KeptState();
    const news = restricted({ symbol: 'EURUSD', from: 10, until: 20 });
    const first = runAt(0, store, news, WAITING);
    const [order] = first.signal();
    first.cycle(minute(10));
    first.canceled(order?.clientOrderId ?? '');
    await first.bench.stop();
    const second = runAt(15, store, news, WAITING);
    second.cycle(minute(15));
    expect(second.orders).toEqual([]);
    second.cycle(minute(20));
    expect(second.orders).toMatchObject([{ limitPrice: order?.limitPrice, decidedAt: order?.decidedAt }]);
    const third = runAt(21, store, news, WAITING);
    third.cycle(minute(21));
    expect(third.orders).toEqual([]);
  });

  test('what news had taken back is saved at once: a crash before the next cycle does not lose it', () => {
    const store = new KeptState();
    const news = restricted({ symbol: 'EURUSD', from: 10, until: 20 });
    const first = runAt(0, store, news, WAITING);
    const [order] = first.signal();
    first.cycle(minute(10));
    first.canceled(order?.clientOrderId ?? '');
    const second = runAt(20, store, news, WAITING);
    second.cycle(minute(20));
    expect(second.orders).toHaveLength(1);
  });

  test('legs of a group do not come back: whether its position still lives is not known', () => {
    const store = new KeptState();
    const news = restricted({ symbol: 'EURUSD', from: 10, until: 20 });
    const first = runAt(0, store, news, THREE_LEGS);
    const [market, ...legs] = first.signal();
    first.fill(market);
    first.cycle(minute(10));
    for (const { clientOrderId } of legs) first.canceled(clientOrderId);
    first.cycle(minute(11));
    const second = runAt(20, store, news, THREE_LEGS);
    second.cycle(minute(20));
    expect(second.orders).toEqual([]);
  });

  test('a warm-up places nothing again', () => {
    const store = new KeptState();
    const news = restricted({ symbol: 'EURUSD', from: 10, until: 20 });
    const first = runAt(0, store, news, WAITING);
    const [order] = first.signal();
    first.cycle(minute(10));
    first.canceled(order?.clientOrderId ?? '');
    first.cycle(minute(11));
    const second = runAt(15, store, news, WAITING);
    for (const each of [2, 8, 14]) second.cycle(minute(each), 'warm-up');
    expect(second.orders).toEqual([]);
    second.cycle(minute(20));
    expect(second.orders).toHaveLength(1);
  });
});

test('nothing is written where nothing has changed', () => {
  const store = new KeptState();
  const desk = runAt(0, store);
  desk.account(10_000);
  for (const each of [1, 2, 3]) desk.cycle(minute(each));
  expect(store.saves).toBe(1);
});
