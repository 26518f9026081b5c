import type { ExcursionFigures } from '../report/excursions.js';
import { LEAST_TRADES } from '../report/figure.js';
import type { TradeRatios } from '../report/trade-ratios.js';
import type { TradeFigures } from '../report/trade-statistics.js';
import { EXCURSION_METRICS } from './excursion-metrics.js';
import type { MetricsOf } from './metric.js';
import { UNIT } from './metric.js';

const ANY = 'one trade';
const TRADES = `${LEAST_TRADES} trades`;
const WILSON = 'interval: Wilson 1927';
const RATE_CAUTION = 'It says nothing without the payoff ratio: many small wins may pay for few large losses, or not.';

const COUNTED: MetricsOf<TradeFigures> = {
  count: {
    label: 'Trades',
    unit: UNIT.count,
    definition:
      'Positions that were closed, each from its first to its last fill. Those that are open at the end are none.',
    formula: 'count',
  },
  won: {
    label: 'Won trades',
    unit: UNIT.count,
    definition: 'Trades with a net profit above 0. One of exactly 0 is neither won nor lost.',
    formula: 'count',
  },
  lost: {
    label: 'Lost trades',
    unit: UNIT.count,
    definition: 'Trades with a net profit below 0.',
    formula: 'count',
  },
  perDay: {
    label: 'Trades a day',
    row: 'A day',
    unit: UNIT.ratio,
    definition: 'How often it trades.',
    formula: 'trades / trading days of the run',
    sample: 'one trading day',
  },
  winRate: {
    label: 'Win rate',
    unit: `${UNIT.share}, with a 95 % interval`,
    definition: 'Share of the trades that were won.',
    formula: 'won trades / trades',
    sample: `${ANY}; the interval ${TRADES}`,
    source: WILSON,
    caution: RATE_CAUTION,
  },
  winRateLong: {
    label: 'Win rate long',
    unit: `${UNIT.share}, with a 95 % interval`,
    definition: 'Share of the long trades that were won.',
    formula: 'won long trades / long trades',
    sample: `one long trade; the interval ${TRADES}`,
    source: WILSON,
    caution: RATE_CAUTION,
  },
  winRateShort: {
    label: 'Win rate short',
    unit: `${UNIT.share}, with a 95 % interval`,
    definition: 'Share of the short trades that were won.',
    formula: 'won short trades / short trades',
    sample: `one short trade; the interval ${TRADES}`,
    source: WILSON,
    caution: RATE_CAUTION,
  },
  averageNetProfit: {
    label: 'Average net profit of a trade',
    row: 'Average',
    unit: UNIT.money,
    definition: 'What a trade brings on average, after all costs.',
    formula: 'mean of the net profits of all trades',
    sample: ANY,
    caution: 'A few large trades may make it: compare it with the median.',
  },
  medianNetProfit: {
    label: 'Median net profit of a trade',
    row: 'Median',
    unit: UNIT.money,
    definition: 'Half of the trades bring less, half more.',
    formula: '50 % quantile of the net profits of all trades',
    sample: ANY,
  },
  bestNetProfit: {
    label: 'Best trade',
    row: 'Best',
    unit: UNIT.money,
    definition: 'The largest net profit of a trade.',
    formula: 'maximum',
    sample: ANY,
    caution: 'Take it off the net profit: what is left should still please.',
  },
  worstNetProfit: {
    label: 'Worst trade',
    row: 'Worst',
    unit: UNIT.money,
    definition: 'The smallest net profit of a trade.',
    formula: 'minimum',
    sample: ANY,
  },
  averageWin: {
    label: 'Average win',
    unit: UNIT.money,
    definition: 'What a won trade brings on average.',
    formula: 'mean of the net profits of won trades',
    sample: 'one won trade',
  },
  averageLoss: {
    label: 'Average loss',
    unit: UNIT.money,
    definition: 'What a lost trade brings on average; negative.',
    formula: 'mean of the net profits of lost trades',
    sample: 'one lost trade',
  },
  longestWinningStreak: {
    label: 'Longest winning streak',
    row: 'Longest streaks',
    unit: UNIT.count,
    definition: 'Most trades won one after the other, in the order of closing.',
    formula: 'longest run of won trades',
  },
  longestLosingStreak: {
    label: 'Longest losing streak',
    unit: UNIT.count,
    definition: 'Most trades lost one after the other, in the order of closing.',
    formula: 'longest run of lost trades',
    caution: 'It grows with the number of trades: longer ones will come.',
  },
  averageWinnerMs: {
    label: 'Length of won trades',
    row: 'Winners last',
    unit: UNIT.ms,
    definition: 'How long a won trade lasts on average.',
    formula: 'mean time from the first to the last fill of won trades',
    sample: 'one won trade',
  },
  averageLoserMs: {
    label: 'Length of lost trades',
    row: 'Losers last',
    unit: UNIT.ms,
    definition: 'How long a lost trade lasts on average.',
    formula: 'mean time from the first to the last fill of lost trades',
    sample: 'one lost trade',
  },
};

