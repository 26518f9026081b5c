import type { Instrument } from '@q/events';
import type { IndicatorParams, StrategyDefinition, SwapRow } from '@q/trading';
import type { Frozen } from './frozen.js';
import type { WrittenConfig } from './system-schema.js';

/** A strategy file that was read. */
export interface LoadedStrategy {
  readonly symbol: string;
  /** The file as messages name it. */
  readonly file: string;
  readonly definition: Frozen<StrategyDefinition>;
}

/** The indicators of one symbol and timeframe: those of its file, those of `indicators.inline`, and those that strategies need besides. */
export interface LoadedIndicators {
  readonly symbol: string;
  readonly timeframe: string;
  /** The file as messages name it; `undefined` where there is none. */
  readonly file: string | undefined;
  /** Instance name to parameters. */
  readonly instances: Readonly<Record<string, IndicatorParams>>;
}

/** One frozen value with every default filled in. Keys are spelled as in the file. */
export type SystemConfig = Frozen<Omit<WrittenConfig, 'instruments' | 'strategies' | 'indicators'>> & {
  /** The full specification of every traded symbol. */
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly strategies: Frozen<WrittenConfig['strategies']> & { readonly loaded: readonly LoadedStrategy[] };
  readonly indicators: Frozen<WrittenConfig['indicators']> & { readonly loaded: readonly LoadedIndicators[] };
  /** Swaps by date, by symbol: the rows of `swap_file`, or what a run in code was given; none where no symbol has any. */
  readonly swaps?: Readonly<Record<string, readonly SwapRow[]>>;
};
