import type { ExitCode } from './exit-codes.js';

/** What an exit code means, in words. */
export const EXIT_MEANINGS: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'internal error, or halted because services failed: restart me',
  2: 'usage',
  3: 'configuration',
  4: 'data',
  5: 'credentials',
  6: 'venue unreachable after retries: restart me',
  7: 'a check found problems',
  8: 'halted by risk or operator',
  9: 'state: another instance runs, journal locked or damaged',
  130: 'stopped by SIGINT after a graceful stop',
  143: 'stopped by SIGTERM after a graceful stop',
};
