import { spawn } from 'node:child_process';

/** What runs now: none of it may outlive this process. */
const running = new Set();
/** Those that have a process group of their own. */
const groups = new WeakSet();
process.on('exit', () => running.forEach(end));

/** Starts a command; its output can be read from the child, which is killed where this process ends first. */
export function start(command, args, options) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  if (options.detached) groups.add(child);
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

/** Ends a command, and with its group all that it started. */
export function end(child) {
  try {
    if (groups.has(child) && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch (error) {
    // It has ended already.
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Runs a command to its end: its exit code and what it wrote. @param timeoutMs after so long it is killed */
export function run(command, args, { timeoutMs = 600_000, ...options }) {
  return new Promise((done) => {
    const child = start(command, args, options);
    const written = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'])
      child[stream].setEncoding('utf8').on('data', (text) => (written[stream] += text));
    const timer = setTimeout(() => end(child), timeoutMs);
    child.on('error', (error) => done({ status: 127, stdout: '', stderr: error.message }));
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ status: code ?? 1, ...written });
    });
  });
}

/** As `run`; the value is what it wrote to standard output. @throws Error with the end of all it wrote where it fails */
export async function mustRun(command, args, options) {
  const { status, stdout, stderr } = await run(command, args, options);
  if (status === 0) return stdout;
  const written = `${stdout}\n${stderr}`.trim().split('\n').slice(-40).join('\n');
  throw new Error(`\`${[command, ...args].join(' ')}\` ended with ${status}:\n${written}`);
}

/** Does the same for each, so many at a time; the values are in the order of the list. */
export async function forEachOf(list, atATime, work) {
  const values = [];
  const entries = list.entries();
  const next = async () => {
    for (const [index, one] of entries) values[index] = await work(one);
  };
  await Promise.all(Array.from({ length: atATime }, next));
  return values;
}
