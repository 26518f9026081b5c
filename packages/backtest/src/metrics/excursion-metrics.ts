import type { ExcursionFigures } from '../report/excursions.js';
import type { MetricsOf } from './metric.js';
import { UNIT } from './metric.js';

const EXTREMES =
  'Extremes of the candles of the entry and the exit are left out where they may lie outside of its life.';
const SWEENEY = 'Sweeney, Maximum Adverse Excursion, 1997';

export const EXCURSION_METRICS: MetricsOf<ExcursionFigures> = {
  adversePrice: {
    label: 'Maximum adverse excursion in price',
    unit: 'price units',
    definition: 'How far the price went against a trade at the most, on average; positive.',
    formula: 'mean over the trades of the largest distance from the entry price against it',
    sample: 'one trade, all of one symbol',
    source: SWEENEY,
    caution: EXTREMES,
  },
  favorablePrice: {
    label: 'Maximum favorable excursion in price',
    unit: 'price units',
    definition: 'How far the price went for a trade at the most, on average; positive.',
    formula: 'mean over the trades of the largest distance from the entry price for it',
    sample: 'one trade, all of one symbol',
    source: SWEENEY,
    caution: EXTREMES,
  },
  adverseAmount: {
    label: 'Maximum adverse excursion',
    row: 'Went against it (MAE)',
    unit: UNIT.money,
    definition: 'How much a trade was behind at the most, on average; positive.',
    formula:
      "mean of the price distance on all lots that were ever open, at the rate of the trade's last fill, or at that price where the account is in the base currency, before commission",
    sample: 'one trade',
    source: SWEENEY,
    caution: EXTREMES,
    also: ['mae'],
  },
  favorableAmount: {
    label: 'Maximum favorable excursion',
    row: 'Went for it (MFE)',
    unit: UNIT.money,
    definition: 'How much a trade was ahead at the most, on average; positive.',
    formula:
      "mean of the price distance on all lots that were ever open, at the rate of the trade's last fill, or at that price where the account is in the base currency, before commission",
    sample: 'one trade',
    source: SWEENEY,
    caution: EXTREMES,
    also: ['mfe'],
  },
};
