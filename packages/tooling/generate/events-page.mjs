import ts from 'typescript';
import { fromRunner } from './load.mjs';
import { code, GENERATED, table } from './markdown.mjs';
import { docOf, sourcesOf } from './sources.mjs';

const INTRODUCTION = `# Events

${GENERATED}

Every event of the catalogue by topic, from the interfaces in \`packages/events/src\`. An event is a plain read-only object with a \`type\`;
the bus adds an envelope with \`id\`, \`at\`, \`correlationId\` and \`causationId\`. Times are milliseconds UTC. In asynchronous mode a
full queue may drop events of the topics market and analysis, and no others. Who sends an event and who listens to it is on [flow](flow.md).`;

/** The catalogue: what each event tells, and its fields. */
export async function eventsPage() {
  const { EVENT_TOPICS } = await fromRunner('@q/events');
  const interfaces = interfacesOf('events');
  const topics = [...new Set(Object.values(EVENT_TOPICS))];
  const sections = topics.map((topic) => {
    const types = Object.keys(EVENT_TOPICS).filter((type) => EVENT_TOPICS[type] === topic);
    return `## ${topic}\n\n${table(
      ['Event', 'What it tells', 'Fields'],
      types.map((type) => rowOf(type, interfaces)),
    )}`;
  });
  return [INTRODUCTION, ...sections].join('\n\n');
}

function rowOf(type, interfaces) {
  const declaration = interfaces.get(`${type}Event`);
  if (declaration === undefined) throw new Error(`no interface ${type}Event in packages/events/src`);
  const fields = fieldsOf(declaration, interfaces).filter(({ name }) => name.getText() !== 'type');
  return [code(type), docOf(declaration), fields.map(shown).join(', ')];
}

/** Own and inherited fields, the inherited ones first. */
function fieldsOf(declaration, interfaces) {
  const parents = (declaration.heritageClauses ?? []).flatMap(({ types }) =>
    types.map((one) => interfaces.get(one.getText())),
  );
  return [
    ...parents.flatMap((parent) => (parent === undefined ? [] : fieldsOf(parent, interfaces))),
    ...declaration.members,
  ];
}

function shown({ name, questionToken, type }) {
  return code(`${name.getText()}${questionToken === undefined ? '' : '?'}: ${type.getText().replace(/\s+/g, ' ')}`);
}

function interfacesOf(name) {
  const statements = sourcesOf(name).flatMap(({ tree }) => [...tree.statements]);
  return new Map(statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]));
}
