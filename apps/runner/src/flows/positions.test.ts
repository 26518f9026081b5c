import type { Candle } from '@q/events';
import { at, candlesFrom, Flow, MINUTE_MS, strategyOf } from './testing/flow.js';

/** Enough rows, and the rise from 1.10 to 1.20 that every strategy here enters on, once, in minute 5. */
const BEFORE = candlesFrom([1.1, 1.1, 1.1, 1.1, 1.2]);
/** The candle at whose open a market order of minute 5 is filled. */
const ENTRY = [1.2, 1.2, 1.2, 1.2] as const;

type Bar = readonly [open: number, high: number, low: number, close: number];

/** What comes after the signal, a minute each. */
function after(...bars: readonly Bar[]): readonly Candle[] {
  const candles = bars.map(([open, high, low, close], index) => {
    const openTime = at(BEFORE.length + index);
    return { openTime, closeTime: openTime + MINUTE_MS, open, high, low, close, volume: 1, bars: 1 };
  });
  return [...BEFORE, ...candles];
}

const RISK = { max_position_size: 1, daily_loss_limit: 0, account_stop_loss: { enabled: false } };
/** Nothing costs anything here, so that results are whole numbers of pips. */
const FREE = { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0 };

function flowOf(risk: object, candles: readonly Candle[], config: object = {}): Promise<Flow> {
  const size = { position_sizing: { type: 'fixed', value: 1 } };
  const rise = strategyOf('rise', { entry: { long: 'close crosses_above 1.15' }, risk: { ...size, ...risk } });
  const strategies = { EURUSD: [rise] };
  return new Flow({
    candles: { EURUSD: candles },
    strategies,
    config: { risk: { ...RISK, ...config }, broker: FREE },
  }).run();
}

const closes = (flow: Flow) =>
  flow.of('PositionClosed').map(({ volume, exitPrice, profit, reason }) => [volume, exitPrice, profit, reason]);
const moves = (flow: Flow) => flow.of('StopLossMoved').map(({ from, to, reason }) => [from, to, reason]);

describe('several targets with break-even', () => {
  // 0.5 percent above 1.2 is 1.206, 1 percent is 1.212; the stop is 100 pips below, at 1.19.
  const risk = {
    sl: { type: 'fixed', value: 100 },
    tp: {
      type: 'multi_target',
      targets: [
        { value: 0.5, percent: 50, move_stop: true },
        { value: 1, percent: 50 },
      ],
    },
  };
  const half: Bar = [1.2, 1.207, 1.2, 1.205];

  test('the first target takes half and moves the stop to the entry, where the rest ends without loss', async () => {
    const flow = await flowOf(risk, after(ENTRY, half, [1.205, 1.205, 1.199, 1.2], ENTRY));
    expect(flow.of('PositionOpened')).toMatchObject([{ entryPrice: 1.2, stopLoss: 1.19, takeProfits: [1.206, 1.212] }]);
    // Half a lot of 100,000, 60 pips: 300.
    expect(flow.of('PositionPartiallyClosed')).toMatchObject([
      { volume: 0.5, remaining: 0.5, exitPrice: 1.206, profit: 300, reason: 'take_profit' },
    ]);
    expect(moves(flow)).toEqual([[1.19, 1.2, 'break_even']]);
    const [[volume, exitPrice, profit, reason] = []] = closes(flow);
    expect([volume, profit, reason]).toEqual([1, 300, 'stop_loss']);
    // Half at 1.206 and half at 1.2.
    expect(exitPrice).toBeCloseTo(1.203, 10);
    expect(flow.orchestrator.figures).toMatchObject({ balance: 10_300, equity: 10_300 });
  });

  test('the second target takes the rest', async () => {
    const flow = await flowOf(risk, after(ENTRY, half, [1.205, 1.213, 1.204, 1.21], ENTRY));
    // 300 and half a lot over 120 pips: 600.
    expect(flow.of('TakeProfitHit').map(({ price, volume }) => [price, volume])).toEqual([
      [1.206, 0.5],
      [1.212, 0.5],
    ]);
    expect(flow.orchestrator.figures.balance).toBe(10_900);
    expect(flow.types.filter((type) => type === 'CancelRequested' || type === 'OrderCanceled')).toEqual([]);
  });

  test('before the first target the stop takes all of it where it was planned', async () => {
    const flow = await flowOf(risk, after(ENTRY, [1.2, 1.2059, 1.1899, 1.2], ENTRY));
    expect(closes(flow)).toEqual([[1, 1.19, -1_000, 'stop_loss']]);
    expect(moves(flow)).toEqual([]);
  });
});

