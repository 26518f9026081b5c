import { memoryStateStore } from '@q/journal';
import type { Instrument } from '@q/events';
import type { RestrictionRules } from '@q/trading';
import { compileRestrictions, parseNews } from '@q/trading';
import { withFaults } from './testing/faulty-venue.js';
import { at, candlesFrom, Flow, RISE, START, strategyOf } from './testing/flow.js';
import type { FlowOptions } from './testing/flow.js';

const flat = (minutes: number, price = 1.2): number[] => Array.from({ length: minutes }, () => price);
/** News of the dollar at 08:15: nothing is entered from minute 13 to minute 17. */
const NEWS = 'Description,Instrument,Dates,Forecast,Previous,Restrictions\nRates,USD,2025-01-06 08:15:00,,,1\n';
const news = { enabled: true, minutes_before: 2, minutes_after: 2 };
const restricted = (rules: Partial<RestrictionRules>, calendar = NEWS): NonNullable<FlowOptions['sockets']> => {
  const files = { news: parseNews(calendar, 'UTC') };
  const compiled = compileRestrictions({ account_type: 'swing', ...rules }, files);
  return { restrictionsAt: (instant: number, instrument: Instrument) => compiled(instant, instrument) };
};

describe('a quiet cycle, without any signal', () => {
  const lot = strategyOf('lot', {
    entry: { long: 'close crosses_above 1.15' },
    risk: { position_sizing: { type: 'fixed', value: 1 } },
  });
  const quiet = (flow: Flow, minute: number): void => {
    const late = flow.envelopes.filter(({ event }) => event.type === 'EntrySignal' || event.type === 'ExitSignal');
    expect(late.map(({ at: instant }) => instant)).toEqual([at(5)]);
    expect(flow.of('PositionClosed').map(({ closedAt }) => closedAt)).toEqual([at(minute)]);
  };

  test('looks at the loss of the day', async () => {
    const flow = await new Flow({
      candles: { EURUSD: candlesFrom([...RISE, 1.2, 1.19, 1.19, 1.19]) },
      strategies: { EURUSD: [lot] },
      config: {
        risk: { daily_loss_limit: 900, daily_loss_reaction: 'close_positions', account_stop_loss: { enabled: false } },
      },
    }).run();
    quiet(flow, 10);
    expect(flow.of('PositionClosed')).toMatchObject([{ reason: 'risk_limit' }]);
    expect(flow.envelopesOf('TradingBlocked').map((envelope) => envelope.at)).toEqual([at(10)]);
  });

  test('looks at the close of the market', async () => {
    const flow = await new Flow({
      candles: { EURUSD: candlesFrom([...RISE, ...flat(8)]) },
      strategies: { EURUSD: [lot] },
      sockets: restricted({
        account_type: 'daily',
        market_close: { enabled: true, time: '08:12:00+00:00', minutes: 2 },
      }),
    }).run();
    quiet(flow, 10);
    expect(flow.of('PositionClosed')).toMatchObject([{ reason: 'market_close' }]);
  });

  test('looks at the news, even where there is no strategy at all', async () => {
    const flow = await new Flow({ candles: { EURUSD: candlesFrom(flat(20)) }, sockets: restricted({ news }) }).run();
    const told = flow.envelopes.flatMap(({ event, at: instant }) =>
      event.type === 'TradingBlocked' || event.type === 'TradingAuthorized' ? [[event.type, instant]] : [],
    );
    expect(told.slice(-2)).toEqual([
      ['TradingBlocked', at(13)],
      ['TradingAuthorized', at(18)],
    ]);
  });
});

