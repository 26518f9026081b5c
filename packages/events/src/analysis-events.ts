import type { Phase } from './candle.js';
import type { IndicatorRow } from './indicator-row.js';
import type { Timeframe } from './timeframe.js';

/** Every indicator of a (symbol, timeframe) after a close. */
export interface IndicatorsCalculatedEvent {
  readonly type: 'IndicatorsCalculated';
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly row: IndicatorRow;
  readonly phase: Phase;
}

export interface RegimeChangedEvent {
  readonly type: 'RegimeChanged';
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly from: string;
  readonly to: string;
  /** 0 to 1, of the class seen at this close. */
  readonly confidence: number;
}

export interface IndicatorCalculationErrorEvent {
  readonly type: 'IndicatorCalculationError';
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly message: string;
}

export type AnalysisEvent = IndicatorsCalculatedEvent | RegimeChangedEvent | IndicatorCalculationErrorEvent;
