import type { BenchmarkFigures } from '../report/benchmark.js';
import type { CostFigures } from '../report/costs.js';
import type { EquityFigures } from '../report/equity-figures.js';
import type { ExposureFigures } from '../report/exposure.js';
import { LEAST_DAYS } from '../report/figure.js';
import type { MetricsOf } from './metric.js';
import { UNIT } from './metric.js';

export const EQUITY_METRICS: MetricsOf<EquityFigures> = {
  start: {
    label: 'Equity at the start',
    row: 'Start',
    unit: UNIT.money,
    definition: 'Equity when the run begins.',
    formula: 'the first equity that the venue told',
  },
  final: {
    label: 'Final equity',
    row: 'Final',
    unit: UNIT.money,
    definition: 'Equity when the run ends, with open positions at the price they could be closed for.',
    formula: 'balance + open profit',
  },
  min: {
    label: 'Lowest equity',
    row: 'Lowest',
    unit: UNIT.money,
    definition: 'The lowest equity of the run.',
    formula: 'minimum over all changes of equity',
    caution: 'Equity is told at fills and at closes of candles: inside a candle it may have been lower.',
  },
  max: {
    label: 'Highest equity',
    row: 'Highest',
    unit: UNIT.money,
    definition: 'The highest equity of the run.',
    formula: 'maximum over all changes of equity',
  },
  netProfit: {
    label: 'Net profit',
    unit: UNIT.money,
    definition: 'What the run added to equity, after spread, slippage, commission and swap, open positions included.',
    formula: 'final equity - equity at the start',
    caution: 'It says nothing of the risk that was taken, nor of how many trades it hangs on.',
  },
  netProfitPercent: {
    label: 'Net profit in percent',
    unit: UNIT.percent,
    definition: 'The net profit related to what there was at the start.',
    formula: '100 * net profit / equity at the start',
    sample: 'equity above 0 at the start',
  },
  annualGrowthPercent: {
    label: 'Growth a year',
    unit: UNIT.percent,
    definition: 'The constant growth a year that makes the final equity of the start.',
    formula: '100 * ((final / start) ^ (365.25 days / duration) - 1), by calendar time',
    sample: `${LEAST_DAYS} trading days, equity above 0 at the start and the end`,
    caution: 'Of a run of a few months it is an extrapolation: nobody has earned it.',
    also: ['cagr'],
  },
  openProfit: {
    label: 'Open profit',
    row: 'Still open',
    unit: UNIT.money,
    definition: 'The part of the final equity that is not closed yet.',
    formula: 'final equity - balance at the end',
  },
  openPositions: {
    label: 'Open positions',
    unit: UNIT.count,
    definition: 'Positions that are open when the run ends. They are in equity, and in no figure of trades.',
    formula: 'count',
  },
};

export const EXPOSURE_METRICS: MetricsOf<ExposureFigures> = {
  timePercent: {
    label: 'Exposure',
    unit: UNIT.percent,
    definition: "Share of the run's time with a position, nights and weekends included.",
    formula: '100 * time with a position / duration',
  },
  maxGross: {
    label: 'Most held at once',
    unit: UNIT.money,
    definition: 'Largest value of all open positions together, long and short added.',
    formula: 'maximum of the sum of lots * contract size * price, each at the price and rate of its entry',
  },
  maxGrossPercent: {
    label: 'Most held at once in percent of equity',
    unit: UNIT.percent,
    definition:
      'The same in percent of equity: how much was borrowed at the most. 100 is all the money, without leverage.',
    formula: 'maximum of 100 * value of open positions / equity, after each fill',
    sample: 'equity above 0 while a position is open',
    also: ['leverage'],
  },
  turnover: {
    label: 'Turnover',
    unit: UNIT.ratio,
    definition: 'How many times the equity was traded.',
    formula: 'value of all fills / mean equity over time',
    sample: 'mean equity above 0',
    caution: 'Multiplied by the costs of a trade it is what trading must earn before it earns anything.',
  },
};

export const COST_METRICS: MetricsOf<CostFigures> = {
  commissions: {
    label: 'Commission',
    row: 'Commissions',
    unit: UNIT.money,
    definition: 'Paid for every fill, also of positions that are still open.',
    formula: 'sum of the commissions of all fills, positive where it was paid',
  },
  slippage: {
    label: 'Slippage',
    unit: UNIT.money,
    definition: 'What fills were worse than the best price. It is part of their prices, and so of the net profit.',
    formula: 'sum over all fills of (price of the fill - best price) * volume, against the trader',
    sample: 'a venue that reports it with every fill',
  },
  swap: {
    label: 'Swap',
    unit: UNIT.money,
    definition: 'Interest for carrying positions over night; negative where the trader was paid.',
    formula: 'sum of all bookings at rollovers, positive where it was paid',
  },
  sharePercent: {
    label: 'Costs as a share of what was earned',
    row: 'Share of what was earned',
    unit: UNIT.percent,
    definition: 'How much of what was earned went to the venue.',
    formula: '100 * (commission + swap) / (net profit + commission + swap)',
    sample: 'something was earned before these costs',
    caution: 'Spread and slippage are in the prices of the fills and do not count here.',
  },
};

export const BENCHMARK_METRICS: MetricsOf<BenchmarkFigures> = {
  symbol: {
    label: 'Benchmark',
    unit: UNIT.text,
    definition: 'The symbol that the run is compared with.',
    formula: 'the first of trading.symbols',
  },
  buyAndHoldPercent: {
    label: 'Buy and hold',
    unit: UNIT.percent,
    definition:
      'Buying the first symbol at its first open and holding it to its last close, with all the money and without costs.',
    formula: '100 * (last close / first open - 1), in the quote currency of the symbol',
    caution: 'For a currency pair it is no investment that anybody makes; it shows which way the market went.',
  },
  excessPercent: {
    label: 'Excess over buy and hold',
    unit: UNIT.percent,
    definition: 'What the run made beyond buying and holding.',
    formula: 'net profit in percent - buy and hold',
    caution:
      'A run that is in the market a tenth of the time took less risk than one that holds: look at the drawdown, too.',
  },
};
