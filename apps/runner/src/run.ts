import type { SystemConfig } from '@q/config';
import type { Redactor } from '@q/logging';
import type { Output } from './io.js';
import type { PaperJournal } from './paper/paper-journal.js';
import type { RunFiles } from './run-files.js';
import type { ChosenSystem } from './strategy-modules/choose-system.js';

export interface RunContext {
  /** Where the worker of the watchdog is; without it there is no watchdog. */
  readonly watchdogWorker: URL | undefined;
  /** The script that draws the charts of a report; without it there is no page. */
  readonly chartLibrary?: URL | undefined;
  /** Versions of the packages that run, by name. */
  readonly packages?: Readonly<Record<string, string>>;
}

/** What a run is made of. */
export interface Run {
  readonly config: SystemConfig;
  readonly chosen: ChosenSystem;
  readonly files: RunFiles;
  readonly journal: PaperJournal | undefined;
  readonly context: RunContext;
  readonly output: Output;
  readonly say: (line: string) => void;
  readonly secrets: readonly string[];
  /** Hides them in a text, and what looks like one. */
  readonly hide: Redactor;
}
