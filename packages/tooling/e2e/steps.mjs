/** Runs the steps of a test one after the other, a line for each. The first that fails is the last. */
export function makeSteps() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const step = async (name, work) => {
    const startedAt = performance.now();
    const seconds = () => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`.padStart(7);
    try {
      const value = await work();
      counts.passed += 1;
      console.log(`publish  ok     ${seconds()}  ${name}`);
      return value;
    } catch (error) {
      counts.failed += 1;
      console.log(`publish  FAILED ${seconds()}  ${name}\n${error.message}`);
      throw error;
    }
  };
  return { step, counts };
}

/** @throws Error that shows both, where they are not the same */
export function demandEqual(found, wanted, what) {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (is !== should) throw new Error(`${what}: expected ${should}, found ${is}`);
}

/** @throws Error */
export function demand(isTrue, message) {
  if (!isTrue) throw new Error(message);
}

export function byName(a, b) {
  return a.localeCompare(b);
}
