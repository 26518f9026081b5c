import type { OrderFigures } from '../report/order-statistics.js';
import type { GateRow, MonthRow, TradeGroup } from '../report/tables.js';
import type { MetricsOf } from './metric.js';
import { UNIT } from './metric.js';
import { TRADE_METRICS } from './trade-metrics.js';

const order = (label: string, definition: string) => ({ label, unit: UNIT.count, definition, formula: 'count' });

export const ORDER_METRICS: MetricsOf<OrderFigures> = {
  placed: order('Placed', 'Entries and exits that were sent. Stops and targets that the venue carries are none.'),
  filled: order('Filled', 'Orders that were filled whole.'),
  partialFills: order('Partial fills', 'Fills after which a part of their order was still open.'),
  rejected: order('Rejected', 'Orders that the venue refused.'),
  canceled: order('Canceled', 'Orders that were taken back, by the system or the venue.'),
  expired: order('Expired', 'Orders whose time was over before they were filled whole.'),
  unknown: order('Unknown', 'Orders whose answer was lost and of which nothing was heard.'),
  waiting: order('Waiting', 'Orders that still waited when the run ended.'),
  denied: order('Denied', 'Entries that the risk gate refused; they were never sent. The table of gates says why.'),
};

/** Of the tables by exit reason, strategy and symbol. */
export const GROUP_METRICS: MetricsOf<Omit<TradeGroup, 'name'>> = {
  trades: { ...TRADE_METRICS.count, definition: 'Trades that have it in common.' },
  won: TRADE_METRICS.won,
  lost: TRADE_METRICS.lost,
  winRate: { ...TRADE_METRICS.winRate, unit: UNIT.share, sample: 'one trade', source: 'our own' },
  netProfit: {
    label: 'Net profit of the group',
    unit: UNIT.money,
    definition: 'What its trades brought together, after all costs.',
    formula: 'sum of the net profits of its trades',
  },
  commission: {
    label: 'Commission of the group',
    unit: UNIT.money,
    definition: 'Commission of its trades, negative where it was paid.',
    formula: 'sum of the commissions of its trades',
  },
  averageNetProfit: TRADE_METRICS.averageNetProfit,
};

export const MONTH_METRICS: MetricsOf<MonthRow> = {
  month: {
    label: 'Month',
    unit: 'YYYY-MM, UTC',
    definition: 'A month of the run; the first and the last may be parts.',
    formula: 'an instant at midnight belongs to the month that it ends',
  },
  netProfit: {
    label: 'Net profit of a month',
    unit: UNIT.money,
    definition: 'Change of equity in it, open positions included: the months add up to the net profit of the run.',
    formula: 'equity at its end - equity at its beginning',
  },
  returnPercent: {
    label: 'Return of a month',
    unit: UNIT.percent,
    definition: 'The change in percent of the equity at its beginning.',
    formula: '100 * (equity at its end / equity at its beginning - 1)',
    sample: 'equity above 0 at its beginning',
  },
  trades: { ...TRADE_METRICS.count, definition: 'Trades that were closed in it.' },
};

export const GATE_METRICS: MetricsOf<GateRow> = {
  reason: {
    label: 'Gate',
    unit: 'a reason code',
    definition: 'Why the risk gate refused an entry.',
    formula: 'the reason of the refusal',
  },
  denied: { ...ORDER_METRICS.denied, definition: 'Entries that were refused for this reason.' },
  sharePercent: {
    label: 'Share of the refusals',
    unit: UNIT.percent,
    definition: 'How many of all refusals had this reason.',
    formula: '100 * refusals for this reason / all refusals',
  },
};
