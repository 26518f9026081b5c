/** What every journal refuses, in the same words. */
export function recordClosed(name: string): Error {
  return new Error(`the journal ${name} is closed: open it again to go on`);
}

/** @returns `from` @throws RangeError where it is no number of records */
export function startOfScan(from: number): number {
  if (!Number.isInteger(from) || from < 0) throw new RangeError(`a scan starts at a record from 0 on, not at ${from}`);
  return from;
}

/** @throws RangeError where a snapshot would stand for records that are not there */
export function checkSnapshotPlace(at: number, records: number): void {
  if (Number.isInteger(at) && at >= 0 && at <= records) return;
  throw new RangeError(`a snapshot stands for the first 0 to ${records} records, not for ${at}`);
}
