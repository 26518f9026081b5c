import { readFileSync } from 'node:fs';
import ts from 'typescript';

const timers = new Set(['setTimeout', 'setInterval', 'setImmediate']);

/**
 * What a source file imports and which marked things it uses, read from its syntax tree.
 * Each usage is `{ kind, text, line }` with kind `import`, `env`, `time`, `terminal` or `approval`.
 */
export function usagesIn(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const usages = [];
  const bound = boundNames(source);
  const visit = (node) => {
    const usage = usageOf(node);
    if (usage !== undefined && !bound.has(usage.text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      usages.push({ ...usage, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return usages;
}

/** Names that the file binds itself: a setting called `console` is not the terminal (lint tells them apart by scope). */
function boundNames(source) {
  const names = new Set();
  const visit = (node) => {
    const binds = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    if (binds && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function usageOf(node) {
  const specifier = importSpecifier(node);
  if (specifier !== undefined) return { kind: 'import', text: specifier };
  if (isApproval(node)) return { kind: 'approval', text: 'as ApprovedOrder' };
  if (isClockCall(node)) return { kind: 'time', text: 'Date without a time' };
  if (isMember(node)) return usageOfMember(node);
  if (ts.isIdentifier(node) && timers.has(node.text) && isFreeName(node)) return { kind: 'time', text: node.text };
  if (ts.isIdentifier(node) && node.text === 'console' && isFreeName(node))
    return { kind: 'terminal', text: 'console' };
  return undefined;
}

function usageOfMember(node) {
  const object = node.expression.getText();
  const member = ts.isPropertyAccessExpression(node) ? node.name.text : node.argumentExpression.text;
  const text = `${object}.${member}`;
  if (text === 'process.env') return { kind: 'env', text };
  if (text === 'process.exit' || text === 'globalThis.console') return { kind: 'terminal', text };
  if (text === 'Date.now' || text === 'Math.random' || text === 'performance.now') return { kind: 'time', text };
  if (object === 'globalThis' && timers.has(member)) return { kind: 'time', text };
  return undefined;
}

function importSpecifier(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier?.text;
  if (ts.isImportTypeNode(node)) return node.argument.literal?.text;
  if (ts.isExternalModuleReference(node)) return node.expression.text;
  if (ts.isCallExpression(node) && isImporter(node.expression)) return literalText(node.arguments[0]);
  return undefined;
}

function literalText(node) {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function isImporter(callee) {
  return callee.kind === ts.SyntaxKind.ImportKeyword || ['require', 'require.resolve'].includes(callee.getText());
}

/** `new Date()` and `Date()` read the wall clock; `new Date(ms)` does not. */
function isClockCall(node) {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
  return ts.isCallExpression(node) && node.expression.getText() === 'Date';
}

function isApproval(node) {
  return (
    (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && /\bApprovedOrder\b/.test(node.type.getText())
  );
}

function isMember(node) {
  if (ts.isPropertyAccessExpression(node)) return true;
  return ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression);
}

/** A name that reads a global, not the name of a member, a key or a parameter. */
function isFreeName(identifier) {
  const { parent } = identifier;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === identifier;
  if (ts.isQualifiedName(parent) || ts.isShorthandPropertyAssignment(parent)) return true;
  return parent.name !== identifier && parent.propertyName !== identifier;
}
