import { parseLogLevel, SEVERITY, type LogLevel } from './log-level.js';

/** The level of everybody, and those of single services or loggers. */
export class LevelTable {
  readonly #levels = new Map<string, LogLevel>();
  #common: LogLevel;

  /** @throws RangeError for a level that does not exist */
  constructor(level: string, serviceLevels: Readonly<Record<string, string>> = {}) {
    this.#common = parseLogLevel(level);
    for (const [service, own] of Object.entries(serviceLevels)) this.set(service, own);
  }

  /** Sets the level of one service or logger, or of everybody without one. @throws RangeError */
  set(service: string | undefined, level: string): void {
    const parsed = parseLogLevel(level);
    if (service === undefined) this.#common = parsed;
    else this.#levels.set(service, parsed);
  }

  /** The service's own level, else the logger's own, else that of everybody, as a severity. */
  thresholdFor(name: string, service: string | undefined): number {
    const ofService = service === undefined ? undefined : this.#levels.get(service);
    return SEVERITY[ofService ?? this.#levels.get(name) ?? this.#common];
  }
}
