import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The worker is a file of its own, so this runs on the built package. */
const DIST = pathToFileURL(`${join(__dirname, '../dist/esm')}/`).href;

function runWatched(stallMs: number) {
  const script = `
    import { systemClock } from '@q/events';
    import { threadWatchdog } from '${DIST}index.js';
    const watchdog = threadWatchdog({
      workerUrl: new URL('${DIST}watchdog-worker.js'),
      clock: systemClock(),
      warnAfterMs: 150,
      degradedAfterMs: 300,
      killAfterMs: 1500,
      onError: (error) => process.stderr.write(String(error)),
      onStall: (stall) => process.stdout.write(JSON.stringify(stall) + '\\n'),
    });
    watchdog.start();
    watchdog.handling('NewCandle');
    setTimeout(() => {
      const end = Date.now() + ${stallMs};
      while (Date.now() < end);
      setTimeout(() => watchdog.stop(), 250);
    }, 500);`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: __dirname,
    encoding: 'utf8',
    timeout: 20_000,
  });
}

it('tells of a stall with the event that was being handled, and ends with the run', () => {
  const { status, stdout, stderr } = runWatched(700);
  expect(stderr).toContain('the event loop has not turned');
  const [stall] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { ms: number; degraded: boolean; eventType: string });
  expect(stall).toMatchObject({ degraded: true, eventType: 'NewCandle' });
  expect(stall?.ms).toBeGreaterThanOrEqual(500);
  expect(status).toBe(0);
});

it('ends a process whose event loop is stuck for good', () => {
  const { signal } = runWatched(60_000);
  expect(signal).toBe('SIGKILL');
});

it('says nothing while the event loop turns', () => {
  const { stdout, stderr, status } = runWatched(0);
  expect([stdout, stderr, status]).toEqual(['', '', 0]);
});
