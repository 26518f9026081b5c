import type { Instrument } from '@q/events';
import type { Decimal } from './decimal.js';
import { decimal, multiply } from './decimal.js';

/** What was asked about last, and the answer: orders are mostly of one size. Only remembers, decides nothing. */
const last = { volume: NaN, contractSize: NaN };
let lastUnits: Decimal = { units: 0, scale: 0 };

/** Units of a volume without error: lots * contract size. */
export function exactUnits(volume: number, { contractSize }: Pick<Instrument, 'contractSize'>): Decimal {
  if (volume === last.volume && contractSize === last.contractSize) return lastUnits;
  lastUnits = multiply(decimal(volume), decimal(contractSize));
  last.volume = volume;
  last.contractSize = contractSize;
  return lastUnits;
}
