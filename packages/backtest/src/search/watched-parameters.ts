import type { ParameterValues } from './parameter-values.js';

/** The same values; the name of each that is looked at, also of one that is not there, is added to `asked`. */
export function watchedParameters(values: ParameterValues, asked: Set<string>): ParameterValues {
  const note = (key: string | symbol): void => {
    if (typeof key === 'string') asked.add(key);
  };
  return new Proxy(values, {
    get(target, key) {
      note(key);
      return Reflect.get(target, key) as unknown;
    },
    has(target, key) {
      note(key);
      return Reflect.has(target, key);
    },
    // Whoever copies or lists them has read all.
    ownKeys(target) {
      const keys = Reflect.ownKeys(target);
      keys.forEach(note);
      return keys;
    },
  });
}
