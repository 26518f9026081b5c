/** A pure function of a text that remembers its last results; it forgets all of them at the limit. */
export function remember<T>(limit: number, compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= limit) known.clear();
    const computed = compute(text);
    known.set(text, computed);
    return computed;
  };
}
