import type { DrawdownFigures } from '../report/drawdown.js';
import { LEAST_DAYS } from '../report/figure.js';
import type { RatioFigures } from '../report/ratio-figures.js';
import type { RiskFigures } from '../report/risk.js';
import type { MetricsOf } from './metric.js';
import { UNIT } from './metric.js';

const FALL = 'equity fell below a former peak';
const DAYS = `${LEAST_DAYS} trading days`;
const PER_YEAR = 'days a year are 252 where all symbols trade in the fx session, else 365';
const SAMPLE_OF_PAST = 'It is what was, of so many days as the run has: the worst is always still to come.';

export const DRAWDOWN_METRICS: MetricsOf<DrawdownFigures> = {
  maxPercent: {
    label: 'Max drawdown',
    row: 'Deepest',
    unit: UNIT.percent,
    definition:
      'The deepest fall of equity from a peak, open positions included; more than 100 where equity fell below 0.',
    formula: 'maximum of 100 * (peak - equity) / peak',
    sample: 'a peak above 0',
    caution:
      'It grows with the length of the run, and a longer future has a deeper one. Equity inside a candle is not seen.',
    also: ['max_drawdown_percent', 'drawdown'],
  },
  maxAmount: {
    label: 'Max drawdown as an amount',
    unit: UNIT.money,
    definition: 'The deepest fall (by percent) in money.',
    formula: 'peak - trough of the deepest drawdown',
  },
  peakAt: {
    label: 'Peak of the max drawdown',
    row: 'From',
    unit: UNIT.instant,
    definition: 'When equity came to the peak of the deepest drawdown, the last time that it did.',
    formula: 'time of the peak',
    sample: FALL,
  },
  troughAt: {
    label: 'Trough of the max drawdown',
    row: 'Lowest at',
    unit: UNIT.instant,
    definition: 'When equity was lowest in the deepest drawdown.',
    formula: 'time of the trough',
    sample: FALL,
  },
  recoveredAt: {
    label: 'Recovery of the max drawdown',
    row: 'Recovered',
    unit: UNIT.instant,
    definition: 'When equity was back at the peak of the deepest drawdown.',
    formula: 'first time at or above the peak behind the trough',
    sample: `${FALL} and came back`,
  },
  durationMs: {
    label: 'Duration of the max drawdown',
    row: 'Duration',
    unit: UNIT.ms,
    definition: 'How long the deepest drawdown lasted.',
    formula: 'from the peak to the recovery, or to the end of the run',
    sample: FALL,
    caution: 'The deepest is not always the longest.',
  },
  largestAmount: {
    label: 'Largest fall as an amount',
    unit: UNIT.money,
    definition: 'The largest fall in money: of another drawdown than the deepest where that began at a higher peak.',
    formula: 'maximum of peak - trough over all drawdowns',
  },
  averagePercent: {
    label: 'Average drawdown',
    row: 'Average',
    unit: UNIT.percent,
    definition: 'How deep a drawdown is on average, small ones included.',
    formula: 'mean of 100 * (peak - trough) / peak over all drawdowns',
    sample: FALL,
    caution: 'Many tiny ones make it small: look at the deepest.',
  },
  timeUnderWaterPercent: {
    label: 'Time under water',
    unit: UNIT.percent,
    definition: "Share of the run's time with equity below a former peak.",
    formula: '100 * time below a former peak / duration',
  },
  ulcerIndexPercent: {
    label: 'Ulcer index',
    unit: UNIT.percent,
    definition: 'How deep and how long equity was below its peaks, deep falls counting more.',
    formula: 'root of the mean squared drawdown of equity at the start and at the ends of days, percent',
    sample: 'equity above 0 at some time',
    source: "Martin and McCann, The Investor's Guide to Fidelity Funds, 1989",
  },
};

