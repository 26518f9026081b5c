import { BENCHMARK_METRICS, COST_METRICS, EQUITY_METRICS, EXPOSURE_METRICS } from '../metrics/equity-metrics.js';
import { cardOf, rowOf } from '../metrics/metric.js';
import { PERIOD_METRICS } from '../metrics/period-metrics.js';
import { DRAWDOWN_METRICS, RATIO_METRICS, RISK_METRICS } from '../metrics/risk-metrics.js';
import { ORDER_METRICS } from '../metrics/table-metrics.js';
import { TRADE_METRICS } from '../metrics/trade-metrics.js';
import type { Figure } from '../report/figure.js';
import { isNotAvailable } from '../report/figure.js';
import type { Report } from '../report/report.js';
import {
  apart,
  duration,
  estimated,
  instant,
  money,
  percent,
  plain,
  share,
  shareOf,
  signedMoney,
} from './figure-text.js';

const ORDER_NAMES = Object.keys(ORDER_METRICS) as readonly (keyof typeof ORDER_METRICS)[];

/** A heading and its figures: name and text. */
export interface FigureGroup {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, text: string])[];
}

/** The few figures that a trader looks at first. */
export function headline(report: Report): readonly (readonly [name: string, text: string, detail: string])[] {
  const { period, equity, drawdown, ratios, trades, benchmark, costs, currency } = report;
  return [
    [
      cardOf(EQUITY_METRICS.netProfit),
      `${signedMoney(equity.netProfit)} ${currency}`,
      percent(equity.netProfitPercent),
    ],
    [cardOf(DRAWDOWN_METRICS.maxPercent), percent(drawdown.maxPercent), `${money(drawdown.maxAmount)} ${currency}`],
    [cardOf(RATIO_METRICS.sharpe), ...apart(ratios.sharpe)],
    [
      cardOf(TRADE_METRICS.count),
      plain(trades.count, 0),
      `${plain(trades.won, 0)} won, ${plain(trades.lost, 0)} lost, payoff ${plain(trades.payoffRatio)}`,
    ],
    [cardOf(TRADE_METRICS.winRate), ...apart(trades.winRate, share)],
    [cardOf(TRADE_METRICS.profitFactor), ...apart(trades.profitFactor)],
    [cardOf(TRADE_METRICS.expectancy), ...apart(trades.expectancy, money)],
    [
      cardOf(BENCHMARK_METRICS.buyAndHoldPercent),
      percent(benchmark.buyAndHoldPercent),
      `excess ${percent(benchmark.excessPercent)}`,
    ],
    [
      cardOf(COST_METRICS.commissions),
      `${money(costs.commissions)} ${currency}`,
      shareOf(costs.sharePercent, 'what was earned'),
    ],
    [
      cardOf(PERIOD_METRICS.coveragePercent),
      percent(period.coveragePercent),
      `${plain(period.bars, 0)} bars, ${plain(period.gapBars, 0)} missing`,
    ],
  ];
}

