import { EXIT } from './exit-codes.js';

export interface SignalStop {
  /** The signal that came, if one did. */
  readonly received: () => NodeJS.Signals | undefined;
  /** Lets go of the signals. */
  readonly release: () => void;
}

/** The first SIGINT or SIGTERM stops gracefully, the second ends the process at once. */
export function stopOnSignals(stop: () => void): SignalStop {
  let received: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (received !== undefined) process.exit(signalExit(signal));
    received = signal;
    stop();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    received: () => received,
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

export function signalExit(signal: NodeJS.Signals): 130 | 143 {
  return signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
}
