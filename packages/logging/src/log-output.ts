/** A place where finished lines go. No method throws. */
export interface LogOutput {
  /** Takes one record's text without its line feed; a grave one is out of the process when the call returns. */
  write(line: string, severity: number): void;
  /** Hands everything that waits to the operating system. */
  flush(): void;
  close(): void;
  readonly metrics: OutputMetrics;
}

export interface OutputMetrics {
  /** Records taken and not dropped. */
  readonly written: number;
  /** Records lost because the place could not take them and no more room was left to keep them. */
  readonly dropped: number;
  /** Failed attempts: to open, to write or to rotate. */
  readonly failedWrites: number;
  /** Files put aside because they were full. */
  readonly rotations: number;
}