describe('news', () => {
  const waits = strategyOf('waits', {
    entry: { long: 'close crosses_above 1.15' },
    risk: { position_sizing: { type: 'fixed', value: 0.1, atr_distance: 0.01 }, sl: { type: 'fixed', value: 200 } },
  });
  const entries = (flow: Flow) => flow.of('OrderPlaced').filter(({ order }) => order.intent === 'entry');
  const options = (minutes: number): FlowOptions => ({
    candles: { EURUSD: candlesFrom([...RISE, ...flat(minutes - RISE.length)]) },
    strategies: { EURUSD: [waits] },
    sockets: restricted({ news }),
  });

  test('take a waiting entry back and place it once when they are over', async () => {
    const flow = await new Flow(options(30)).run();
    expect(flow.of('CancelRequested').map(({ reason }) => reason)).toEqual(['news']);
    expect(flow.count('OrderCanceled')).toBe(1);
    expect(flow.envelopesOf('OrderPlaced').map((envelope) => envelope.at)).toEqual([at(5), at(18)]);
    expect(new Set(entries(flow).map(({ order }) => order.clientOrderId)).size).toBe(2);
  });

  test.each(['says nothing', 'has filled it meanwhile'] as const)(
    'place nothing again where the venue %s when it is asked to take it back: no order is doubled',
    async (how) => {
      const flow = await new Flow({
        ...options(30),
        candles: { EURUSD: candlesFrom([...RISE, ...flat(5), how === 'says nothing' ? 1.2 : 1.19, ...flat(15)]) },
        wrapBroker: withFaults({ cancel: () => true }),
      }).run();
      expect(flow.count('CancelRequested')).toBe(1);
      expect([entries(flow).length, flow.count('PositionOpened')]).toEqual([1, how === 'says nothing' ? 0 : 1]);
    },
  );

  test('leave the stop of a position at the venue: it works while they last, whatever becomes of this program', async () => {
    const open = strategyOf('open', {
      entry: { long: 'close crosses_above 1.15' },
      risk: { sl: { type: 'fixed', value: 100 } },
    });
    const flow = await new Flow({
      ...options(30),
      candles: { EURUSD: candlesFrom([...RISE, ...flat(6), 1.18, 1.18, 1.18]) },
      strategies: { EURUSD: [open] },
    }).run();
    expect(flow.count('StopLossMoved')).toBe(0);
    expect(flow.of('PositionClosed')).toMatchObject([{ reason: 'stop_loss', exitPrice: 1.19, closedAt: at(15) }]);
  });

  test('an entry that they took back is not forgotten by a program that ends and begins again meanwhile', async () => {
    const riskState = memoryStateStore();
    const sockets = { ...restricted({ news }), riskState };
    const first = await new Flow({ ...options(30), sockets }).run(14);
    expect(first.count('OrderCanceled')).toBe(1);
    const second = await new Flow({
      candles: { EURUSD: candlesFrom(flat(10), at(20)) },
      strategies: { EURUSD: [waits] },
      sockets,
    }).run();
    const [before, after] = [first, second].map((flow) => entries(flow)[0]?.order);
    expect(after).toMatchObject({ limitPrice: before?.limitPrice, volume: 0.1, strategy: 'waits' });
    expect(entries(second)).toHaveLength(1);
  });

  test('that cannot be read block entries, and say so', async () => {
    const broken = await new Flow({ ...options(12), sockets: restricted({ news }, 'no calendar at all') }).run();
    expect(broken.count('OrderApproved')).toBe(0);
    expect(broken.of('OrderDenied')[0]).toMatchObject({ reason: 'restriction_file' });
    expect(broken.of('TradingBlocked')[0]?.reasons).toEqual(['restriction_file EURUSD']);
  });

  test('of a currency that is not traded block nothing', async () => {
    const flow = await new Flow({ ...options(20), sockets: restricted({ news }, NEWS.replace('USD', 'JPY')) }).run();
    expect([flow.count('CancelRequested'), entries(flow).length]).toEqual([0, 1]);
  });
});

test('a swing account enters again in the cycle after one that failed', async () => {
  const eager = strategyOf('eager', { entry: { long: 'close > 1.15' } });
  const flow: Flow = new Flow({
    candles: { EURUSD: candlesFrom([...RISE, ...flat(4)]) },
    strategies: { EURUSD: [eager] },
    sockets: restricted({ account_type: 'swing', news }, NEWS.replace('08:15', '20:15')),
  });
  flow.orchestrator.bus.subscribe(
    'CycleStarted',
    ({ instant }) => {
      if (instant === at(5)) throw new Error('once');
    },
    { name: 'RiskGate' },
  );
  await flow.run();
  expect(flow.count('HandlerFailed')).toBe(1);
  expect(flow.of('PositionOpened')).toHaveLength(1);
  expect(flow.of('PositionOpened')[0]?.openedAt).toBeLessThanOrEqual(START + 6 * 60_000);
});
