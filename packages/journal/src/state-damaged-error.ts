/** A state file was changed or destroyed by something else. It is left as it is until a state is saved. */
export class StateDamagedError extends Error {
  readonly file: string;

  constructor(file: string, reason: string) {
    super(
      `the state file "${file}" is damaged: ${reason}; restore it from a backup, or delete it to begin without a state`,
    );
    this.name = 'StateDamagedError';
    this.file = file;
  }
}
