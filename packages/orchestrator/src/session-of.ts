import type { SystemConfig } from '@q/config';
import type { Instrument } from '@q/events';

/** When each traded symbol trades. */
export function sessionOf({ instruments }: SystemConfig): (symbol: string) => Instrument['session'] {
  return (symbol) => instruments[symbol]?.session ?? 'always';
}
