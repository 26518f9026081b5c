import type { Overfitting } from '../search/overfitting.js';
import type { WalkForwardOutcome } from '../search/walk-forward.js';
import { LEAST_DAYS } from '../report/figure.js';
import type { MetricsOf } from './metric.js';
import { UNIT } from './metric.js';

/** What a search says of its best trial. */
export const SEARCH_METRICS: MetricsOf<Overfitting & Pick<WalkForwardOutcome, 'efficiencyPercent'>> = {
  trials: {
    label: 'Trials',
    unit: UNIT.count,
    definition: 'Combinations of which the best is the best; of successive halving those of the first rung.',
    formula: 'count',
  },
  expectedSharpe: {
    label: 'Sharpe ratio of luck',
    unit: 'a plain number a year',
    definition: 'The Sharpe ratio that the best of so many trials would have by luck alone.',
    formula:
      'sqrt(V) * ((1 - g) * Z(1 - 1 / N) + g * Z(1 - 1 / (N * e))), V the variance of the Sharpe ratios of N trials, g = 0.5772, Z the normal quantile',
    sample: '2 trials with a Sharpe ratio',
    source: 'Bailey and López de Prado, The Deflated Sharpe Ratio, 2014, equation 1',
  },
  deflatedSharpe: {
    label: 'Deflated Sharpe ratio',
    unit: 'a probability from 0 to 1',
    definition: 'How probable it is that the true Sharpe ratio of the best is above what luck alone explains.',
    formula:
      'normal probability of (SR - SR of luck) * sqrt(days - 1) / sqrt(1 - skewness * SR + (kurtosis - 1) / 4 * SR^2), SR of a day',
    sample: `2 trials with a Sharpe ratio, and ${LEAST_DAYS} trading days`,
    source: 'Bailey and López de Prado 2012 and 2014',
    caution:
      'Trials count as independent, which is strict where neighbours trade alike. The honest test is the walk-forward.',
  },
  efficiencyPercent: {
    label: 'Walk-forward efficiency',
    unit: UNIT.percent,
    definition: 'How much of the profit in sample was left out of sample.',
    formula:
      '100 * mean yearly net profit out of sample / mean yearly net profit in sample, over the windows that were traded',
    sample: 'one window that was traded, and profit in sample',
    source: 'Pardo, The Evaluation and Optimization of Trading Strategies, 2008, chapter 11',
    caution: 'Far below 50 the search has learned the past by heart.',
    also: ['efficiency'],
  },
};
