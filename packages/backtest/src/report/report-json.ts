import type { Report } from './report.js';
import { snakeCase } from './snake-case.js';

export type ReportValue = string | number | readonly ReportValue[] | { readonly [key: string]: ReportValue };

/** A report as it stands in a file: `schema_version` 1, keys in snake_case, instants (`..._at`) as ISO 8601 UTC, figures unrounded. */
export function reportToRecord(report: Report): { readonly [key: string]: ReportValue } {
  return { schema_version: 1, ...fields(report) };
}

/** One line of JSON, the same bytes for the same report. */
export function reportToJson(report: Report): string {
  return JSON.stringify(reportToRecord(report));
}

function fields(value: object): { readonly [key: string]: ReportValue } {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [snakeCase(key), written(one, key)]));
}

function written(value: unknown, key: string): ReportValue {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return key.endsWith('At') ? new Date(value).toISOString() : value;
  if (Array.isArray(value)) return value.map((one) => written(one, key));
  if (typeof value === 'object' && value !== null) return fields(value);
  throw new TypeError(`the report has no place for ${typeof value} at "${key}": figures are numbers, texts, or { na }`);
}