describe('a trailing stop', () => {
  // It begins at 80 pips, follows from a profit of 80 pips on, 50 behind the best price, up to a profit of 100.
  const risk = { sl: { type: 'trailing', step: 50, activation_price: 80, cap: 100 } };

  test('waits for its profit, follows the best price, never goes back, and is where the position ends', async () => {
    const flow = await flowOf(
      risk,
      after(
        ENTRY,
        [1.2, 1.2079, 1.2, 1.207],
        [1.207, 1.209, 1.206, 1.208],
        [1.208, 1.2085, 1.205, 1.206],
        [1.206, 1.212, 1.206, 1.21],
        [1.21, 1.21, 1.2069, 1.208],
        ENTRY,
      ),
    );
    expect(moves(flow)).toEqual([
      [1.192, 1.204, 'trailing'],
      [1.204, 1.207, 'trailing'],
    ]);
    expect(closes(flow)).toEqual([[1, 1.207, 700, 'stop_loss']]);
  });

  test('stays at its cap', async () => {
    const flow = await flowOf(risk, after(ENTRY, [1.2, 1.25, 1.2, 1.25], [1.25, 1.3, 1.25, 1.3], [1.3, 1.3, 1.2, 1.2]));
    expect(moves(flow)).toEqual([[1.192, 1.21, 'trailing']]);
    expect(closes(flow)).toEqual([[1, 1.21, 1_000, 'stop_loss']]);
  });

  test('a candle that jumps over it fills at its open', async () => {
    const flow = await flowOf(risk, after(ENTRY, [1.2, 1.21, 1.2, 1.21], [1.203, 1.204, 1.202, 1.203]));
    expect(moves(flow)).toEqual([[1.192, 1.205, 'trailing']]);
    expect(closes(flow)).toEqual([[1, 1.203, 300, 'stop_loss']]);
  });
});

describe('a scaled entry', () => {
  // 0.1 lots each at 1.2, 1.1988 and 1.1976; 0.3 lots and 100 pips are 300 at risk, so the stop is 100 pips below the mean of 1.1988.
  const risk = {
    position_sizing: { type: 'fixed', value: 0.3 },
    scaling: { entries: 3, spacing: 0.1, sizes: 'equal' },
    sl: { type: 'fixed', value: 100 },
    tp: { type: 'fixed', value: 50 },
  };
  const second: Bar = [1.2, 1.2, 1.1985, 1.199];

  test('is filled leg by leg, closed by its target, and what still waits is taken back', async () => {
    const flow = await flowOf(risk, after(ENTRY, second, [1.199, 1.206, 1.199, 1.2], [1.2, 1.2, 1.18, 1.2], ENTRY));
    expect(flow.of('PositionOpened').map(({ volume, entryPrice, stopLoss }) => [volume, entryPrice, stopLoss])).toEqual(
      [
        [0.1, 1.2, 1.1888],
        [0.1, 1.1988, 1.1888],
      ],
    );
    // 0.1 lots over 50 and over 62 pips.
    expect(closes(flow)).toEqual([
      [0.1, 1.205, 50, 'take_profit'],
      [0.1, 1.205, 62, 'take_profit'],
    ]);
    const [, , third] = flow.of('OrderApproved');
    expect(flow.of('CancelRequested')).toMatchObject([
      { clientOrderId: third?.order.clientOrderId, reason: 'group_closed' },
    ]);
    expect(flow.of('OrderCanceled').map(({ clientOrderId }) => clientOrderId)).toEqual([third?.order.clientOrderId]);
    expect(flow.orchestrator.figures).toMatchObject({ ordersPlaced: 3, fills: 4, balance: 10_112 });
  });

  test('loses the planned amount where all legs are filled and stopped', async () => {
    const flow = await flowOf(risk, after(ENTRY, [1.2, 1.2, 1.197, 1.197], [1.197, 1.197, 1.188, 1.188], ENTRY));
    expect(flow.count('PositionOpened')).toBe(3);
    // 112, 100 and 88.
    expect(closes(flow).map(([, exitPrice, profit]) => [exitPrice, profit])).toEqual([
      [1.1888, -112],
      [1.1888, -100],
      [1.1888, -88],
    ]);
    expect(flow.orchestrator.figures.balance).toBe(9_700);
  });
});

