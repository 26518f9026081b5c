import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './pages.js';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ['@q/source'],
  types: ['node'],
  typeRoots: [join(ROOT, 'examples/node_modules/@types')],
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
};

/** What the compiler finds in each of these files; the packages that they import are not looked at. */
export function typeProblems(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const program = ts.createProgram(files, OPTIONS);
  return new Map(
    files.map((file) => {
      const source = program.getSourceFile(file);
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [file, found.map((one) => textOf(one))];
    }),
  );
}

function textOf({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
  return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}
