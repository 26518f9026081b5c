import type { TradingEvent } from '@q/events';
import type { AlertFields } from './alert.js';

/** Parts of events whose fields are as telling as those of the event. */
const PARTS = ['fill', 'order', 'account'];
const MOST_FIELDS = 24;

/** What an event holds that can be shown: numbers, texts and lists of texts, by snake_case names. */
export function eventFields(event: TradingEvent): AlertFields {
  const entries = Object.entries(event).flatMap(([key, value]): [string, unknown][] =>
    PARTS.includes(key) && isRecord(value) ? Object.entries(value) : [[key, value]],
  );
  const shown = entries.flatMap(([key, value]): [string, string | number | boolean][] => {
    if (key === 'type' || key === 'symbol') return [];
    if (typeof value === 'string' || typeof value === 'boolean') return [[snakeCase(key), value]];
    if (typeof value === 'number') return Number.isFinite(value) ? [[snakeCase(key), value]] : [];
    const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
    return texts.length === 0 ? [] : [[snakeCase(key), texts.join(', ')]];
  });
  return Object.fromEntries(shown.slice(0, MOST_FIELDS));
}

/** Whether the fields of an event have these values; `limit_name` finds `limitName`, `fill.side` a part. */
export function hasValues(event: TradingEvent, where: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(where).every(([path, wanted]) => {
    const value = path.split('.').reduce<unknown>(fieldOf, event);
    return Array.isArray(value) ? value.includes(wanted) : value === wanted;
  });
}

function fieldOf(value: unknown, name: string): unknown {
  if (!isRecord(value)) return undefined;
  const key = Object.hasOwn(value, name) ? name : camelCase(name);
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
