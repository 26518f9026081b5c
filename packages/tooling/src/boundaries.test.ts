import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

interface Violation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

type Tree = Readonly<Record<string, string>>;

const checker = resolve(__dirname, '../bin/boundaries.mjs');

// The checker is an ES module, which Jest's CommonJS cannot import: it is run as its users run it.
function check(folder: string): readonly Violation[] {
  const { stdout, stderr } = spawnSync(process.execPath, [checker, '--json', folder], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`The checker printed nothing: ${stderr}`);
  return JSON.parse(stdout);
}

function checkTree(tree: Tree): readonly Violation[] {
  const folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  try {
    for (const [file, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return check(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function manifest(name: string, ...dependencies: readonly string[]): string {
  return JSON.stringify({
    name,
    dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, '*'])),
    devDependencies: { 'fast-check': '*' },
  });
}

const clean: Tree = {
  'packages/events/package.json': manifest('@q/events'),
  'packages/events/src/wall-clock.ts': 'export const now = () => Date.now();\nsetTimeout(now, 1);\n',
  'packages/events/src/bus.ts':
    "// console.log(Date.now())\nexport const at = new Date(5);\nexport const s = 'process.env';\n",
  'packages/events/src/bus.test.ts': "import 'fast-check';\nimport 'node:fs';\nexport const now = new Date();\n",
  'packages/indicators/package.json': manifest('@q/indicators', '@q/events'),
  'packages/indicators/src/sma.ts': "import type { Candle } from '@q/events';\nexport type X = Candle;\n",
  'packages/trading/package.json': manifest('@q/trading', '@q/events', '@q/indicators', 'zod'),
  'packages/trading/src/hash.ts': "import { createHash } from 'node:crypto';\nexport const h = createHash;\n",
  'packages/services/package.json': manifest('@q/services', '@q/events', '@q/trading', '@q/indicators'),
  'packages/services/src/testing/laws.ts': "import 'fast-check';\n",
  'packages/services/src/gate.ts': 'export const approve = (order: unknown) => order as ApprovedOrder;\n',
  'packages/config/package.json': manifest('@q/config', '@q/events', '@q/trading'),
  'packages/config/src/load.ts':
    "import { readFileSync } from 'node:fs';\nexport const e = process.env;\nreadFileSync('a');\n",
  'packages/journal/package.json': manifest('@q/journal', '@q/events'),
  'packages/journal/src/append.ts': "import 'node:fs/promises';\nimport './codec.js';\n",
  'packages/journal/src/options.ts': 'export const f = ({ console = true }) => console;\n',
  'packages/journal/jest.config.cjs': "const name = 'a';\nrequire('fast-check');\nrequire(name);\n",
  'apps/runner/package.json': manifest('@q/runner', '@q/observers', '@q/services'),
  'apps/runner/src/main.ts': "import '@q/observers';\nconsole.log(Date.now(), process.env);\nprocess.exit(0);\n",
};

interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
}

const plants: readonly Plant[] = [
  { rule: 'import-direction', file: 'packages/events/src/up.ts', text: "import '@q/indicators';" },
  { rule: 'import-direction', file: 'packages/trading/src/up.ts', text: "export * from '@q/config/testing';" },
  { rule: 'import-direction', file: 'packages/indicators/src/side.test.ts', text: "import '@q/trading';" },
  { rule: 'import-direction', file: 'packages/services/src/late.ts', text: "await import('@q/journal');" },
  { rule: 'import-direction', file: 'packages/services/src/type.ts', text: "let x: import('@q/brokers').Feed;" },
  { rule: 'import-direction', file: 'packages/logging/package.json', text: manifest('@q/logging', '@q/events') },
  { rule: 'observers', file: 'packages/services/src/watch.ts', text: "import '@q/observers';" },
  { rule: 'relative-outside', file: 'packages/services/src/deep.ts', text: "import '../../events/src/bus.js';" },
  { rule: 'undeclared-dependency', file: 'packages/config/src/yaml.ts', text: "import 'js-yaml';" },
  { rule: 'undeclared-dependency', file: 'packages/events/src/law.ts', text: "import 'fast-check';" },
  { rule: 'undeclared-dependency', file: 'packages/config/src/need.ts', text: "require('winston/lib');" },
  { rule: 'node-import', file: 'packages/events/src/node.ts', text: "import 'node:events';" },
  { rule: 'node-import', file: 'packages/indicators/src/node.ts', text: "import 'os';" },
  { rule: 'node-import', file: 'packages/trading/src/node.ts', text: "import 'node:crypto';" },
  { rule: 'node-import', file: 'packages/services/src/node.ts', text: "import 'node:async_hooks';" },
  { rule: 'file-access', file: 'packages/orchestrator/src/file.ts', text: "import 'node:fs/promises';" },
  { rule: 'file-access', file: 'packages/orchestrator/src/old.ts', text: "import 'fs';" },
  { rule: 'process-env', file: 'packages/journal/src/env.ts', text: 'process.env.HOME;' },
  { rule: 'process-env', file: 'packages/journal/src/env-key.ts', text: "process['env'];" },
  { rule: 'raw-time', file: 'packages/logging/src/a.ts', text: 'Date.now();' },
  { rule: 'raw-time', file: 'packages/logging/src/b.ts', text: 'new Date();' },
  { rule: 'raw-time', file: 'packages/logging/src/c.ts', text: 'Math.random();' },
  { rule: 'raw-time', file: 'packages/logging/src/d.ts', text: 'setTimeout(f, 1);' },
  { rule: 'raw-time', file: 'packages/logging/src/e.ts', text: 'globalThis.setInterval(f, 1);' },
  { rule: 'raw-time', file: 'packages/brokers/src/wall-clock.ts', text: 'const now = Date.now;' },
  { rule: 'terminal', file: 'packages/config/src/say.ts', text: "console.log('a');" },
  { rule: 'terminal', file: 'packages/config/src/exit.ts', text: 'process.exit(1);' },
  { rule: 'approved-order', file: 'packages/services/src/forge.ts', text: 'x as unknown as ApprovedOrder;' },
  { rule: 'approved-order', file: 'packages/trading/src/gate.ts', text: 'x as readonly ApprovedOrder[];' },
  { rule: 'banned-name', file: 'packages/events/src/utils.ts', text: '' },
  { rule: 'banned-name', file: 'packages/events/src/helpers/x.ts', text: '' },
  { rule: 'banned-name', file: 'packages/core/package.json', text: manifest('@q/core') },
  { rule: 'unlisted-package', file: 'packages/novelty/package.json', text: manifest('@q/novelty') },
];

const planted: Tree = {
  ...clean,
  'packages/logging/package.json': manifest('@q/logging'),
  'packages/orchestrator/package.json': manifest('@q/orchestrator'),
  'packages/brokers/package.json': manifest('@q/brokers', '@q/events'),
  ...Object.fromEntries(plants.map(({ file, text }) => [file, `\n${text}\n`])),
};

describe('boundaries', () => {
  test('finds nothing in a tree that keeps the table', () => {
    expect(checkTree(clean)).toEqual([]);
  });

  describe('in a tree with one planted violation per file', () => {
    let violations: readonly Violation[] = [];
    beforeAll(() => {
      violations = checkTree(planted);
    });

    test.each(plants)('reports $rule in $file', ({ rule, file }) => {
      const line = file.endsWith('package.json') || rule === 'banned-name' ? 1 : 2;
      expect(violations).toContainEqual(expect.objectContaining({ file, rule, line }));
    });

    test('reports nothing in the other files', () => {
      const plantedFiles = plants.map(({ file }) => file);
      expect(violations.filter(({ file }) => !plantedFiles.includes(file))).toEqual([]);
    });
  });

  test('finds nothing in this repository', () => {
    expect(check(resolve(__dirname, '../../..'))).toEqual([]);
  });
});