const RATIOS: MetricsOf<TradeRatios> = {
  expectancy: {
    label: 'Expectancy',
    unit: `${UNIT.money}, with a 95 % interval`,
    definition: 'What a trade brings on average, with what is known of it.',
    formula: 'mean net profit of a trade = win rate * average win + share lost * average loss',
    sample: `${ANY}; the interval ${TRADES}`,
    source: "interval: Student's distribution, 1908",
    caution: 'Where the interval reaches below 0, nothing is shown to be earned.',
  },
  profitFactor: {
    label: 'Profit factor',
    unit: 'a plain number, with a 95 % interval',
    definition: 'What trades earned for each unit that trades lost; above 1 where they earned more.',
    formula: 'sum of net profits of won trades / sum of net losses of lost trades',
    sample: `${TRADES}, and a lost one`,
    source: 'interval: percentile bootstrap of the trades, Efron and Tibshirani 1993',
    caution: 'Few trades make it large by chance: look at the lower end of the interval.',
  },
  payoffRatio: {
    label: 'Payoff ratio',
    unit: UNIT.ratio,
    definition: 'How many times a win is as large as a loss.',
    formula: 'average net profit of won trades / average net loss of lost ones',
    sample: `${TRADES}, a won and a lost one`,
    caution: 'It says nothing without the win rate.',
    also: ['payoff'],
  },
  kellyShare: {
    label: 'Kelly share',
    row: 'Kelly',
    unit: 'a share of capital, negative where the trades lose',
    definition: 'The share of capital to risk on a trade for the fastest growth, if the past were the truth.',
    formula: 'W - (1 - W) / R, W the win rate and R the payoff ratio',
    sample: `${TRADES}, a won and a lost one`,
    source: 'Kelly 1956, for two outcomes',
    caution:
      'Nobody risks that much: the true figures are not known, and half of it already halves the account now and then.',
  },
  systemQuality: {
    label: 'System quality number',
    row: 'System quality',
    unit: UNIT.ratio,
    definition: 'How sure the mean of the trades is above 0, more trades counting for more.',
    formula: 'sqrt(trades) * mean / sample deviation of net profits',
    sample: `${TRADES} that differ`,
    source:
      'Tharp, Definitive Guide to Position Sizing, 2008, in account currency in place of multiples of risk, without the cap at 100 trades',
    also: ['sqn'],
  },
  recoveryFactor: {
    label: 'Recovery factor',
    unit: UNIT.ratio,
    definition: 'How many times the largest fall was earned.',
    formula: 'net profit / largest fall of equity, both in account currency',
    sample: 'equity fell below a former peak',
    caution: 'It grows with the length of the run.',
  },
};

export const TRADE_METRICS: MetricsOf<TradeFigures & TradeRatios & ExcursionFigures> = {
  ...COUNTED,
  ...RATIOS,
  ...EXCURSION_METRICS,
};
