/** What the shell of a page may run: nothing that needs rights, a network or a machine of its own. */
const ALLOWED = new Set(
  'qbot npx npm node cd ls cat cp mkdir mv grep cut sort uniq head tail wc sed tr paste basename sha256sum echo printf test kill'.split(
    ' ',
  ),
);
const ASSIGNMENT = /^\w+=/;

/** @returns the first word of a line that a page must not run, or the first path outside of its folder; `undefined` where there is none */
export function foreignCommand(line: string): string | undefined {
  const bare = line
    .replace(/(^|\s)#.*$/, '')
    .replaceAll(/'[^']*'/g, "''")
    .replaceAll(/"[^"]*"/g, '""');
  const outside = /(?:^|[\s=<>])(\/(?!dev\/null)\S*|~\S*)/.exec(bare)?.[1];
  if (outside !== undefined) return outside;
  // What stands in quotes may start commands, too: only what is in $( ) does.
  const inner = [...line.matchAll(/\$\(([^()]*)\)/g)].map(([, text = '']) => text);
  return [...bare.replaceAll(/\$\([^()]*\)/g, 'x').split(/[|;&]+/), ...inner.flatMap((text) => text.split(/[|;&]+/))]
    .map(
      (part) =>
        part
          .trim()
          .split(/\s+/)
          .find((word) => !ASSIGNMENT.test(word)) ?? '',
    )
    .find((word) => word !== '' && !ALLOWED.has(word));
}
