import type { SymbolLedger } from '@q/backtest';
import { checkBacktestData, checkRunRows, isNotAvailable } from '@q/backtest';
import { CandleDataError } from '@q/brokers';
import type { SystemConfig } from '@q/config';
import { parseUtc } from '@q/config';
import { recordedMarket } from './recorded-market.js';
import type { ChosenSystem } from './strategy-modules/choose-system.js';
import { strategiesBySymbol } from './strategy-modules/choose-system.js';

/** What recorded data are worth, and why a backtest would refuse them, where it would. */
export interface JudgedData {
  /** Of each traded symbol; empty for an invented market, and where the data cannot be used at all. */
  readonly ledger: readonly SymbolLedger[];
  readonly refusal?: string;
}

/** Goes over the rows of recorded data as a backtest does before it begins, whatever the mode. */
export function judgeData(
  config: SystemConfig,
  chosen: ChosenSystem,
  { allowGaps }: { readonly allowGaps: boolean },
): JudgedData {
  if (config.feed.kind === 'synthetic') return { ledger: [] };
  const candles = recordedMarket(config.trading.symbols, chosen);
  const request = { config, candles, strategies: strategiesBySymbol(chosen.inCode), ...askedRange(config) };
  try {
    return { ledger: checkBacktestData({ ...request, allowGaps }) };
  } catch (error) {
    if (!(error instanceof CandleDataError)) throw error;
    // Those that are only too few can be told all the same.
    return { ledger: allowGaps ? [] : judgeData(config, chosen, { allowGaps: true }).ledger, refusal: error.message };
  }
}

/** @throws CandleDataError where recorded data have more unusable rows of one time than a run can tell of */
export function demandTellableData(config: SystemConfig, { feed: { recorded } }: ChosenSystem): void {
  checkRunRows(
    recorded.filter(({ symbol }) => config.trading.symbols.includes(symbol)),
    askedRange(config),
  );
}

/** What the configuration asks for of recorded data: where they do not reach, candles are missing. */
export function askedRange({ feed }: SystemConfig): { readonly from?: number; readonly to?: number } {
  if (feed.kind !== 'replay') return {};
  const [from, to] = [feed.from, feed.to].map((text) => (text === undefined ? undefined : parseUtc(text)));
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** `coverage 99.98 % (5 gaps, 7 candles)`. */
export function coverageText({ coveragePercent, gaps, gapBars }: SymbolLedger): string {
  const percent = isNotAvailable(coveragePercent)
    ? `unknown: ${coveragePercent.na}`
    : `${coveragePercent.toFixed(2)} %`;
  return `coverage ${percent} (${gaps} gaps, ${gapBars} candles)`;
}
