import type { RiskLimitBreachedEvent } from '@q/events';
import { boundedBy } from './label-bounds.js';
import type { MetricKit, Sample } from './metric-kit.js';
import type { SystemReaders } from './system-reading.js';
import type { Watch } from './watched-events.js';

const LIMITS: Readonly<Record<RiskLimitBreachedEvent['limitName'], true>> = {
  daily_loss: true,
  drawdown: true,
  account_daily_loss: true,
  account_drawdown: true,
};
const limitLabel = boundedBy(Object.keys(LIMITS));
const labels = ['currency'] as const;

/** The account: money, drawdown from the highest equity, broken limits, and whether entries are allowed. */
export function accountFigures(kit: MetricKit, { ledger }: SystemReaders): Watch {
  let peak = -Infinity;
  let isAuthorized = false;
  // The ledger knows the account also where nothing was heard of it here.
  const peakNow = (): number => Math.max(peak, ledger().equity ?? -Infinity);
  const money = (amount: () => number | undefined) => (): Iterable<Sample<'currency'>> => {
    const [value, { currency }] = [amount(), ledger()];
    return value === undefined || currency === undefined ? [] : [[value, { currency }]];
  };

  kit.gauge(
    { name: 'balance', help: 'Account balance in account currency: start, closed results and costs.', labels },
    money(() => ledger().balance),
  );
  kit.gauge(
    { name: 'equity', help: 'Account equity in account currency: balance and open profit.', labels },
    money(() => ledger().equity),
  );
  kit.gauge(
    { name: 'equity_peak', help: 'Highest equity since the program started, in account currency.', labels },
    money(() => (ledger().equity === undefined ? undefined : peakNow())),
  );
  kit.gauge(
    {
      name: 'drawdown_ratio',
      help: 'How far equity is below its highest since the program started: 0.1 is 10 percent.',
    },
    () => [[drawdownOf(ledger().equity, peakNow())]],
  );
  kit.gauge({ name: 'trading_authorized', help: 'Whether the risk gate allows entries at all: 1 or 0.' }, () => [
    [Number(isAuthorized)],
  ]);
  const breaches = kit.counter({
    name: 'risk_limit_breaches_total',
    help: 'Loss and drawdown limits that were crossed, by limit.',
    labels: ['limit'],
  });
  for (const limit of Object.keys(LIMITS)) breaches.inc({ limit }, 0);

  return {
    AccountUpdated({ account }) {
      if (account.equity > peak) peak = account.equity;
    },
    RiskLimitBreached: ({ limitName }) => breaches.inc({ limit: limitLabel(limitName) }),
    TradingAuthorized() {
      isAuthorized = true;
    },
    TradingBlocked() {
      isAuthorized = false;
    },
  };
}

function drawdownOf(equity: number | undefined, peak: number): number {
  return equity === undefined || peak <= 0 ? 0 : Math.max(0, (peak - equity) / peak);
}
