import { spawn } from 'node:child_process';

export interface SystemdNotifyOptions {
  /** The environment of the process: systemd says in it whether and where it listens. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told of the first message that could not be sent. The run goes on. */
  readonly onError: (error: Error) => void;
}

export interface SystemdNotify {
  /** The start is over: units that wait for this one begin, and the watchdog counts. */
  ready(status: string): void;
  /** One line for `systemctl status`. */
  status(text: string): void;
  /** The end has begun. */
  stopping(): void;
  /** Sends nothing more, also no sign of life. */
  close(): void;
}

const SILENT: SystemdNotify = {
  ready: () => undefined,
  status: () => undefined,
  stopping: () => undefined,
  close: () => undefined,
};

/**
 * Tells systemd how the process does, through the program `systemd-notify`: Node has no socket that systemd understands. The unit needs
 * `NotifyAccess=all` for it. Where no systemd listens (`NOTIFY_SOCKET`), it does nothing.
 *
 * With a watchdog (`WATCHDOG_USEC`) a sign of life is sent twice in its time by a timer of this thread: where the event loop stands still,
 * it stays away, and systemd replaces the process.
 */
export function startSystemdNotify({ env, onError }: SystemdNotifyOptions): SystemdNotify {
  if ((env['NOTIFY_SOCKET'] ?? '') === '') return SILENT;
  const { send, close } = messages(env, onError);
  const every = signOfLifeMs(env['WATCHDOG_USEC']);
  const timer = every === undefined ? undefined : setInterval(() => send({ WATCHDOG: '1' }), every);
  timer?.unref();
  return {
    ready: (status) => send({ READY: '1', STATUS: oneLine(status) }),
    status: (text) => send({ STATUS: oneLine(text) }),
    stopping: () => send({ STOPPING: '1' }),
    close() {
      clearInterval(timer);
      close();
    },
  };
}

/** Half of the watchdog's time in ms; `undefined` without a watchdog. */
function signOfLifeMs(microseconds: string | undefined): number | undefined {
  const all = Number(microseconds ?? 0) / 1_000;
  return Number.isFinite(all) && all > 0 ? Math.max(1, all / 2) : undefined;
}

type Fields = Readonly<Record<string, string>>;

/** The longest that a message may take until its program is ended: the next sign of life must not wait for it. */
const LONGEST_MS = 5_000;

/** One program at a time, so that nothing overtakes; what comes meanwhile goes with the next, of each field what came last. */
function messages(env: SystemdNotifyOptions['env'], onError: SystemdNotifyOptions['onError']) {
  const waiting = new Map<string, string>();
  let isSending = false;
  let isClosed = false;
  let hasFailed = false;
  const tell = (error: Error): void => {
    if (!hasFailed) onError(error);
    hasFailed = true;
  };
  const next = (timer: NodeJS.Timeout): void => {
    clearTimeout(timer);
    isSending = false;
    if (waiting.size > 0) start();
  };
  const start = (): void => {
    const fields = [...waiting].map(([name, value]) => `${name}=${value}`);
    waiting.clear();
    isSending = true;
    const child = spawn('systemd-notify', fields, { env, stdio: 'ignore' });
    child.unref();
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS).unref();
    child.once('error', (cause) => {
      tell(new Error(`systemd cannot be told "${fields.join(' ')}": ${cause.message}`, { cause }));
      next(timer);
    });
    child.once('exit', (code, signal) => {
      if (code !== 0)
        tell(new Error(`systemd-notify ended with ${signal ?? String(code)}: is NotifyAccess=all in the unit?`));
      next(timer);
    });
  };
  return {
    send: (fields: Fields): void => {
      if (isClosed) return;
      Object.entries(fields).forEach(([name, value]) => waiting.set(name, value));
      if (!isSending) start();
    },
    close: (): void => {
      isClosed = true;
      waiting.delete('WATCHDOG');
    },
  };
}

/** A line end would begin another field. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
