/** What a look at one thing has found. What is not well says how it is mended. */
export type Finding =
  | { readonly status: 'ok' | 'skip'; readonly text: string }
  | { readonly status: 'warn' | 'fail'; readonly text: string; readonly mend: string };

/** A line of the diagnosis. */
export type DoctorRow = Finding & { readonly name: string };

export function ok(text: string): Finding {
  return { status: 'ok', text };
}

/** Does not apply here. */
export function skip(text: string): Finding {
  return { status: 'skip', text };
}

/** A run begins all the same. */
export function warn(text: string, mend: string): Finding {
  return { status: 'warn', text, mend };
}

/** A run would be refused, or lose something. */
export function fail(text: string, mend: string): Finding {
  return { status: 'fail', text, mend };
}
