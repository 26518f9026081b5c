import type { SearchHeader, TrialRecord } from './search-line.js';
import { readSearch } from './search-line.js';
import type { SearchLog } from './search-request.js';

/** The trials of a search: those that an earlier part of it left, and those that are added. */
export class SearchRecords {
  readonly #byIndex: Map<number, TrialRecord>;
  readonly #header: SearchHeader;
  readonly #log: SearchLog | undefined;

  /** @throws SearchRecordError where the log holds another search */
  constructor(header: SearchHeader, log: SearchLog | undefined) {
    this.#header = header;
    this.#log = log;
    this.#byIndex = new Map(readSearch(log?.kept ?? [], header));
    if (log !== undefined && log.kept.length === 0) log.add(JSON.stringify(header));
  }

  get count(): number {
    return this.#byIndex.size;
  }

  at(index: number): TrialRecord | undefined {
    return this.#byIndex.get(index);
  }

  /** By index, whatever the order in which they ended. */
  inOrder(): readonly TrialRecord[] {
    return [...this.#byIndex.values()].sort((a, b) => a.index - b.index);
  }

  add(record: TrialRecord): void {
    this.#byIndex.set(record.index, record);
    this.#log?.add(JSON.stringify(record));
  }

  /** The same lines for the same search, however many threads and interruptions it had. */
  finish(): void {
    this.#log?.finish([this.#header, ...this.inOrder()].map((line) => JSON.stringify(line)));
  }
}
