/** The number that a text is, as in `value: "70"`; `undefined` where it is none. */
export function numberOfText(text: string): number | undefined {
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
