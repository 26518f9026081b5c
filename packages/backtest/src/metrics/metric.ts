/** What a figure of a report is, in words: what the page, the terminal and `qbot explain metric` say of it. */
export interface MetricText {
  /** As a person calls it. */
  readonly label: string;
  /** In a table of the page, below the heading of its subject; the label where it is left out. */
  readonly row?: string;
  /** On a card of the page; the label where it is left out. */
  readonly card?: string;
  readonly unit: string;
  readonly definition: string;
  readonly formula: string;
  /** How much it needs before it is told; any run has it where this is left out. */
  readonly sample?: string;
  /** Where the formula comes from; it is our own where this is left out. */
  readonly source?: string;
  /** How it is misread. */
  readonly caution?: string;
  /** Other names by which it is asked for. */
  readonly also?: readonly string[];
}

/** A text for every figure of a part of the report: a new figure without one does not compile. */
export type MetricsOf<Figures> = { readonly [Key in keyof Figures]-?: MetricText };

/** The unit of a figure. */
export const UNIT = {
  money: 'account currency',
  percent: 'percent',
  count: 'a number of them',
  ratio: 'a plain number',
  share: 'a share from 0 to 1',
  ms: 'milliseconds',
  instant: 'a time, UTC',
  text: 'text',
} as const;

export function rowOf({ label, row = label }: MetricText): string {
  return row;
}

export function cardOf({ label, card = label }: MetricText): string {
  return card;
}
