/** When a market can be traded. */
export interface Calendar {
  isOpen(symbol: string, instant: number): boolean;
  /** When it opens next, at or after `instant`, ms UTC; `undefined` where it never does. */
  nextOpen(symbol: string, instant: number): number | undefined;
}
