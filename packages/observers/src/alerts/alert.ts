const SEVERITIES = ['info', 'warning', 'critical'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What people are told. Every text in it has been redacted. */
export interface Alert {
  /** Different for every alert; the same one when it is sent again, so that a receiver can know it. */
  readonly id: string;
  /** Name of the rule that made it. */
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  /** When it happened, ms UTC. */
  readonly at: number;
  readonly symbol?: string;
  readonly correlationId?: string;
  readonly fields: AlertFields;
}

export type AlertFields = Readonly<Record<string, string | number | boolean>>;

/** An alert before it has its id. */
export type AlertDraft = Omit<Alert, 'id'>;

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

/** The gravest of several; `info` where there is none. */
export function gravest(severities: readonly Severity[]): Severity {
  return severities.reduce((most, one) => (isAtLeast(one, most) ? one : most), 'info');
}
