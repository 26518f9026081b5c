import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { end } from '../q/run.mjs';
import { root } from '../q/set-up.mjs';
import { mustRun, start } from './commands.mjs';

/** The last one that runs on Node 20. It asks for a tag of node-fetch that not every registry knows. */
const MANIFEST = {
  private: true,
  dependencies: { verdaccio: '6.8.0' },
  overrides: { 'node-fetch': '2.7.0' },
};
const READY_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** Fetches verdaccio into `.tools` once, beside the workspace, whose installation it would slow. @returns its script */
export async function fetchVerdaccio(env) {
  const folder = join(root, '.tools', `verdaccio-${MANIFEST.dependencies.verdaccio}`);
  const script = join(folder, 'node_modules', 'verdaccio', 'bin', 'verdaccio');
  const stamp = join(folder, '.complete');
  const wanted = JSON.stringify(MANIFEST);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return script;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), wanted);
  const flags = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--loglevel=error'];
  await mustRun('npm', ['install', ...flags], { cwd: folder, env });
  writeFileSync(stamp, wanted);
  return script;
}

/** Starts a private registry on loopback that has packages of the scope only, and that one known user may publish to. */
export async function startRegistry(script, { folder, scope, env }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const config = join(folder, 'verdaccio.json');
  writeFileSync(config, JSON.stringify(settings(folder, scope)));
  const child = start(process.execPath, [script, '--config', config, '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    env,
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => said.push(text));
  const ended = new Promise((done) => child.on('exit', done));
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => end(child), 5_000);
    await ended;
    clearTimeout(timer);
  };
  for (const until = performance.now() + READY_MS; !(await answers(`${url}-/ping`)); await pause(LOOK_EVERY_MS)) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`verdaccio does not answer on ${url}:\n${said.join('')}`);
  }
  return { url, token: await newUser(url), stop };
}

/** JSON is YAML. There is no uplink: what is not in the scope cannot come from here. */
function settings(folder, scope) {
  return {
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 1 } },
    uplinks: {},
    packages: {
      [`${scope}/*`]: { access: '$all', publish: '$authenticated', unpublish: 'nobody' },
      '**': { access: 'nobody', publish: 'nobody' },
    },
    web: { enable: false },
    log: { type: 'stdout', format: 'json', level: 'warn' },
    max_body_size: '50mb',
  };
}

async function newUser(url) {
  const name = 'publisher';
  const password = createHash('sha256').update(`${url}${process.pid}`).digest('hex');
  const response = await fetch(`${url}-/user/org.couchdb.user:${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  const { token } = await response.json();
  if (typeof token !== 'string') throw new Error(`the registry gave no token: ${response.status}`);
  return token;
}

async function answers(address) {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}