describe('a limit entry', () => {
  const waits = (expires: string) => ({
    position_sizing: { type: 'fixed', value: 1, atr_distance: 0.002, expires_after: expires },
    sl: { type: 'fixed', value: 100 },
  });
  const reaches: Bar = [1.2, 1.2, 1.197, 1.199];

  test('waits on the better side and is filled at its price, with its stop', async () => {
    const flow = await flowOf(waits('4m'), after(ENTRY, ENTRY, ENTRY, reaches, ENTRY));
    expect(flow.of('PositionOpened')).toMatchObject([{ entryPrice: 1.198, openedAt: at(9), stopLoss: 1.19 }]);
  });

  test('that nobody filled in its time expires, also in the candle that would have filled it', async () => {
    const flow = await flowOf(waits('3m'), after(ENTRY, ENTRY, ENTRY, reaches, ENTRY));
    const [placed] = flow.of('OrderPlaced');
    expect(placed?.order).toMatchObject({ limitPrice: 1.198, expiresAt: at(8) });
    expect(flow.of('OrderExpired').map(({ clientOrderId }) => clientOrderId)).toEqual([placed?.order.clientOrderId]);
    expect([flow.count('OrderFilled'), flow.count('PositionOpened'), flow.count('CancelRequested')]).toEqual([0, 0, 0]);
    expect(flow.orchestrator.figures.balance).toBe(10_000);
  });
});

describe('a limit that halts', () => {
  const falls = [ENTRY, [1.2, 1.2, 1.196, 1.196], [1.195, 1.195, 1.195, 1.195], ENTRY, ENTRY] as const;

  test.each([
    ['daily_loss', 'risk_limit', { daily_loss_limit: 350, daily_loss_reaction: 'halt' }, 400],
    ['drawdown', 'risk_limit', { max_drawdown_pct: 3.5, max_drawdown_reaction: 'halt' }, 4],
    [
      'account_daily_loss',
      'account_stop',
      { account_stop_loss: { daily_loss_limit: 350, max_drawdown_pct: 0, halt_on_breach: true } },
      400,
    ],
  ])('%s: closes what is open at the next price, and the run ends there', async (limitName, reason, config, value) => {
    const flow = await flowOf({}, after(...falls), config);
    expect(flow.of('RiskLimitBreached')).toMatchObject([{ limitName, value, reaction: 'halt' }]);
    // 400 of loss at 1.196, and 500 where the exit is filled.
    expect(closes(flow)).toEqual([[1, 1.195, -500, reason]]);
    expect(
      flow.types.filter((type) => ['RiskLimitBreached', 'PositionClosed', 'TradingHalted'].includes(type)),
    ).toEqual(['RiskLimitBreached', 'PositionClosed', 'TradingHalted']);
    expect([flow.orchestrator.haltedBy, flow.orchestrator.status]).toEqual(['risk', 'error']);
    expect(flow.orchestrator.haltedBecause).toBe(flow.of('TradingHalted')[0]?.reason);
    expect(flow.orchestrator.getOrchestratorMetrics().halted_because).toContain(
      '400.00' === `${value}.00` ? '400.00' : '4.00 %',
    );
    // Eight candles until then, of ten.
    expect(flow.orchestrator.figures).toMatchObject({
      cycles: 8,
      ordersPlaced: 2,
      positionsOpened: 1,
      positionsClosed: 1,
      balance: 9_500,
      equity: 9_500,
    });
  });

  test('the stop of a position that is itself the breach leaves nothing to close: the run ends with it, and sends no order more', async () => {
    const flow = await flowOf({ sl: { type: 'fixed', value: 40 } }, after(...falls), {
      account_stop_loss: { daily_loss_limit: 350, max_drawdown_pct: 0, halt_on_breach: true },
    });
    expect(closes(flow)).toEqual([[1, 1.196, -400, 'stop_loss']]);
    expect(flow.orchestrator.figures).toMatchObject({ ordersPlaced: 1, cycles: 7, balance: 9_600 });
    expect(flow.orchestrator.haltedBy).toBe('risk');
  });
});
