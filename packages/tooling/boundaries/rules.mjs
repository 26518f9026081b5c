import { builtinModules } from 'node:module';
import { basename, dirname, posix } from 'node:path';
import { approvalFile, bannedNames, clockFile } from './table.mjs';

const builtins = new Set(builtinModules);
const testFile = /\.test\.[cm]?[jt]sx?$/;
const configFile = /\.config\.[cm]?[jt]s$/;

/** The violations in a package's own name, manifest and file names. */
export function checkShape({ folder, name, manifest, rights, files }) {
  const manifestFile = `${folder}/package.json`;
  const found = [];
  if (rights === undefined && !bannedNames.includes(name)) {
    found.push(violation(manifestFile, 1, 'unlisted-package', `'${name}' has no row in the package table`));
  }
  for (const dependency of Object.keys(dependenciesOf(manifest))) {
    const imported = ownPackage(dependency);
    if (imported !== undefined && rights !== undefined && !rights.imports.includes(imported)) {
      found.push(violation(manifestFile, 1, 'import-direction', `${name} may not depend on ${dependency}`));
    }
  }
  const banned = (path) => path.split('/').some((part) => bannedNames.includes(part.replace(/\..*$/, '')));
  if (banned(name)) found.push(violation(manifestFile, 1, 'banned-name', `'${name}' says nothing: name the idea`));
  for (const file of files.filter((path) => banned(path.slice(folder.length + 1)))) {
    found.push(violation(file, 1, 'banned-name', `'${basename(file)}' is in, or is, a name that says nothing`));
  }
  return found;
}

/** The violations of one usage in one file of a package. */
export function checkUsage(pack, file, usage) {
  const rules = usage.kind === 'import' ? importRules : [usageRules[usage.kind]];
  const context = { ...pack, file, usage, isTest: testFile.test(file) };
  return rules
    .map((rule) => rule(context))
    .filter((hit) => hit !== undefined)
    .map(([rule, message]) => violation(file, usage.line, rule, message));
}

const importRules = [importDirection, relativeOutside, undeclaredDependency, nodeImport, fsImport];

/** Tests may read the wall clock and brand an order to feed a broker; what ships may not. */
const usageRules = {
  env: ({ rights, isTest }) =>
    rights?.env || isTest ? undefined : ['process-env', 'only config and the runner read process.env'],
  time: ({ rights, isTest, file, usage }) =>
    rights?.time || isTest || clockFile.test(file) ? undefined : ['raw-time', `${usage.text}: ask the clock instead`],
  terminal: ({ rights, usage }) =>
    rights?.terminal ? undefined : ['terminal', `${usage.text}: only the runner talks to the terminal or exits`],
  approval: ({ isTest, file }) =>
    isTest || isTestKit(file) || file === approvalFile
      ? undefined
      : ['approved-order', 'only the risk gate makes an ApprovedOrder'],
};

function importDirection({ name, manifest, rights, usage }) {
  const imported = ownPackage(usage.text);
  if (imported === undefined || packageOf(usage.text) === manifest.name) return undefined;
  if (imported === 'tooling' || rights === undefined || rights.imports.includes(imported)) return undefined;
  if (imported === 'observers') return ['observers', 'only apps import observers'];
  return ['import-direction', `${name} may not import ${usage.text}: imports only go downward`];
}

function relativeOutside({ folder, file, usage }) {
  if (!usage.text.startsWith('.')) return undefined;
  const target = posix.normalize(posix.join(dirname(file), usage.text));
  const inside = target === folder || target.startsWith(`${folder}/`);
  return inside ? undefined : ['relative-outside', `'${usage.text}' leaves the package: import it by its name`];
}

function undeclaredDependency({ manifest, file, isTest, rights, usage }) {
  if (usage.text.startsWith('.') || isBuiltin(usage.text)) return undefined;
  const wanted = packageOf(usage.text);
  // A test kit that nobody can import from outside is a part of the tests.
  const isInside = isTestKit(file) && manifest.exports?.['./testing'] === undefined;
  const ships = !isTest && !isInside && !manifest.private && !configFile.test(file);
  const declared = { ...dependenciesOf(manifest), ...(ships ? {} : manifest.devDependencies) };
  if (wanted === manifest.name || Object.hasOwn(declared, wanted) || usage.text.startsWith('@jest/')) return undefined;
  if (rights === undefined && ownPackage(wanted) !== undefined) return undefined;
  return ['undeclared-dependency', `'${wanted}' is not in this package's dependencies`];
}

function nodeImport({ name, rights, file, isTest, usage }) {
  if (rights === undefined || rights.node || isTest || !isBuiltin(usage.text)) return undefined;
  if (rights.nodeFile !== undefined && rights.nodeFile === basename(file)) return undefined;
  return ['node-import', `${name} imports nothing from Node ('${usage.text}')`];
}

function fsImport({ name, rights, isTest, usage }) {
  if (isTest || rights?.fs || !/^(node:)?fs(\/|$)/.test(usage.text)) return undefined;
  return ['file-access', `${name} may not touch files ('${usage.text}')`];
}

function dependenciesOf(manifest) {
  return { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
}

function isBuiltin(specifier) {
  return specifier.startsWith('node:') || builtins.has(specifier);
}

function packageOf(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function ownPackage(specifier) {
  return specifier.startsWith('@q/') ? packageOf(specifier).slice('@q/'.length) : undefined;
}

function violation(file, line, rule, message) {
  return { file, line, rule, message };
}

/** A kit for tests, published as a subpath: it plays the gate. */
function isTestKit(file) {
  return file.includes('/src/testing/');
}