/** Everything else, by subject. */
export function figureGroups(report: Report): readonly FigureGroup[] {
  const { period, equity, exposure, costs, drawdown, risk, ratios, trades, orders } = report;
  return [
    {
      title: 'Period',
      rows: [
        [rowOf(PERIOD_METRICS.startedAt), instant(period.startedAt)],
        [rowOf(PERIOD_METRICS.endedAt), instant(period.endedAt)],
        [rowOf(PERIOD_METRICS.durationMs), duration(period.durationMs)],
        [rowOf(PERIOD_METRICS.bars), plain(period.bars, 0)],
        [rowOf(PERIOD_METRICS.warmUpBars), plain(period.warmUpBars, 0)],
        [rowOf(PERIOD_METRICS.gapBars), `${plain(period.gapBars, 0)} in ${plain(period.gaps, 0)} gaps`],
        [rowOf(PERIOD_METRICS.coveragePercent), percent(period.coveragePercent)],
      ],
    },
    {
      title: 'Equity',
      rows: [
        [rowOf(EQUITY_METRICS.start), money(equity.start)],
        [rowOf(EQUITY_METRICS.final), money(equity.final)],
        [rowOf(EQUITY_METRICS.min), money(equity.min)],
        [rowOf(EQUITY_METRICS.max), money(equity.max)],
        [rowOf(EQUITY_METRICS.annualGrowthPercent), percent(equity.annualGrowthPercent)],
        [
          rowOf(EQUITY_METRICS.openProfit),
          `${signedMoney(equity.openProfit)} in ${equity.openPositions} ${equity.openPositions === 1 ? 'position' : 'positions'}`,
        ],
        [rowOf(EXPOSURE_METRICS.timePercent), percent(exposure.timePercent)],
        [
          rowOf(EXPOSURE_METRICS.maxGross),
          `${money(exposure.maxGross)}, ${percent(exposure.maxGrossPercent)} of equity`,
        ],
        [rowOf(EXPOSURE_METRICS.turnover), plain(exposure.turnover)],
      ],
    },
    {
      title: 'Costs',
      rows: [
        [rowOf(COST_METRICS.commissions), money(costs.commissions)],
        [rowOf(COST_METRICS.slippage), money(costs.slippage)],
        [rowOf(COST_METRICS.swap), money(costs.swap)],
        [rowOf(COST_METRICS.sharePercent), percent(costs.sharePercent, 1)],
      ],
    },
    {
      title: 'Drawdown',
      rows: [
        [rowOf(DRAWDOWN_METRICS.maxPercent), percent(drawdown.maxPercent)],
        [rowOf(DRAWDOWN_METRICS.peakAt), instant(drawdown.peakAt)],
        [rowOf(DRAWDOWN_METRICS.troughAt), instant(drawdown.troughAt)],
        [rowOf(DRAWDOWN_METRICS.recoveredAt), instant(drawdown.recoveredAt)],
        [rowOf(DRAWDOWN_METRICS.durationMs), duration(drawdown.durationMs)],
        [rowOf(DRAWDOWN_METRICS.averagePercent), percent(drawdown.averagePercent)],
        [rowOf(DRAWDOWN_METRICS.timeUnderWaterPercent), percent(drawdown.timeUnderWaterPercent)],
        [rowOf(DRAWDOWN_METRICS.ulcerIndexPercent), percent(drawdown.ulcerIndexPercent)],
      ],
    },
    {
      title: 'Risk and return',
      rows: [
        [rowOf(RISK_METRICS.annualVolatilityPercent), percent(risk.annualVolatilityPercent)],
        [rowOf(RISK_METRICS.valueAtRisk95Percent), percent(risk.valueAtRisk95Percent)],
        [rowOf(RISK_METRICS.conditionalValueAtRisk95Percent), percent(risk.conditionalValueAtRisk95Percent)],
        [rowOf(RISK_METRICS.worstDay), ofDate(risk.worstDay)],
        [rowOf(RISK_METRICS.worstWeek), ofDate(risk.worstWeek)],
        [rowOf(RATIO_METRICS.sortino), estimated(ratios.sortino)],
        [rowOf(RATIO_METRICS.calmar), plain(ratios.calmar)],
        [rowOf(RATIO_METRICS.omega), plain(ratios.omega)],
        [rowOf(RATIO_METRICS.serenity), plain(ratios.serenity)],
        [rowOf(RATIO_METRICS.alphaPercent), percent(ratios.alphaPercent)],
        [rowOf(RATIO_METRICS.beta), plain(ratios.beta)],
      ],
    },
    {
      title: 'Trades',
      rows: [
        [rowOf(TRADE_METRICS.perDay), plain(trades.perDay)],
        [rowOf(TRADE_METRICS.winRateLong), estimated(trades.winRateLong, share)],
        [rowOf(TRADE_METRICS.winRateShort), estimated(trades.winRateShort, share)],
        [rowOf(TRADE_METRICS.averageNetProfit), signedMoney(trades.averageNetProfit)],
        [rowOf(TRADE_METRICS.medianNetProfit), signedMoney(trades.medianNetProfit)],
        [rowOf(TRADE_METRICS.bestNetProfit), signedMoney(trades.bestNetProfit)],
        [rowOf(TRADE_METRICS.worstNetProfit), signedMoney(trades.worstNetProfit)],
        [rowOf(TRADE_METRICS.averageWin), signedMoney(trades.averageWin)],
        [rowOf(TRADE_METRICS.averageLoss), signedMoney(trades.averageLoss)],
        [
          rowOf(TRADE_METRICS.longestWinningStreak),
          `${trades.longestWinningStreak} won, ${trades.longestLosingStreak} lost`,
        ],
        [rowOf(TRADE_METRICS.averageWinnerMs), duration(trades.averageWinnerMs)],
        [rowOf(TRADE_METRICS.averageLoserMs), duration(trades.averageLoserMs)],
        [rowOf(TRADE_METRICS.adverseAmount), excursion(trades.adverseAmount, trades.adversePrice)],
        [rowOf(TRADE_METRICS.favorableAmount), excursion(trades.favorableAmount, trades.favorablePrice)],
        [rowOf(TRADE_METRICS.kellyShare), share(trades.kellyShare)],
        [rowOf(TRADE_METRICS.systemQuality), plain(trades.systemQuality)],
        [rowOf(TRADE_METRICS.recoveryFactor), plain(trades.recoveryFactor)],
      ],
    },
    {
      title: 'Orders',
      rows: ORDER_NAMES.map((name) => [rowOf(ORDER_METRICS[name]), String(orders[name])] as const),
    },
  ];
}

/** Money, and the price distance where there is one for all. */
function excursion(amount: Figure, price: Figure): string {
  return isNotAvailable(price) ? money(amount) : `${money(amount)} (${plain(price, 5)} in price)`;
}

function ofDate(figure: Report['risk']['worstDay']): string {
  return isNotAvailable(figure) ? plain(figure) : `${percent(figure.percent)} on ${figure.date}`;
}
