import * as z from 'zod';

/** The kinds of field that sections share. A field's default stands where it is declared and nowhere else. */
export const flag = (value: boolean, description: string) => z.boolean().default(value).describe(description);

/** Text on one line: paths, names and ids are printed into logs and messages. */
export const lineOfText = z
  .string()
  .min(1)
  .regex(/^[^\p{Cc}\u2028\u2029]+$/u, 'text without control characters');

const SYMBOL = /^(?!.*\.\.)[A-Za-z0-9#$^_.][A-Za-z0-9#$^_.+:/ -]{0,31}$/;

/** A symbol as the broker writes it; the case is kept. */
export const symbolName = z
  .string()
  .min(1)
  .regex(SYMBOL, 'a symbol: up to 32 letters, digits and . _ - + / : # $ ^, such as EURUSD');

/** A list without repetitions that has at least one item. */
export const distinctList = <Item extends z.ZodType<string>>(item: Item) =>
  z.array(item).min(1).superRefine(refuseTwice);

/** Files with code, in the order in which they are loaded. */
export const moduleFiles = (description: string) =>
  z.array(lineOfText).superRefine(refuseTwice).default([]).describe(description);

function refuseTwice(items: readonly string[], context: z.core.$RefinementCtx<string[]>): void {
  items.forEach((name, index) => {
    if (items.indexOf(name) === index) return;
    context.addIssue({
      code: 'custom',
      path: [index],
      message: `"${name}" is listed twice`,
      params: { kind: 'cross-field' },
    });
  });
}
