import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun, run } from './commands.mjs';
import { root } from '../q/set-up.mjs';
import { demandNoInstallScripts, loadAlone, versionsOf } from './alone.mjs';
import { compileBot, installBots, runBot, waysToRun } from './bots.mjs';
import { copyTree } from './copy-tree.mjs';
import { asUser, ordinarySettings } from './npm-settings.mjs';
import { fetchVerdaccio, startRegistry } from './registry.mjs';
import { installRunner, runDefaultJob, runInstalled } from './runner.mjs';
import { raiseByChangeset, versions } from './second-version.mjs';
import { byName, demand, demandEqual, makeSteps } from './steps.mjs';

const SCOPE = '@q';
const RAISED = '@q/events';

/**
 * Publishes every package to a private registry of its own and uses them from there as a stranger would, also when the registry is gone.
 * `--keep` leaves the folder. The value counts its steps like tests.
 */
export async function testPublish(env, args) {
  const work = mkdtempSync(join(tmpdir(), 'q-publish-'));
  const { step, counts } = makeSteps();
  const test = { work, step, tree: join(work, 'tree'), stop: async () => undefined };
  const interrupt = (signal) => process.exit(signal === 'SIGINT' ? 130 : 143);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const clean = () => (args.includes('--keep') ? undefined : rmSync(work, { recursive: true, force: true }));
  signals.forEach((signal) => process.on(signal, interrupt));
  process.on('exit', clean);
  try {
    await publishAndUse(test, await people(test, env));
  } catch (error) {
    // A step has told and counted its own; anything else is a mistake of the test.
    if (counts.failed === 0) throw error;
  } finally {
    await test.stop();
    clean();
    process.off('exit', clean);
    signals.forEach((signal) => process.off(signal, interrupt));
  }
  return counts;
}

/** Who takes part: the publisher, who has a token, the stranger, who has none, and the careless one, whose registry is the public one. */
async function people(test, env) {
  const { work, step, tree } = test;
  const ordinary = await ordinarySettings(work, env);
  const [, registry] = ordinary.find(([name]) => name === 'registry') ?? [];
  const own = [...ordinary, ['cache', join(work, 'npm-cache')]];
  const stranger = asUser(join(work, 'npmrc'), own, env);
  await step(`the npm registry answers: ${registry}`, () => demandNetwork(registry, stranger));
  const verdaccio = fetchVerdaccio(stranger);
  verdaccio.catch(() => undefined);
  await step('a copy of the working tree is made', () => copyTree(tree, env));
  const open = ordinary.filter(([name]) => name !== 'registry');
  const careless = asUser(join(work, 'npmrc-public'), [...open, ['registry', 'https://registry.npmjs.org/']], env);
  const script = await step('verdaccio is there', () => verdaccio);
  const started = await step('a private registry starts on loopback', () =>
    startRegistry(script, { folder: makeFolder(work, 'registry'), scope: SCOPE, env: stranger }),
  );
  test.stop = started.stop;
  const { url, token } = started;
  const known = [...own, [`${SCOPE}:registry`, url]];
  return {
    url,
    careless,
    stranger: asUser(join(work, 'npmrc-stranger'), known, env),
    publisher: {
      ...asUser(join(work, 'npmrc-publisher'), [...known, [`//${new URL(url).host}/:_authToken`, token]], env),
      // Built once, where nothing changed: the copy has the same files.
      TURBO_CACHE_DIR: join(root, '.turbo', 'cache'),
    },
  };
}

