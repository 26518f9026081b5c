export type HaltedBy = 'risk' | 'failure';

/** Why a run halted by itself: the first reason holds. */
export class Halt {
  #reason: string | undefined;
  #by: HaltedBy | undefined;

  get reason(): string | undefined {
    return this.#reason;
  }

  /** Whether a risk limit ended the run, or a service that could not be kept alive. */
  get by(): HaltedBy | undefined {
    return this.#by;
  }

  note(reason: string, by: HaltedBy): void {
    this.#reason ??= reason;
    this.#by ??= by;
  }

  /** A person has looked. */
  forget(): void {
    this.#reason = undefined;
    this.#by = undefined;
  }
}
