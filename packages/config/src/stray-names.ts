import { editDistance, instrumentSpecs } from '@q/trading';
import { formatPath } from './key-path.js';
import type { WrittenConfig } from './system-schema.js';

/** Warnings for symbols in maps that are probably misspelt: near a traded one, and no symbol we know. */
export function strayNames({ trading, instruments, broker, feed }: WrittenConfig): readonly string[] {
  const maps: readonly (readonly [readonly string[], object])[] = [
    [['instruments'], instruments],
    [['broker', 'per_symbol'], broker.per_symbol],
    [['feed', 'files'], feed.kind === 'replay' ? feed.files : {}],
  ];
  return maps.flatMap(([path, map]) =>
    Object.keys(map).flatMap((name) => {
      if (trading.symbols.includes(name) || Object.hasOwn(instrumentSpecs, name)) return [];
      const meant = trading.symbols.find((symbol) => editDistance(name.toUpperCase(), symbol.toUpperCase()) <= 2);
      return meant === undefined ? [] : [`${formatPath([...path, name])} is not traded: did you mean ${meant}?`];
    }),
  );
}
