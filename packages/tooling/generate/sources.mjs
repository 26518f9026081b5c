import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './load.mjs';

/** The source files of a package that ship, as syntax trees: `{ path, tree }` with the path relative to the root. */
export function sourcesOf(name) {
  const folder = `packages/${name}/src`;
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => {
      const path = `${folder}/${file}`;
      return {
        path,
        tree: ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true),
      };
    });
}

/** The text of a declaration's doc comment on one line; empty where it has none. */
export function docOf(node) {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return (ts.getTextOfJSDocComment(comment?.comment) ?? '').replace(/\s+/g, ' ').trim();
}

export function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The text of `name: 'text'` in an object literal, where the node is one. */
export function literalOf(node, name) {
  const isIt = ts.isPropertyAssignment(node) && node.name.getText() === name && ts.isStringLiteral(node.initializer);
  return isIt ? node.initializer.text : undefined;
}
