import { CandleDataError } from './candle-data-error.js';
import type { ColumnIndexes } from './csv-layout.js';
import type { PriceRole, StatedColumns } from './stated-columns.js';
import { HOW_TO_STATE, PRICE_ROLES, statedIndexes } from './stated-columns.js';

const TIME_NAMES = new Set(
  (
    'time timestamp datetime date date_time open_time opentime bar_time time_utc utc_time utc time_gmt gmt_time gmt ' +
    'unix unix_time unix_timestamp epoch ts t'
  ).split(' '),
);

/** The first one found counts: ticks are what MetaTrader really has, its `<VOL>` is 0 for currencies. */
const VOLUME_NAMES = 'tick_volume tickvolume tickvol tick_vol tickqty volume vol v real_volume realvolume'.split(' ');

const PRICE_NAME = /^(?:(bid|ask|mid)_?)?(open|high|low|close|o|h|l|c)(?:_?price)?(?:_?(bid|ask|mid))?$/;
const ROLE_OF: Readonly<Record<string, PriceRole>> = { o: 'open', h: 'high', l: 'low', c: 'close' };

export interface HeaderedRows {
  readonly names: readonly string[];
  readonly rows: readonly string[][];
  readonly stated: StatedColumns;
  readonly file: string;
}

/** The columns of a file with a header, by the names that brokers and data sellers use; what is stated wins. */
export function headerColumns({ names, rows, stated, file }: HeaderedRows): ColumnIndexes {
  demandNames({ names, rows, file });
  const known = statedIndexes({ stated, names, width: names.length, file });
  const header: Header = { names, plain: names.map(plainName), file };
  const prices = PRICE_ROLES.every((role) => known[role] !== undefined) ? {} : pricesOf(header);
  return complete(
    { ...(known.time === undefined ? timeOf(header) : {}), ...prices, ...volumeOf(header), ...known },
    header,
  );
}

/** @throws CandleDataError where the first row fills more cells than the header has names */
export function demandNames({ names, rows, file }: Pick<HeaderedRows, 'names' | 'rows' | 'file'>): void {
  const width = names.length;
  const surplus = (rows[0] ?? []).slice(width).filter((cell) => cell !== '').length;
  if (surplus === 0) return;
  const problem = `its header has ${width} names and its first row ${surplus} cells more, so they cannot be matched`;
  throw new CandleDataError(`${problem}; mend the header`, { file, line: 1 });
}

interface Header {
  readonly names: readonly string[];
  /** The names in lower case, without signs. */
  readonly plain: readonly string[];
  readonly file: string;
}

export function isTimeName(plain: string): boolean {
  return TIME_NAMES.has(plain);
}

/** In lower case, without signs. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[<>"']/g, '')
    .trim()
    .replace(/[\s.-]+/g, '_');
}

function timeOf({ names, plain, file }: Header): Partial<ColumnIndexes> {
  const found = [...plain.keys()].filter((index) => TIME_NAMES.has(plain[index] ?? ''));
  const [first, second] = found;
  if (first === undefined) return plain[0] === '' ? { time: 0 } : {};
  if (second === undefined) return { time: first };
  const date = plain.indexOf('date');
  const timeOfDay = plain.indexOf('time');
  if (found.length === 2 && date >= 0 && timeOfDay >= 0) return { time: date, timeOfDay };
  throw ambiguous(
    'time',
    found.map((index) => names[index] ?? ''),
    file,
  );
}

function pricesOf({ names, plain, file }: Header): Partial<ColumnIndexes> {
  const sets = new Map<string, Partial<Record<PriceRole, number>>>();
  plain.forEach((name, index) => {
    const [matched, before, role = '', behind] = PRICE_NAME.exec(name) ?? [];
    if (matched === undefined) return;
    const side = before ?? behind ?? '';
    const set = sets.get(side) ?? {};
    const known = ROLE_OF[role] ?? PRICE_ROLES.find((other) => other === role) ?? 'open';
    const twin = set[known];
    if (twin !== undefined) throw ambiguous(known, [names[twin] ?? '', names[index] ?? ''], file);
    sets.set(side, { ...set, [known]: index });
  });
  const whole = [...sets.values()].filter((set) => PRICE_ROLES.every((role) => set[role] !== undefined));
  if (whole.length > 1)
    throw ambiguous(
      'open',
      whole.map(({ open }) => names[open ?? 0] ?? ''),
      file,
    );
  return whole[0] ?? sets.get('') ?? {};
}

function volumeOf({ plain }: Header): Partial<ColumnIndexes> {
  const name = VOLUME_NAMES.find((known) => plain.includes(known));
  const index =
    name === undefined ? plain.findIndex((other) => /^volume\b/.test(other.replaceAll('_', ' '))) : plain.indexOf(name);
  return index < 0 ? {} : { volume: index };
}

function complete(found: Partial<ColumnIndexes>, { names, file }: Header): ColumnIndexes {
  const { time, open, high, low, close } = found;
  if (time !== undefined && open !== undefined && high !== undefined && low !== undefined && close !== undefined) {
    return { ...found, time, open, high, low, close };
  }
  const missing = (['time', ...PRICE_ROLES] as const).filter((role) => found[role] === undefined);
  const quoted = names.map((name) => `'${name}'`).join(', ');
  throw new CandleDataError(`no column for ${missing.join(', ')} among ${quoted}; state ${HOW_TO_STATE}`, {
    file,
    line: 1,
  });
}

function ambiguous(role: string, candidates: readonly string[], file: string): CandleDataError {
  const quoted = candidates.map((name) => `'${name}'`).join(' or ');
  const example =
    role === 'open' ? '`columns: { open: ..., high: ..., low: ..., close: ... }`' : `\`columns: { ${role}: ... }\``;
  return new CandleDataError(`the column of ${role} is ambiguous: ${quoted}; state ${example}`, { file, line: 1 });
}
