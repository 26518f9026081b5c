import type { Instrument } from '@q/events';
import { decimalsOf, instrumentSpecs } from '@q/trading';
import { formatPath, type KeyPath } from './key-path.js';
import type { Finding } from './problems/finding.js';
import { nearestName } from './problems/nearest-name.js';
import { instrumentOverrideSchema, type InstrumentOverride } from './sections/instruments.js';

/** A traded symbol and where it is listed. */
export interface NamedSymbol {
  readonly symbol: string;
  readonly path: KeyPath;
}

export interface ResolvedInstruments {
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly findings: readonly Finding[];
}

/** The full specification of every traded symbol: the built-in one with what the configuration changes. */
export function resolveInstruments(
  symbols: readonly NamedSymbol[],
  overrides: Readonly<Record<string, InstrumentOverride>>,
): ResolvedInstruments {
  const findings: Finding[] = [];
  const instruments: Record<string, Instrument> = {};
  symbols.forEach(({ symbol, path: listed }) => {
    const override = Object.hasOwn(overrides, symbol) ? overrides[symbol] : undefined;
    const resolved = resolve(symbol, override ?? {});
    if ('missing' in resolved) {
      const path = override === undefined ? listed : ['instruments', symbol];
      findings.push(unknownSymbol(symbol, path, resolved.missing));
      return;
    }
    instruments[symbol] = resolved;
    findings.push(...contradictions(resolved));
  });
  return { instruments, findings };
}

/** Each key of a specification in the file and in code. */
const FIELDS = {
  digits: 'digits',
  tick_size: 'tickSize',
  pip: 'pip',
  contract_size: 'contractSize',
  lot_step: 'lotStep',
  min_lot: 'minLot',
  max_lot: 'maxLot',
  base_currency: 'baseCurrency',
  quote_currency: 'quoteCurrency',
  session: 'session',
} as const satisfies Record<keyof typeof instrumentOverrideSchema.shape, keyof Instrument>;

const KEYS = Object.keys(FIELDS) as readonly (keyof typeof FIELDS)[];

/** An instrument as it would be written in the file. */
export function instrumentToFile(instrument: Instrument): Readonly<Record<string, string | number>> {
  return Object.fromEntries(KEYS.map((key) => [key, instrument[FIELDS[key]]]));
}

function resolve(symbol: string, override: InstrumentOverride): Instrument | { readonly missing: readonly string[] } {
  const spec: Partial<Instrument> = builtIn(symbol) ?? {};
  const missing = KEYS.filter((key) => override[key] === undefined && spec[FIELDS[key]] === undefined);
  if (missing.length > 0) return { missing };
  const fields = KEYS.map((key) => [FIELDS[key], override[key] ?? spec[FIELDS[key]]]);
  // Every field is there: `missing` is empty.
  return { symbol, ...(Object.fromEntries(fields) as Omit<Instrument, 'symbol'>) };
}

function builtIn(symbol: string): Instrument | undefined {
  const name = symbol.toUpperCase();
  return Object.hasOwn(instrumentSpecs, name) ? instrumentSpecs[name] : undefined;
}

function unknownSymbol(symbol: string, path: Finding['path'], missing: readonly string[]): Finding {
  const where = formatPath(['instruments', symbol]);
  return {
    kind: 'unknown-symbol',
    path,
    at: path[0] === 'trading' ? 'value' : 'key',
    message: `there is no built-in specification of ${symbol}: ${where} must give ${missing.join(', ')}`,
    value: symbol,
    suggestion: nearestName(symbol, Object.keys(instrumentSpecs)),
  };
}

/** Lots are kept with so many decimals. */
const LOT_DECIMALS = 8;

function contradictions({ symbol, minLot, maxLot, lotStep, tickSize, pip }: Instrument): readonly Finding[] {
  const finding = (key: string, message: string): Finding => {
    return { kind: 'cross-field', path: ['instruments', symbol, key], at: 'value', message: `${symbol}: ${message}` };
  };
  const findings: Finding[] = [];
  if (minLot > maxLot) findings.push(finding('min_lot', `min_lot (${minLot}) is more than max_lot (${maxLot})`));
  if (tickSize > pip) findings.push(finding('tick_size', `tick_size (${tickSize}) is more than pip (${pip})`));
  for (const [key, lots] of Object.entries({ lot_step: lotStep, min_lot: minLot }))
    if (decimalsOf(lots) > LOT_DECIMALS)
      findings.push(finding(key, `${key} (${lots}) has more than ${LOT_DECIMALS} decimals, which lots are kept with`));
  return findings;
}
