/** Figures were asked for and cannot be given: a matter of the configuration or of what is installed. */
export class MetricsStartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'MetricsStartError';
  }
}
