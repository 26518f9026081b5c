/** The journal does not say any more what it was told, from some record on. It is left as it is. */
export class JournalDamagedError extends Error {
  readonly file: string;
  /** The number of the first record that is wrong, as `scan` counts (from 0); `undefined` where none can be told. */
  readonly seq: number | undefined;
  readonly reason: string;

  constructor(file: string, seq: number | undefined, reason: string) {
    const where = seq === undefined ? '' : ` at record ${seq}`;
    super(
      `the journal "${file}" is damaged${where}: ${reason}; restore it from a backup, or name another file and reconcile with the other side`,
    );
    this.name = 'JournalDamagedError';
    this.file = file;
    this.seq = seq;
    this.reason = reason;
  }
}
