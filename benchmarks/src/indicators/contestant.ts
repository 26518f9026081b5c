import type { Candle } from '@q/events';

/**
 * Takes candles one by one, round and round, `amount` times; there are a power of two of them. Gives something that depends on every update,
 * so that the compiler leaves none out. The loop is inside: what is measured is the update and not a call of this function.
 */
export type Contestant = (candles: readonly Candle[], amount: number) => number;
