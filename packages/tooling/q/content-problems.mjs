const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];
const NATIVE = /\.(node|so|dylib|dll)$|(^|\/)binding\.gyp$/;
const TEST = /\.test\.|(^|\/)testing\//;

/**
 * What keeps a packed package from going out, a line each: what would run or build on somebody's machine, tests, promises that are not kept.
 * @param files paths in the package
 */
export function contentProblems(manifest, files) {
  const missing = promisedFiles(manifest).filter((path) => !files.includes(path));
  return [
    ...INSTALL_SCRIPTS.filter((name) => manifest.scripts?.[name] !== undefined).map((name) => `has a script ${name}`),
    ...files.filter((path) => NATIVE.test(path)).map((path) => `brings a native build: ${path}`),
    ...files.filter((path) => TEST.test(path)).map((path) => `brings a test: ${path}`),
    ...missing.map((path) => `names ${path}, which is not in it`),
  ];
}

/** Every file that a manifest names: entry points, their types and sources, commands. */
function promisedFiles({ main, types, bin, exports = {}, typesVersions = {} }) {
  return [...new Set([main, types, bin, exports, typesVersions].flatMap(paths))].map((path) => path.slice(2));
}

function paths(value) {
  if (typeof value === 'string') return value.startsWith('./') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(paths) : [];
}
