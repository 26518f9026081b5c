import type { JournalRecord } from '@q/events';
import { KeptState, runAt } from './testing/kept-state.js';
import { minute } from './testing/restricted.js';
import { RiskDesk } from './testing/risk-desk.js';

class DamagedState extends KeptState {
  override load(): JournalRecord | undefined {
    throw new Error('risk.json is damaged: its checksum is wrong');
  }
}

describe('a state that cannot be used', () => {
  const foreign = new KeptState();
  foreign.text = JSON.stringify({ version: 2, guard: {}, suspended: [] });
  const cut = new KeptState();
  cut.text = JSON.stringify({ version: 1 });

  test.each([
    ['is damaged', new DamagedState(), 'its checksum is wrong'],
    ['has another version', foreign, 'version 2'],
    ['lacks what belongs to it', cut, ''],
  ])('and %s blocks entries and says why, lets exits pass, and is not written over', async (_what, store, why) => {
    const before = store.text;
    const desk = runAt(0, store, { dailyLossLimit: 100, dailyLossReaction: 'close_positions' });
    desk.account(10_000);
    expect(desk.sent('TradingBlocked')).toEqual([{ type: 'TradingBlocked', reasons: ['state_damaged'] }]);
    desk.signal();
    expect(desk.sent('OrderDenied')).toMatchObject([{ reason: 'state_damaged' }]);
    expect(desk.sent('OrderDenied')[0]?.message).toContain(why);
    desk.account(9_000);
    desk.cycle(minute(5));
    await desk.bench.stop();
    expect([store.text, store.saves]).toEqual([before, 0]);
    expect(desk.bench.errors).toEqual([]);
  });

  test('is free again when a person resets the limits, and written from then on', () => {
    const store = new DamagedState();
    const desk = runAt(0, store);
    desk.account(10_000);
    desk.reset();
    expect(desk.bench.types).toEqual(['TradingBlocked', 'TradingAuthorized']);
    desk.signal();
    expect(desk.verdicts).toEqual(['entry EURUSD']);
    desk.cycle(minute(1));
    expect(JSON.parse(store.text ?? '')).toMatchObject({
      version: 1,
      guard: { dailyLoss: { dayStartEquity: 10_000 } },
    });
  });
});

test('without a store nothing is remembered, and nothing is blocked', () => {
  const desk = new RiskDesk();
  desk.account(10_000);
  desk.cycle(minute(1));
  desk.signal();
  expect(desk.verdicts).toEqual(['entry EURUSD']);
});
