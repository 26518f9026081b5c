import type { Check, ExaminedSystem } from './check.js';
import type { DoctorRow, Finding } from './finding.js';
import { fail, skip } from './finding.js';

const LONGEST_MS = 5_000;
const ASK_AS_OWNER = 'call qbot as the user that runs the bot';

export interface ExamineOptions {
  /** `undefined` where there is no configuration that could be looked at. */
  readonly system: ExaminedSystem | undefined;
  /** A check that has not ended after so many ms is given up. */
  readonly longestMs?: number;
}

/** Makes the checks one after the other, so that none disturbs what another measures. One that throws or hangs becomes a failed row. */
export async function examine(checks: readonly Check[], options: ExamineOptions): Promise<readonly DoctorRow[]> {
  const rows: DoctorRow[] = [];
  for (const check of checks) {
    const findings = await findingsOf(check, options);
    rows.push(...findings.map((finding) => ({ name: check.name, ...finding })));
  }
  return rows;
}

async function findingsOf(
  check: Check,
  { system, longestMs = LONGEST_MS }: ExamineOptions,
): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<Finding>((resolve) => {
    const text = `no answer within ${longestMs / 1_000} s`;
    timer = setTimeout(() => resolve(fail(text, 'see what is slow on this machine, then ask again')), longestMs);
  });
  try {
    const found = await Promise.race([look(check, system), givenUp]);
    return 'status' in found ? [found] : found;
  } catch (error) {
    const { code, message = String(error) } = error as Partial<NodeJS.ErrnoException>;
    return [fail(message, code === 'EACCES' ? ASK_AS_OWNER : 'mend what it says, then run qbot doctor again')];
  } finally {
    clearTimeout(timer);
  }
}

async function look(check: Check, system: ExaminedSystem | undefined): Promise<Finding | readonly Finding[]> {
  if ('look' in check) return check.look();
  return system === undefined ? skip('there is no configuration that can be used') : check.lookAt(system);
}