async function publishAndUse(test, { url, careless, stranger, publisher }) {
  const { work, step, tree } = test;
  const q = (env, ...words) => run(process.execPath, ['packages/tooling/bin/q.mjs', ...words], { cwd: tree, env });
  const packument = async (name) => (await fetch(`${url}${name.replace('/', '%2f')}`)).json();

  await step('the registry has packages of the scope only, and none from a stranger', async () => {
    demand((await fetch(`${url}zod`)).status >= 400, 'it serves zod');
    const put = await fetch(`${url}@q%2fevents`, {
      method: 'PUT',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    demand([401, 403].includes(put.status), `it answers a stranger who publishes with ${put.status}`);
  });
  await step('the release is refused where the registry is the public one', async () => {
    const { status, stderr } = await q(careless, 'release');
    demandEqual(status, 3, `exit code (${stderr})`);
    demand(stderr.includes('is public, and nothing was published'), stderr);
  });
  const first = await versions(tree, publisher);
  const names = Object.keys(first).sort(byName);
  await step(`the release builds, checks and publishes ${names.length} packages`, async () => {
    demandEqual(await published(q, publisher), names, 'published');
  });
  await step('what the registry has names versions, and no place in the workspace', async () => {
    for (const name of names) {
      const { versions: all, ...rest } = await packument(name);
      demandEqual([Object.keys(all), rest['dist-tags']], [[first[name]], { latest: first[name] }], name);
      demand(!/"(workspace|catalog|link|file):/.test(JSON.stringify(all)), `${name} names a place in the workspace`);
    }
  });
  await step('a second release publishes nothing', async () =>
    demandEqual(await published(q, publisher), [], 'published'),
  );

  const bots = await step('three bots install the packages', () => installBots(makeFolder(work, 'bots'), stranger));
  await step('the bot in TypeScript compiles under node16, nodenext and bundler', () => compileBot(bots.ts, stranger));
  const figures = await step('each bot runs its backtest, and all find the same', () => runAll(bots, stranger));
  await step('npx @q/runner runs the default job in an empty folder', () =>
    runDefaultJob(join(work, 'empty'), stranger),
  );
  const runner = join(work, 'runner');
  await step('the runner is installed', () => installRunner(runner, stranger));
  const summary = await step('qbot runs', () => runInstalled(runner, stranger));
  await step('each package loads alone, with nothing but what it asks for', () =>
    loadAlone(
      names.filter((name) => name !== '@q/runner'),
      makeFolder(work, 'alone'),
      stranger,
    ),
  );
  await step('nothing that was installed has an install script or a native build', () =>
    demandNoInstallScripts([...Object.values(bots), runner]),
  );

  const second = await step(`a changeset raises ${RAISED} alone`, () => raiseByChangeset(tree, RAISED, publisher));
  await step(`the release publishes ${RAISED} ${second} alone`, async () =>
    demandEqual(await published(q, publisher), [RAISED], 'published'),
  );
  await step('the bots take the second version, in one copy', async () => {
    for (const cwd of Object.values(bots)) {
      const before = versionsOf(cwd);
      await mustRun('npm', ['update'], { cwd, env: stranger });
      demandEqual(versionsOf(cwd), { ...before, [RAISED]: second }, cwd);
    }
  });
  await step('the registry stops', async () => {
    await test.stop();
    demand(
      await fetch(url).then(
        () => false,
        () => true,
      ),
      'it still answers',
    );
  });
  await step('without it the bots find what they found', async () =>
    demandEqual(await runAll(bots, stranger), figures, 'figures'),
  );
  await step('without it qbot does what it did', async () =>
    demandEqual(await runInstalled(runner, stranger), summary, 'summary'),
  );
  await step('without it npx runs what it has kept', () =>
    runDefaultJob(join(work, 'offline'), stranger, ['--offline']),
  );
}

/** Runs the release of the copy. @returns the names that it says it published */
async function published(q, publisher) {
  const { status, stdout, stderr } = await q(publisher, 'release');
  demandEqual(status, 0, `exit code of the release (${stdout}${stderr})`);
  return [...stdout.matchAll(/^published (\S+) /gm)].map(([, name]) => name).sort(byName);
}

async function runAll(bots, env) {
  const found = [];
  for (const [way, args] of waysToRun(bots)) found.push([way, await runBot(args, env)]);
  const [[, figures]] = found;
  for (const [way, other] of found) demandEqual(other, figures, way);
  return figures;
}

async function demandNetwork(registry, env) {
  const { status, stderr } = await run('npm', ['view', 'zod', 'version', '--fetch-retries=1'], {
    env,
    timeoutMs: 60_000,
  });
  const reason = stderr.trim().split('\n')[0];
  demand(
    status === 0,
    `${registry} does not answer, and the packages that ours are made of come from there: this test needs it (${reason})`,
  );
}

function makeFolder(work, name) {
  mkdirSync(join(work, name), { recursive: true });
  return join(work, name);
}
