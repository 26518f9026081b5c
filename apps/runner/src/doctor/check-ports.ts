import { createServer } from 'node:net';
import type { Check, ExaminedSystem } from './check.js';
import type { Finding } from './finding.js';
import { fail, ok, skip } from './finding.js';

/** Whether the endpoint for figures can be listened on, or the run that has it is ours. */
export const checkPorts: Check = {
  name: 'ports',
  async lookAt({ config, listener }) {
    const { enabled, host, port } = config.metrics.prometheus;
    if (!enabled) return skip('metrics.prometheus.enabled is false');
    if (port === 0) return ok('metrics.prometheus.port is 0: any that is free');
    const code = await tryToListen(host, port);
    return code === undefined ? ok(`${host}:${port} is free`) : portFinding({ host, port, code, listener });
  },
};

interface TakenPort extends Pick<ExaminedSystem, 'listener'> {
  readonly host: string;
  readonly port: number;
  /** What the system said. */
  readonly code: string;
}

export function portFinding({ host, port, code, listener }: TakenPort): Finding {
  const where = `${host}:${port}`;
  switch (code) {
    case 'EADDRINUSE':
      if (listener.state === 'runs') return ok(`${where} is used by the run, process ${listener.pid}`);
      return fail(
        `${where} is used by another program`,
        `ss -ltnp "sport = :${port}" names it: end it, or set metrics.prometheus.port`,
      );
    case 'EACCES':
      return fail(`${where} is not allowed to this user`, 'set metrics.prometheus.port to one from 1024 on');
    default:
      return fail(`${where} cannot be listened on (${code})`, 'set metrics.prometheus.host to 127.0.0.1');
  }
}

/** @returns the code of the error, `undefined` where it works; nothing is left listening */
function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => resolve(code ?? message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
