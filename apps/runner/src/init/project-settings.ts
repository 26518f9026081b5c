import type { NewFile } from './new-file.js';

/** Versions of what a project installs besides our packages; those that this workspace is tested with. */
export const TOOLS = { '@types/node': '20.19.43', jiti: '2.7.0', typescript: '6.0.3' } as const;

const OURS = ['@q/backtest', '@q/config', '@q/events', '@q/indicators', '@q/runner', '@q/trading'];

/** The files of a project that are about its tools. @param versions of our packages by name */
export function projectSettings(name: string, versions: Readonly<Record<string, string>>): readonly NewFile[] {
  return [
    { path: 'package.json', text: `${JSON.stringify(manifest(name, versions), undefined, 2)}\n` },
    { path: 'tsconfig.json', text: TSCONFIG },
    { path: '.gitignore', text: 'node_modules/\nlogs/\nruns/\n.env\n.npmrc\n' },
    { path: '.npmrc.example', text: NPMRC },
  ];
}

function manifest(name: string, versions: Readonly<Record<string, string>>): object {
  const ranges = OURS.map((one) => [one, versions[one] === undefined ? '*' : `^${versions[one]}`]);
  return {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    engines: { node: '>=20.11' },
    scripts: {
      start: 'qbot run',
      backtest: 'qbot backtest',
      check: 'qbot check',
      test: 'node --import jiti/register --test */*.test.ts',
      typecheck: 'tsc',
    },
    dependencies: Object.fromEntries(ranges),
    devDependencies: Object.fromEntries(Object.entries(TOOLS).map(([tool, version]) => [tool, `^${version}`])),
  };
}

/** Nothing is built from it: files are run as they are written, so that it only has to say how they are checked. */
const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2022",
    "lib": ["es2023"],
    "module": "nodenext",
    "types": ["node"],
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "erasableSyntaxOnly": true,
    "verbatimModuleSyntax": true,
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "skipLibCheck": true
  },
  "include": ["strategies", "indicators"]
}
`;

const NPMRC = `# Copy this file to .npmrc where the @q packages come from a private registry, and set Q_REGISTRY to its address.
# The copy is not committed: the token of the registry belongs into it, or into the .npmrc of your home folder.
@q:registry=\${Q_REGISTRY}
`;
