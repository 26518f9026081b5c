import type { ParsedFamily, ParsedSample } from './exposition.js';
import { labelKey } from './exposition.js';

/** Units that are not base units, and abbreviations: Prometheus wants seconds, bytes and ratios, written out. */
const WRONG_UNITS =
  /(^|_)(milliseconds?|microseconds?|nanoseconds?|minutes?|hours?|days?|weeks?|percent|kilobytes?|megabytes?|bits?|s|ms|us|ns|sec|b|kb|mb|pct)(_|$)/;
const TYPE_IN_NAME = /(^|_)(counter|gauge|histogram|summary|metric)(_|$)/;

/** What the conventions for names and types object to, one line for each finding. */
export function lintExposition(families: readonly ParsedFamily[]): readonly string[] {
  return families.flatMap((family) => [...namingProblems(family), ...shapeProblems(family)]);
}

function namingProblems({ name, type, help, samples }: ParsedFamily): readonly string[] {
  const isHistogram = type === 'histogram';
  const reserved = samples.some(({ labels }) => 'quantile' in labels || (!isHistogram && 'le' in labels));
  return [
    ...(help.trim() === '' ? [`${name}: no help`] : []),
    ...((type === 'counter') === name.endsWith('_total') ? [] : [`${name}: _total is for counters, and for them only`]),
    ...(/_(sum|count|bucket|info)$/.test(name) ? [`${name}: the ending means something else`] : []),
    ...(/[:A-Z]/.test(name) ? [`${name}: colon or capital letter`] : []),
    ...(WRONG_UNITS.test(name) ? [`${name}: not a base unit`] : []),
    ...(TYPE_IN_NAME.test(name) ? [`${name}: the type does not belong into the name`] : []),
    ...(reserved ? [`${name}: a reserved label`] : []),
  ];
}

function shapeProblems({ name, type, samples }: ParsedFamily): readonly string[] {
  if (type === 'counter') return samples.some(({ value }) => !(value >= 0)) ? [`${name}: below 0`] : [];
  return type === 'histogram' ? histogramProblems(name, samples) : [];
}

function histogramProblems(name: string, samples: readonly ParsedSample[]): readonly string[] {
  const groups = new Map<string, ParsedSample[]>();
  for (const sample of samples) {
    const { le: _, ...own } = sample.labels;
    const key = labelKey(own);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups].flatMap(([key, group]) => {
    const buckets = group.filter((one) => one.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => (labels['le'] === '+Inf' ? Infinity : Number(labels['le'])));
    const counts = buckets.map(({ value }) => value);
    const count = group.find((one) => one.name === `${name}_count`)?.value;
    const sum = group.find((one) => one.name === `${name}_sum`)?.value;
    const rises = (values: readonly number[]): boolean =>
      values.every((value, index) => index === 0 || value >= (values[index - 1] ?? NaN));
    return [
      ...(rises(bounds) && new Set(bounds).size === bounds.length ? [] : [`${name}${key}: bounds do not rise`]),
      ...(rises(counts) ? [] : [`${name}${key}: buckets are not cumulative`]),
      ...(bounds.at(-1) === Infinity && counts.at(-1) === count ? [] : [`${name}${key}: +Inf is not the count`]),
      ...(sum === undefined || Number.isNaN(sum) ? [`${name}${key}: no sum`] : []),
    ];
  });
}
