import { nearest } from '@q/trading';
import { callsOf, METRICS } from './metrics.js';

const MOST = 5;
/** Fewer letters are in most names. */
const LEAST_PART = 3;

/** What may be meant by a name that no figure has: those that hold it, then those that are spelled nearly so; none where nothing is near. */
export function nearMetrics(text: string): readonly string[] {
  const asked = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  const calls = [...new Set(METRICS.flatMap((metric) => [...callsOf(metric), metric.name]))];
  const holding = calls.filter((call) => asked.length >= LEAST_PART && !call.includes('.') && call.includes(asked));
  const found = new Set(holding.slice(0, MOST));
  while (found.size < MOST) {
    const next = nearest(
      asked,
      calls.filter((call) => !found.has(call)),
    );
    if (next === undefined) break;
    found.add(next);
  }
  return [...found];
}
