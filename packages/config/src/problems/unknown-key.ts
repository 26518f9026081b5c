import { editDistance } from '@q/trading';
import type * as z from 'zod';
import { formatPath, type KeyPath } from '../key-path.js';
import { isMap } from '../sections/cross-check.js';
import { itemOf, keysOf, schemaAt, variantName } from '../schema-path.js';
import { shapeOf } from '../schema-shape.js';
import type { Finding } from './finding.js';
import { nearestName } from './nearest-name.js';

interface Place {
  /** The schema and the value of the whole file. */
  readonly root: z.core.$ZodType;
  readonly value: unknown;
}

/** What to say of a key that nothing reads: the nearest valid one here, or the place where it would be valid. */
export function unknownKey({ root, value }: Place, section: KeyPath, key: string): Finding {
  const path = [...section, key];
  const inner = section.reduce<unknown>(itemOf, value);
  const schema = schemaAt(root, section, value);
  const here = schema === undefined ? [] : Object.keys(keysOf(schema, inner) ?? {});
  const finding = { kind: 'unknown-key', path, at: 'key', value: undefined } as const;
  const under = section.length === 0 ? 'the top level' : formatPath(section);

  const variant = schema === undefined ? undefined : variantWith(schema, key);
  if (schema !== undefined && variant !== undefined) {
    const message = `"${key}" is not valid under ${under} of ${variant.by} ${variantName(schema, inner)} - it belongs to ${variant.by} ${variant.name}`;
    return { ...finding, message, suggestion: `${variant.by}: ${variant.name}` };
  }
  const twin = here.find((each) => editDistance(each, key) === 1);
  const places = twin === undefined ? placesOf(root, key, itemOf(inner, key)) : [];
  const allowed = here.length === 0 ? {} : { allowed: `known keys here: ${here.join(', ')}` };
  if (places.length > 0) {
    const owners = places.map((place) => (place.length === 1 ? 'the top level' : formatPath(place.slice(0, -1))));
    const message = `"${key}" is not valid under ${under} - it belongs to ${owners.join(' or ')}`;
    return { ...finding, ...allowed, message, suggestion: formatPath(places[0] ?? []) };
  }
  const message = `unknown key "${key}"`;
  const sibling = twin ?? nearestName(key, here);
  if (sibling !== undefined) return { ...finding, ...allowed, message, suggestion: sibling };
  const everywhere = allKeys(root);
  const similar = nearestName(key, [...everywhere.keys()]);
  const suggestion = similar === undefined ? undefined : formatPath(everywhere.get(similar)?.[0] ?? []);
  return { ...finding, ...allowed, message, suggestion };
}

function variantWith(schema: z.core.$ZodType, key: string): { readonly by: string; readonly name: string } | undefined {
  const shape = shapeOf(schema);
  if (shape.kind !== 'variants') return undefined;
  const found = [...shape.variants].find(([, variant]) => Object.hasOwn(keysOf(variant, undefined) ?? {}, key));
  return found === undefined ? undefined : { by: shape.by, name: found[0] };
}

/** Where a key would be valid, and a section only where a section is. */
function placesOf(root: z.core.$ZodType, key: string, value: unknown): readonly KeyPath[] {
  const places = allKeys(root).get(key) ?? [];
  const fitting = places.filter((place) => {
    const schema = schemaAt(root, place, undefined);
    const kind = schema === undefined ? undefined : shapeOf(schema).kind;
    return (kind === 'section' || kind === 'variants' || kind === 'map') === isMap(value);
  });
  return (fitting.length > 0 ? fitting : places).slice(0, 3);
}

const known = new WeakMap<z.core.$ZodType, ReadonlyMap<string, readonly KeyPath[]>>();

/** Every key of a schema with the paths at which it is valid; `<name>` stands for a name or an index. */
function allKeys(root: z.core.$ZodType): ReadonlyMap<string, readonly KeyPath[]> {
  const remembered = known.get(root);
  if (remembered !== undefined) return remembered;
  const found = new Map<string, readonly KeyPath[]>();
  collectKeys(root, [], { found, open: new Set() });
  known.set(root, found);
  return found;
}

interface Collection {
  readonly found: Map<string, readonly KeyPath[]>;
  /** The schemas on the way down: a strategy's conditions contain themselves. */
  readonly open: Set<object>;
}

function collectKeys(schema: z.core.$ZodType, path: KeyPath, collection: Collection): void {
  const shape = shapeOf(schema);
  if (collection.open.has(shape)) return;
  collection.open.add(shape);
  if (shape.kind === 'section') {
    for (const [key, inner] of Object.entries(shape.keys)) {
      const place = [...path, key];
      const places = collection.found.get(key) ?? [];
      if (!places.some((each) => formatPath(each) === formatPath(place))) collection.found.set(key, [...places, place]);
      collectKeys(inner, place, collection);
    }
  }
  if (shape.kind === 'map' || shape.kind === 'list') collectKeys(shape.item, [...path, '<name>'], collection);
  if (shape.kind === 'either') shape.options.forEach((option) => collectKeys(option, path, collection));
  if (shape.kind === 'variants') shape.variants.forEach((option) => collectKeys(option, path, collection));
  collection.open.delete(shape);
}