export const RISK_METRICS: MetricsOf<RiskFigures> = {
  annualVolatilityPercent: {
    label: 'Volatility a year',
    unit: UNIT.percent,
    definition: 'How much daily returns spread, scaled to a year.',
    formula: `100 * sample deviation of daily returns * sqrt(days a year); ${PER_YEAR}`,
    sample: DAYS,
    caution: 'It counts gains as it counts losses.',
  },
  valueAtRisk95Percent: {
    label: 'Value at risk 95 %',
    unit: UNIT.percent,
    definition: 'Percent of equity that one day in twenty lost at least; a loss is positive.',
    formula: '-100 * 5 % quantile of daily returns (type 7 of Hyndman and Fan 1996)',
    sample: DAYS,
    source: 'historical simulation',
    caution: SAMPLE_OF_PAST,
    also: ['var'],
  },
  conditionalValueAtRisk95Percent: {
    label: 'Expected shortfall 95 %',
    row: 'Beyond it on average',
    unit: UNIT.percent,
    definition: 'Percent of equity lost on average on the days at or beyond the value at risk; a loss is positive.',
    formula: '-100 * mean of the daily returns at or below their 5 % quantile',
    sample: DAYS,
    source: 'Rockafellar and Uryasev 2000, from history',
    caution: SAMPLE_OF_PAST,
    also: ['cvar'],
  },
  worstDay: {
    label: 'Worst day',
    unit: 'percent, and a date',
    definition: 'The smallest daily return, and its day.',
    formula: '100 * minimum of daily returns',
    sample: 'equity above 0 before every day',
  },
  worstWeek: {
    label: 'Worst week',
    unit: 'percent, and the date of its Monday',
    definition: 'The smallest return of a week from Monday to Sunday.',
    formula: '100 * (product of (1 + daily return) over the days of a week - 1), the minimum of them',
    sample: 'equity above 0 before every day',
  },
};

export const RATIO_METRICS: MetricsOf<RatioFigures> = {
  sharpe: {
    label: 'Sharpe ratio',
    unit: 'a plain number a year, with a 95 % interval',
    definition: 'Mean daily return for each unit of its spread, scaled to a year, without a risk-free rate.',
    formula: `mean / sample deviation of daily returns * sqrt(days a year); ${PER_YEAR}`,
    sample: `${DAYS}, and returns that differ`,
    source: 'Sharpe 1966, 1994; interval: Lo, The Statistics of Sharpe Ratios, 2002',
    caution:
      'Of a year of days the interval is about 2 wide to each side: a ratio of 1 may be luck. The best of many trials has a high one by luck alone (deflated_sharpe).',
  },
  sortino: {
    label: 'Sortino ratio',
    row: 'Sortino',
    unit: 'a plain number a year, with a 95 % interval',
    definition: 'As the Sharpe ratio, but only losses count as risk.',
    formula: `mean of daily returns / root of the mean of min(0, return)^2 over all days * sqrt(days a year); ${PER_YEAR}`,
    sample: `${DAYS}, and a day that lost money`,
    source: 'Sortino and Price 1994, target 0; interval: percentile bootstrap of the days',
    caution: 'It is higher than the Sharpe ratio of the same run: compare it with other Sortino ratios only.',
  },
  calmar: {
    label: 'Calmar ratio',
    row: 'Calmar',
    unit: UNIT.ratio,
    definition: 'Growth a year for each percent of the deepest drawdown.',
    formula: 'growth a year / max drawdown, both in percent',
    sample: `${DAYS}, and ${FALL}`,
    source: 'Young, Calmar Ratio, 1991, here over the whole run',
    caution: 'It hangs on a single fall, and a short run has had no time for a deep one.',
  },
  omega: {
    label: 'Omega ratio',
    row: 'Omega',
    unit: UNIT.ratio,
    definition: 'What days gained for each unit that days lost; above 1 where they gained more.',
    formula: 'sum of daily gains / sum of daily losses, threshold 0',
    sample: `${DAYS}, and a day that lost money`,
    source: 'Keating and Shadwick, A Universal Performance Measure, 2002',
  },
  serenity: {
    label: 'Serenity ratio',
    row: 'Serenity',
    unit: UNIT.ratio,
    definition: 'Growth a year related to how deep, how long and how suddenly equity fell.',
    formula:
      'growth a year / (ulcer index * pitfall), pitfall = mean of the deepest 5 % of daily drawdowns / volatility a year, all in percent',
    sample: `${DAYS}, and a day that ended below a former peak`,
    source:
      'KeyQuant, An Alternative Portfolio Theory, without a risk-free rate; pitfall: Chekhlov, Uryasev and Zabarankin 2005',
  },
  alphaPercent: {
    label: 'Alpha a year',
    unit: UNIT.percent,
    definition: 'Return a year that moving with the benchmark does not explain.',
    formula: `100 * (mean return - beta * mean return of the benchmark) * days a year; ${PER_YEAR}`,
    sample: `${DAYS}, and a benchmark that moved`,
    source: 'Jensen 1968, risk-free rate 0',
    caution: 'The benchmark is buying and holding the first symbol: of a run over several symbols it explains little.',
  },
  beta: {
    label: 'Beta',
    unit: UNIT.ratio,
    definition: 'How much daily returns move with those of buying and holding the first symbol.',
    formula: 'covariance of daily returns with those of the benchmark / variance of the latter',
    sample: `${DAYS}, and a benchmark that moved`,
    source: 'Sharpe 1964',
  },
};
