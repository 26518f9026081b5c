/** Passes on the first error only. One that the listener makes itself ends here: who watches must not disturb. */
export function reportOnce(onError: (error: unknown) => void): (error: unknown) => void {
  let isTold = false;
  return (error) => {
    if (isTold) return;
    isTold = true;
    try {
      onError(error);
    } catch {
      // There is nobody left to tell.
    }
  };
}
