import type { SymbolLedger } from './symbol-ledger.js';

/** What is wrong with the data, a line for each kind and symbol: it belongs beside the figures that came of them. */
export function dataWarnings(ledger: readonly SymbolLedger[]): readonly string[] {
  return ledger.flatMap(({ symbol, flaws }) =>
    flaws.map(
      ({ kind, rows, effect, message }) =>
        `data of ${symbol}: ${kind} in ${rows} ${rows === 1 ? 'row' : 'rows'}, ${effect}: ${message}`,
    ),
  );
}
