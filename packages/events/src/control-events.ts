/** The automation switch: off stops new entries, exits and the venue's stops go on. */
export interface ToggleAutomationEvent {
  readonly type: 'ToggleAutomation';
  readonly action: 'ENABLE' | 'DISABLE' | 'QUERY';
  readonly requestedBy: string;
  readonly reason: string;
}

/** Published on a change, and as the answer to `QUERY`. */
export interface AutomationStateChangedEvent {
  readonly type: 'AutomationStateChanged';
  readonly enabled: boolean;
  readonly previous: boolean;
  readonly requestedBy: string;
  readonly reason: string;
}

/** A person has looked: breached loss and drawdown limits are counted anew from the present equity. */
export interface ResetRiskLimitsEvent {
  readonly type: 'ResetRiskLimits';
  readonly requestedBy: string;
  readonly reason: string;
}

/** A person wants out: positions are closed and waiting entries taken back, of one symbol or of all. New entries go on. */
export interface FlattenRequestedEvent {
  readonly type: 'FlattenRequested';
  /** All symbols where there is none. */
  readonly symbol?: string;
  readonly requestedBy: string;
  readonly reason: string;
}

export type ControlEvent =
  ToggleAutomationEvent | AutomationStateChangedEvent | ResetRiskLimitsEvent | FlattenRequestedEvent;
