import { byLength, isTimeframe, TIMEFRAMES, timeframeMs, timeframeOfMs } from '@q/events';
import type * as z from 'zod';
import { isMap } from '../sections/cross-check.js';
import { shapeOf, type SchemaShape } from '../schema-shape.js';
import { nearestName } from './nearest-name.js';

/** The nearest value that would be allowed, as it would be written; `undefined` where none is near. */
export function suggestValue(schema: z.core.$ZodType, value: unknown): string | undefined {
  const shape = shapeOf(schema);
  if (shape.kind === 'flag') return suggestFlag(value);
  if (shape.kind === 'number') return suggestNumber(shape, value);
  if (shape.kind === 'choice') return suggestChoice(shape.options, value);
  if (shape.kind === 'text') return typeof value === 'number' || typeof value === 'boolean' ? `'${value}'` : undefined;
  if (shape.kind === 'list') return suggestList(shape.item, value);
  return undefined;
}

const TRUE_WORDS = ['true', 'yes', 'on', 'y', '1', 'enabled', 'enable'];
const FALSE_WORDS = ['false', 'no', 'off', 'n', '0', 'disabled', 'disable'];

function suggestFlag(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).trim().toLowerCase();
  if (TRUE_WORDS.includes(word)) return 'true';
  return FALSE_WORDS.includes(word) ? 'false' : nearestName(word, ['true', 'false']);
}

function suggestNumber(shape: SchemaShape & { kind: 'number' }, value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 1 ? suggestNumber(shape, value[0]) : undefined;
  const number = typeof value === 'string' ? numberIn(value) : typeof value === 'number' ? value : undefined;
  if (number === undefined || Number.isNaN(number)) return undefined;
  const rounded = shape.whole ? Math.round(number) : number;
  if (shape.open && rounded <= shape.min) return undefined;
  const inside = Math.min(Math.max(rounded, shape.min), shape.max);
  return Number.isFinite(inside) ? String(inside) : undefined;
}

const THOUSANDS = /^[1-9]\d{0,2}([,_]\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^(\d[\d._]*)?,\d+$/;

/** The number in `5s`, `1,000`, `1,5`, `10_000` or `$50`; none where it is beyond all numbers, or there are several. */
function numberIn(text: string): number | undefined {
  const [, sign = '', digits = '', exponent = ''] = /(-?)([.,]?\d(?:[\d,._]*\d)?)[,._]?(e[+-]?\d+)?/i.exec(text) ?? [];
  const isThousands = THOUSANDS.test(digits);
  if (digits === '' || (!isThousands && digits.split(',').length > 2)) return undefined;
  const isComma = !isThousands && DECIMAL_COMMA.test(digits);
  const plain = isComma ? digits.replace(/[._]/g, '').replace(',', '.') : digits.replace(/[,_]/g, '');
  const number = Number(`${sign}${plain}${exponent}`);
  return Number.isFinite(number) ? number : undefined;
}

function suggestChoice(options: readonly string[], value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  // A number in quotes is another thing in YAML than a number, so the quotes belong to the suggestion.
  const written = (option: string) => (/^\d+$/.test(option) ? `'${option}'` : option);
  if (options.every(isTimeframe)) {
    const timeframe = suggestTimeframe(text);
    return timeframe === undefined ? undefined : written(timeframe);
  }
  const found = nearestName(text, options);
  return found === undefined ? undefined : written(found);
}

/** Reads `5m`, `H1`, `4h`, `1D` and unknown numbers of minutes. */
function suggestTimeframe(text: string): string | undefined {
  const match = /^\s*([mhdw]?)(\d+)\s*([a-z]*)\s*$/i.exec(text);
  if (match === null) return nearestName(text, TIMEFRAMES);
  const unit = `${match[1]}${match[3]}`.charAt(0).toLowerCase();
  const minutes = Number(match[2]) * ({ h: 60, d: 1_440, w: 10_080 }[unit] ?? 1);
  const exact = timeframeOfMs(minutes * 60_000);
  const distance = (each: (typeof TIMEFRAMES)[number]) => Math.abs(Math.log(timeframeMs(each) / (minutes * 60_000)));
  return exact ?? [...TIMEFRAMES].sort(byLength).sort((a, b) => distance(a) - distance(b))[0];
}

function suggestList(item: z.core.$ZodType, value: unknown): string | undefined {
  const items = typeof value === 'string' ? value.split(',').map((part) => part.trim()) : [value];
  if (value === null || value === undefined || isMap(value) || Array.isArray(value)) return undefined;
  return `[${items.map((each) => suggestValue(item, each) ?? String(each)).join(', ')}]`;
}
