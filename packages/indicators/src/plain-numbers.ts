/** Numbers by name as JSON can hold them: `null` for NaN. */
export type PlainNumbers = Readonly<Record<string, number | null>>;

export function toPlain(numbers: Readonly<Record<string, number>>): PlainNumbers {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  );
}

/** Overwrites each number of `numbers` by the one of its name. @throws Error where one is missing or no number */
export function fromPlain(numbers: Record<string, number>, plain: PlainNumbers): void {
  for (const name of Object.keys(numbers)) {
    const value = Object.hasOwn(plain, name) ? plain[name] : undefined;
    if (value !== null && typeof value !== 'number')
      throw new Error(`the state has no number "${name}": ${JSON.stringify(value)}`);
    numbers[name] = value ?? NaN;
  }
}
