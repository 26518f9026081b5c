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

/** A heading and its figures: name and text. */
export interface FigureGroup {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, text: string])[];
}

/** The few figures that a trader looks at first. */
export function headline(report: Report): readonly (readonly [name: string, text: string, detail: string])[] {
  const { period, equity, drawdown, ratios, trades, benchmark, costs, currency } = report;
  return [
    ['Net profit', `${signedMoney(equity.netProfit)} ${currency}`, percent(equity.netProfitPercent)],
    ['Max drawdown', percent(drawdown.maxPercent), `${money(drawdown.maxAmount)} ${currency}`],
    ['Sharpe ratio', ...apart(ratios.sharpe)],
    [
      'Trades',
      plain(trades.count, 0),
      `${plain(trades.won, 0)} won, ${plain(trades.lost, 0)} lost, payoff ${plain(trades.payoffRatio)}`,
    ],
    ['Win rate', ...apart(trades.winRate, share)],
    ['Profit factor', ...apart(trades.profitFactor)],
    ['Expectancy', ...apart(trades.expectancy, money)],
    ['Buy and hold', percent(benchmark.buyAndHoldPercent), `excess ${percent(benchmark.excessPercent)}`],
    ['Commission', `${money(costs.commissions)} ${currency}`, shareOf(costs.sharePercent, 'what was earned')],
    ['Data', percent(period.coveragePercent), `${plain(period.bars, 0)} bars, ${plain(period.gapBars, 0)} missing`],
  ];
}

/** Everything else, by subject. */
export function figureGroups(report: Report): readonly FigureGroup[] {
  const { period, equity, exposure, costs, drawdown, risk, ratios, trades, orders } = report;
  return [
    {
      title: 'Period',
      rows: [
        ['Start', instant(period.startedAt)],
        ['End', instant(period.endedAt)],
        ['Duration', duration(period.durationMs)],
        ['Bars', plain(period.bars, 0)],
        ['Warm-up bars', plain(period.warmUpBars, 0)],
        ['Missing bars', `${plain(period.gapBars, 0)} in ${plain(period.gaps, 0)} gaps`],
        ['Coverage', percent(period.coveragePercent)],
      ],
    },
    {
      title: 'Equity',
      rows: [
        ['Start', money(equity.start)],
        ['Final', money(equity.final)],
        ['Lowest', money(equity.min)],
        ['Highest', money(equity.max)],
        ['Growth a year', percent(equity.annualGrowthPercent)],
        [
          'Still open',
          `${signedMoney(equity.openProfit)} in ${equity.openPositions} ${equity.openPositions === 1 ? 'position' : 'positions'}`,
        ],
        ['Exposure', percent(exposure.timePercent)],
        ['Most held at once', `${money(exposure.maxGross)}, ${percent(exposure.maxGrossPercent)} of equity`],
        ['Turnover', plain(exposure.turnover)],
      ],
    },
    {
      title: 'Costs',
      rows: [
        ['Commissions', money(costs.commissions)],
        ['Slippage', money(costs.slippage)],
        ['Swap', money(costs.swap)],
        ['Share of what was earned', percent(costs.sharePercent, 1)],
      ],
    },
    {
      title: 'Drawdown',
      rows: [
        ['Deepest', percent(drawdown.maxPercent)],
        ['From', instant(drawdown.peakAt)],
        ['Lowest at', instant(drawdown.troughAt)],
        ['Recovered', instant(drawdown.recoveredAt)],
        ['Duration', duration(drawdown.durationMs)],
        ['Average', percent(drawdown.averagePercent)],
        ['Time under water', percent(drawdown.timeUnderWaterPercent)],
        ['Ulcer index', percent(drawdown.ulcerIndexPercent)],
      ],
    },
    {
      title: 'Risk and return',
      rows: [
        ['Volatility a year', percent(risk.annualVolatilityPercent)],
        ['Value at risk 95 %', percent(risk.valueAtRisk95Percent)],
        ['Beyond it on average', percent(risk.conditionalValueAtRisk95Percent)],
        ['Worst day', ofDate(risk.worstDay)],
        ['Worst week', ofDate(risk.worstWeek)],
        ['Sortino', estimated(ratios.sortino)],
        ['Calmar', plain(ratios.calmar)],
        ['Omega', plain(ratios.omega)],
        ['Serenity', plain(ratios.serenity)],
        ['Alpha a year', percent(ratios.alphaPercent)],
        ['Beta', plain(ratios.beta)],
      ],
    },
    {
      title: 'Trades',
      rows: [
        ['A day', plain(trades.perDay)],
        ['Win rate long', estimated(trades.winRateLong, share)],
        ['Win rate short', estimated(trades.winRateShort, share)],
        ['Average', signedMoney(trades.averageNetProfit)],
        ['Median', signedMoney(trades.medianNetProfit)],
        ['Best', signedMoney(trades.bestNetProfit)],
        ['Worst', signedMoney(trades.worstNetProfit)],
        ['Average win', signedMoney(trades.averageWin)],
        ['Average loss', signedMoney(trades.averageLoss)],
        ['Longest streaks', `${trades.longestWinningStreak} won, ${trades.longestLosingStreak} lost`],
        ['Winners last', duration(trades.averageWinnerMs)],
        ['Losers last', duration(trades.averageLoserMs)],
        ['Went against it (MAE)', excursion(trades.adverseAmount, trades.adversePrice)],
        ['Went for it (MFE)', excursion(trades.favorableAmount, trades.favorablePrice)],
        ['Kelly', share(trades.kellyShare)],
        ['System quality', plain(trades.systemQuality)],
        ['Recovery factor', plain(trades.recoveryFactor)],
      ],
    },
    {
      title: 'Orders',
      rows: Object.entries(orders).map(([name, count]) => [spaced(name), String(count)] as const),
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

/** `partiallyFilled` as a person writes it. */
function spaced(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
