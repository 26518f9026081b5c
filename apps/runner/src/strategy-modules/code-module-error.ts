/** A file with code that the configuration names cannot be used: exit code 3. */
export class CodeModuleError extends Error {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'CodeModuleError';
  }
}

/** What an error says, also one of another realm. */
export function messageOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
  return typeof message === 'string' ? message : String(error);
}
