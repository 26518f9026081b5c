/** The contract of the command line: what an exit code means. 130 and 143: stopped by SIGINT or SIGTERM after a graceful stop. */
export const EXIT = {
  ok: 0,
  /** Internal error: restart me. */
  internal: 1,
  usage: 2,
  configuration: 3,
  data: 4,
  credentials: 5,
  /** Venue not reached after all retries: restart me. */
  venue: 6,
  /** A check found problems. */
  problems: 7,
  /** Halted by risk or operator. */
  halted: 8,
  /** Another instance runs, or the journal is locked or damaged. */
  state: 9,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
