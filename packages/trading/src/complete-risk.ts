import type { z } from 'zod';
import type { CompleteRequest, EntryRequest } from './entry-plan.js';
import { riskSchema } from './risk-schema.js';
import type { RiskRules } from './strategy-schema.js';

/** A risk section as it is written in a file: what has a default may be left out. */
export type RiskForm = z.input<typeof riskSchema>;

/** Rules that were completed before: they are the same object for every entry of a strategy. Only remembers, decides nothing. */
const completed = new WeakMap<object, RiskRules>();

/** Risk rules with their defaults. @throws Error naming everything that is wrong with them */
export function completeRisk(risk: RiskRules | RiskForm): RiskRules {
  const known = completed.get(risk);
  if (known !== undefined) return known;
  const result = riskSchema.safeParse(risk, { jitless: true });
  if (!result.success) throw new Error(`risk rules: ${messageOf(result.error)}`);
  completed.set(risk, result.data);
  completed.set(result.data, result.data);
  return result.data;
}

/** A request with its rules completed: the same one where they are complete already. */
export function completeRequest(asked: EntryRequest): CompleteRequest {
  const risk = completeRisk(asked.risk);
  return isComplete(asked, risk) ? asked : { ...asked, risk };
}

function isComplete(asked: EntryRequest, risk: RiskRules): asked is CompleteRequest {
  return asked.risk === risk;
}

/** All issues in one line, each with its place. */
export function messageOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join('; ');
}
