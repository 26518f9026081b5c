/** Lets what is under way go on, turn by turn, until something is so; fails where it never becomes so. */
export const untilWith =
  (turn: () => Promise<void>) =>
  async (isSo: () => boolean): Promise<void> => {
    for (let count = 0; count < 200_000; count += 1) {
      if (isSo()) return;
      await turn();
    }
    throw new Error('it never came to that');
  };
