import type * as z from 'zod';
import { inlineFindings } from './inline-indicators.js';
import { copyPlain } from './plain-value.js';
import type { Finding } from './problems/finding.js';
import { findingsOf } from './problems/issue-findings.js';
import { readNumericText } from './numeric-text.js';
import { unreachableCurrencies } from './reachable-currency.js';
import { resolveInstruments, type NamedSymbol, type ResolvedInstruments } from './resolve-instruments.js';
import { itemOf } from './schema-path.js';
import { isMap } from './sections/cross-check.js';
import { symbolName } from './sections/fields.js';
import { systemSchema, type WrittenConfig } from './system-schema.js';

export type CheckedConfig =
  | {
      readonly ok: true;
      readonly written: WrittenConfig;
      readonly resolved: ResolvedInstruments;
      readonly findings: readonly Finding[];
    }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Checks a configuration as written and fills in its defaults, without any file. */
export function checkConfig(value: unknown): CheckedConfig {
  // Compiling a schema takes longer than the one value it would check.
  const result = systemSchema.safeParse(value, { jitless: true });
  if (!result.success) {
    return {
      ok: false,
      findings: [
        ...findingsOf(result.error.issues, { root: systemSchema, value }),
        ...symbolFindings(value),
        ...indicatorFindings(value),
      ],
    };
  }
  const resolved = resolveInstruments(namedSymbols(value), result.data.instruments);
  const { indicators, trading, account } = result.data;
  // What a symbol's money is in can only be said where each has a specification.
  const isKnown = resolved.findings.length === 0;
  const findings = [
    ...resolved.findings,
    ...(isKnown ? unreachableCurrencies(resolved.instruments, account.currency) : []),
    ...inlineFindings(indicators.inline, trading),
  ];
  return { ok: true, written: result.data, resolved, findings };
}

/** A copy of what was written in which numbers in quotes are numbers. */
export function copyWritten(value: unknown): {
  readonly root: Record<string, unknown>;
  readonly findings: readonly Finding[];
} {
  const copied = copyPlain(value ?? {});
  if (!isMap(copied.value)) {
    const [wrong] = findingsOf(issuesOf(copied.value), { root: systemSchema, value: copied.value });
    return { root: {}, findings: wrong === undefined ? copied.findings : [...copied.findings, wrong] };
  }
  readNumericText(systemSchema, copied.value);
  return { root: { ...copied.value }, findings: copied.findings };
}

/** Unknown symbols are reported beside other problems, as far as the symbols can be read. */
function symbolFindings(value: unknown): readonly Finding[] {
  const instruments = systemSchema.shape.instruments.safeParse(itemOf(value, 'instruments'));
  return instruments.success ? resolveInstruments(namedSymbols(value), instruments.data).findings : [];
}

/** So are inline indicators, as far as they and what is traded can be read. */
function indicatorFindings(value: unknown): readonly Finding[] {
  const indicators = systemSchema.shape.indicators.safeParse(itemOf(value, 'indicators'));
  const trading = systemSchema.shape.trading.safeParse(itemOf(value, 'trading'));
  return indicators.success && trading.success ? inlineFindings(indicators.data.inline, trading.data) : [];
}

/** The symbols of a configuration as written, each with its place. */
function namedSymbols(value: unknown): readonly NamedSymbol[] {
  const trading = itemOf(value, 'trading');
  const [single, list] = [itemOf(trading, 'symbol'), itemOf(trading, 'symbols')];
  const listed: readonly unknown[] = Array.isArray(list) ? list : [];
  return [
    { symbol: single, path: ['trading', 'symbol'] },
    ...listed.map((symbol, index) => ({ symbol, path: ['trading', 'symbols', index] })),
  ].flatMap(({ symbol, path }) => (symbolName.safeParse(symbol).success ? [{ symbol: String(symbol), path }] : []));
}

function issuesOf(value: unknown): readonly z.core.$ZodIssue[] {
  const result = systemSchema.safeParse(value);
  return result.success ? [] : result.error.issues;
}
