/** Choices that are the same every time for the same seed. */
export interface Dice {
  /** Even between 0 (inclusive) and 1 (exclusive). */
  roll(): number;
  chance(share: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** Whole, both ends included. */
  whole(least: number, most: number): number;
}

export function dice(seed: number): Dice {
  let state = (seed * 2_654_435_761) % 4_294_967_296;
  const roll = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // The low bits of such a generator repeat soon.
    return ((state ^ (state >>> 15)) >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 10; round += 1) roll();
  const whole = (least: number, most: number): number => least + Math.floor(roll() * (most - least + 1));
  return {
    roll,
    whole,
    chance: (share) => roll() < share,
    pick: (from) => from[whole(0, from.length - 1)] ?? from[0],
  };
}
