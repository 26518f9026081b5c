import type { ExitCode } from '../exit-codes.js';
import { EXIT } from '../exit-codes.js';

/** What a run left behind is missing, damaged or does not fit any more. */
export class RunRecordError extends Error {
  readonly code: ExitCode;

  constructor(message: string, code: ExitCode = EXIT.data) {
    super(message);
    this.name = 'RunRecordError';
    this.code = code;
  }
}
