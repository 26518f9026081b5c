import ts from 'typescript';
import { fromRunner } from './load.mjs';
import { code, GENERATED, table } from './markdown.mjs';
import { docOf, literalOf, sourcesOf, walk } from './sources.mjs';
import { wiring } from './wiring.mjs';

const INTRODUCTION = `# The flow of events

${GENERATED}

Made from the declarations of the services themselves (\`on\` and \`produces\` in \`defineService\`), in the order of
\`packages/orchestrator/src/system.ts\`. Services are started from the end of this list, so that nobody misses an event, and stopped from
its front, so that the line runs empty. What each event holds is on [events](events.md).`;

const WATCHING = `The columns are filled from a system that is really put together: what its parts subscribe to. "Watched by" are the parts that only
look on: \`EventLog\` writes log lines, \`RunLedger\` adds up the figures of the summary. Events that stand without a sender are
part of the catalogue and have none yet.`;

/** Services in line order, a picture of who feeds whom, and every event with its senders and listeners. */
export async function flowPage() {
  const { EVENT_TOPICS } = await fromRunner('@q/events');
  const { services, listeners, senders } = await wiring();
  const about = serviceSources();
  const rows = services.map(({ name, consumes, produces }) => {
    const { path, doc } = about.get(name);
    return `### ${name}\n\n${doc} [Source](../${path}).\n\n- listens to: ${list(consumes)}\n- produces: ${list(produces)}`;
  });
  const names = services.map(({ name }) => name);
  const events = Object.keys(EVENT_TOPICS).map((type) => {
    const heard = listeners(type);
    const acting = heard.filter((name) => names.includes(name) || name === 'Supervisor');
    const watching = heard.filter((name) => !acting.includes(name));
    return [code(type), senders(type).join(', '), acting.join(', '), watching.join(', ')];
  });
  return [
    INTRODUCTION,
    diagram(services, senders, EVENT_TOPICS),
    '## Services',
    ...rows,
    '## Events',
    WATCHING,
    table(['Event', 'Sent by', 'Handled by', 'Watched by'], events),
  ].join('\n\n');
}

function list(types) {
  return types.length === 0 ? 'nothing' : types.map(code).join(', ');
}

/** One arrow for each pair of sender and listener, with the events that travel between them. */
function diagram(services, senders, topics) {
  const arrows = new Map();
  for (const { name: to, consumes } of services) {
    for (const type of Object.keys(topics).filter((one) => consumes.includes(one))) {
      for (const from of senders(type).filter((name) => name !== to)) {
        const arrow = `  ${from} -->|EVENTS| ${to}`;
        arrows.set(arrow, [...(arrows.get(arrow) ?? []), type]);
      }
    }
  }
  const lines = [...arrows].map(([arrow, types]) => arrow.replace('EVENTS', `"${types.join('<br/>')}"`));
  return ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}

/** Where each service is made, and what the function that makes it says of it. */
function serviceSources() {
  const found = new Map();
  for (const { path, tree } of sourcesOf('services')) {
    for (const statement of tree.statements.filter(ts.isFunctionDeclaration)) {
      walk(statement, (node) => {
        const name = isDefinition(node) ? literalOf(node, 'name') : undefined;
        if (name !== undefined) found.set(name, { path, doc: docOf(statement) });
      });
    }
  }
  return found;
}

function isDefinition({ parent }) {
  return (
    parent !== undefined &&
    ts.isObjectLiteralExpression(parent) &&
    /\bdefineService\b/.test(parent.parent.getText().slice(0, 40))
  );
}
