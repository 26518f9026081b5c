import type { RiskGateOptions } from './risk-gate.js';
import { RiskDesk, STOP, THREE_LEGS } from './testing/risk-desk.js';
import { MINUTE_MS, START } from './testing/service-bench.js';

type Reaction = RiskGateOptions['dailyLossReaction'];

/** Each limit with a reaction: crossed where equity falls from 10,000 to 8,900. */
const LIMITS: readonly (readonly [string, string, (reaction: Reaction) => Partial<RiskGateOptions>])[] = [
  ['daily_loss', 'risk_limit', (dailyLossReaction) => ({ dailyLossLimit: 1_000, dailyLossReaction })],
  ['drawdown', 'risk_limit', (drawdownReaction) => ({ maxDrawdownPercent: 10, drawdownReaction })],
  [
    'account_daily_loss',
    'account_stop',
    (reaction) => ({ accountStop: stopThat(reaction, { maxDrawdownPercent: 0 }) }),
  ],
  ['account_drawdown', 'account_stop', (reaction) => ({ accountStop: stopThat(reaction, { dailyLossLimit: 0 }) })],
];

function stopThat(reaction: Reaction, change: object): RiskGateOptions['accountStop'] {
  return { ...STOP, ...change, closePositions: reaction !== 'block_entries', halt: reaction === 'halt' };
}

/** One position, and two legs of its group that wait. */
function busy(options: Partial<RiskGateOptions>) {
  const desk = new RiskDesk(options, THREE_LEGS);
  desk.account(10_000);
  const [first, ...waiting] = desk.signal();
  return { desk, position: desk.fill(first), waiting };
}

const breach = (desk: RiskDesk): void => desk.account(8_900);

describe.each(LIMITS)('%s', (limitName, reason, optionsOf) => {
  test('block_entries: denies entries and leaves everything else alone', () => {
    const { desk } = busy(optionsOf('block_entries'));
    breach(desk);
    expect(desk.sent('RiskLimitBreached')).toMatchObject([{ limitName, reaction: 'block_entries' }]);
    expect([desk.exits, desk.cancels, desk.sent('TradingHalted')]).toEqual([[], [], []]);
    desk.signal('GBPUSD');
    expect(desk.verdicts.at(-1)).toBe(limitName.startsWith('account') ? 'account_stop' : limitName);
    expect(desk.sent('TradingBlocked')).toHaveLength(1);
  });

  test('close_positions: exits what is open, takes back what waits, once, and does not halt', () => {
    const { desk, position, waiting } = busy(optionsOf('close_positions'));
    breach(desk);
    desk.account(8_000);
    desk.cycle(START + MINUTE_MS);
    expect(desk.exits).toMatchObject([{ positionId: position, volume: 1, exitReason: reason }]);
    expect(desk.cancels).toEqual(waiting.map(({ clientOrderId }) => [clientOrderId, reason]));
    for (const { clientOrderId } of waiting) desk.canceled(clientOrderId);
    desk.fillExit(desk.exits[0]);
    expect(desk.sent('TradingHalted')).toEqual([]);
    expect(desk.sent('RiskLimitBreached')).toMatchObject([{ limitName, reaction: 'close_positions' }]);
  });

  test('halt: closes first, and ends the run once, when nothing is open and nothing waits', () => {
    const { desk, waiting } = busy(optionsOf('halt'));
    breach(desk);
    const [one, two] = waiting.map(({ clientOrderId }) => clientOrderId);
    expect(desk.sent('TradingHalted')).toEqual([]);
    desk.canceled(one ?? '');
    desk.fillExit(desk.exits[0]);
    expect(desk.sent('TradingHalted')).toEqual([]);
    desk.canceled(two ?? '');
    expect(desk.sent('TradingHalted')).toHaveLength(1);
    desk.account(5_000);
    desk.cycle(START + MINUTE_MS);
    expect(desk.sent('TradingHalted')).toHaveLength(1);
  });

  test('halt with nothing open halts at once, with the numbers', () => {
    const desk = new RiskDesk(optionsOf('halt'));
    desk.account(10_000);
    breach(desk);
    const [breached] = desk.sent('RiskLimitBreached');
    expect(desk.sent('TradingHalted')).toHaveLength(1);
    expect(desk.sent('TradingHalted')[0]?.reason).toContain(breached?.value.toFixed(2));
  });

  test('an order that was taken back and fills all the same is closed as it opens, and only then the run halts', () => {
    const { desk, waiting } = busy(optionsOf('halt'));
    breach(desk);
    desk.fillExit(desk.exits[0]);
    const [late, other] = waiting;
    desk.canceled(other?.clientOrderId ?? '');
    const position = desk.fill(late);
    expect(desk.exits.at(-1)).toMatchObject({ positionId: position, exitReason: reason });
    expect(desk.sent('TradingHalted')).toEqual([]);
    desk.fillExit(desk.exits.at(-1));
    expect(desk.sent('TradingHalted')).toHaveLength(1);
  });
});

