import { RoutedLogger, type LogSink } from './routed-logger.js';

/** One logger per (name, service), all following the same sink. */
export class LoggerCache {
  readonly #loggers = new Map<string, RoutedLogger>();
  #sink: LogSink | undefined;

  logger(name: string, service: string | undefined): RoutedLogger {
    const key = `${service ?? ''}\u0000${name}`;
    const known = this.#loggers.get(key);
    if (known !== undefined) return known;
    const made = new RoutedLogger(name, service);
    made.follow(this.#sink);
    this.#loggers.set(key, made);
    return made;
  }

  /** All loggers, also those made earlier, follow this sink from now on. */
  follow(sink: LogSink): void {
    this.#sink = sink;
    this.#update();
  }

  /** The loggers fall silent, if it is this sink that they follow. */
  leave(sink: LogSink): void {
    if (this.#sink !== sink) return;
    this.#sink = undefined;
    this.#update();
  }

  /** The sink's thresholds changed; ignored when another sink is followed. */
  refresh(sink: LogSink): void {
    if (this.#sink === sink) this.#update();
  }

  #update(): void {
    for (const logger of this.#loggers.values()) logger.follow(this.#sink);
  }
}