test('the account stop that halts without closing does so at once', () => {
  const { desk } = busy({ accountStop: { ...STOP, closePositions: false, halt: true } });
  breach(desk);
  expect([desk.exits, desk.cancels, desk.sent('TradingHalted').length]).toEqual([[], [], 1]);
  expect(desk.sent('RiskLimitBreached')).toMatchObject([{ reaction: 'halt' }]);
});

test('an entry that the account stop does not block is not closed as it opens', () => {
  const desk = new RiskDesk({ accountStop: { ...STOP, blockEntries: false } });
  desk.account(10_000);
  breach(desk);
  desk.signal();
  desk.fill();
  expect(desk.exits).toEqual([]);
});

describe('several limits crossed by one update', () => {
  const both = { dailyLossLimit: 1_000, maxDrawdownPercent: 10 } as const;

  test('halt once, though each of them halts', () => {
    const halts = { dailyLossReaction: 'halt', drawdownReaction: 'halt' } as const;
    const desk = new RiskDesk({ ...both, ...halts, accountStop: { ...STOP, halt: true } });
    desk.account(10_000);
    breach(desk);
    expect(desk.sent('RiskLimitBreached').map(({ limitName }) => limitName)).toEqual([
      'daily_loss',
      'drawdown',
      'account_daily_loss',
    ]);
    expect(desk.sent('TradingHalted')).toHaveLength(1);
  });

  test('halt when flat, though a second one only blocks', () => {
    const { desk, waiting } = busy({ ...both, dailyLossReaction: 'halt' });
    breach(desk);
    expect(desk.sent('TradingHalted')).toEqual([]);
    for (const { clientOrderId } of waiting) desk.canceled(clientOrderId);
    desk.fillExit(desk.exits[0]);
    expect(desk.sent('TradingHalted')).toHaveLength(1);
  });

  test('a limit that is crossed later, after the halt, does not halt again', () => {
    const desk = new RiskDesk({
      dailyLossLimit: 1_000,
      dailyLossReaction: 'halt',
      accountStop: { ...STOP, halt: true, dailyLossLimit: 0, maxDrawdownPercent: 50 },
    });
    desk.account(10_000);
    breach(desk);
    desk.account(4_000);
    expect(desk.sent('TradingHalted')).toHaveLength(1);
  });

  test('close each position once', () => {
    const { desk } = busy({
      ...both,
      dailyLossReaction: 'close_positions',
      drawdownReaction: 'close_positions',
      accountStop: STOP,
    });
    breach(desk);
    expect([desk.exits.length, desk.cancels.length]).toEqual([1, 2]);
  });
});

test('the limits are looked at in every update, without any signal, and cleared by a person', () => {
  const desk = new RiskDesk({
    maxDrawdownPercent: 10,
    dailyLossLimit: 500,
    accountStop: { ...STOP, closePositions: false },
  });
  desk.account(10_000);
  breach(desk);
  expect(desk.sent('TradingBlocked').at(-1)?.reasons).toEqual(['account_stop', 'daily_loss', 'drawdown']);
  desk.reset();
  expect(desk.sent('TradingAuthorized')).toHaveLength(2);
  // From here on it is counted from 8,900.
  desk.account(8_400);
  expect(desk.sent('TradingAuthorized')).toHaveLength(2);
  expect(desk.sent('RiskLimitBreached')).toHaveLength(3);
  desk.account(8_009);
  expect(
    desk
      .sent('RiskLimitBreached')
      .slice(3)
      .map(({ limitName }) => limitName),
  ).toEqual(['daily_loss', 'drawdown', 'account_drawdown']);
});
