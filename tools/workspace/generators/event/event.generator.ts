/**
 * `npx nx g ./tools/workspace:event ExceptionEnriched --topic=exceptions.normalized --summary="…"`: creates an event contract in
 * its own file and registers it in the catalog.
 */
import { join } from 'node:path';
import { type GeneratorCallback, type Tree, formatFiles, generateFiles, logger, names } from '@nx/devkit';
import { CONTRACTS, REGENERATE, assertKnown, eventFiles, pipelineWorkers, topics } from '../contracts-source.ts';
import { addLineAfter, addLineInOrder } from '../source-edit.ts';

export interface EventOptions {
  name: string;
  topic: string;
  summary: string;
  consumedBy?: string[];
}

/** File with a valid payload of every event, for the specs. */
const PAYLOADS = 'libs/contracts/test/event-payloads.ts';

/** @throws when the name is taken or invalid, the topic or a worker is unknown, or a source no longer has the expected shape */
export default async function event(tree: Tree, options: EventOptions): Promise<GeneratorCallback> {
  const { name, topic, consumedBy = [] } = options;
  const summary = sentence(options.summary);
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) throw new Error(`"${name}" is not an event type: write it in PascalCase.`);
  const { fileName } = names(name);
  if (eventFiles(tree).has(name) || tree.exists(`${CONTRACTS}/events/${fileName}.ts`)) {
    throw new Error(`Event ${name} already exists.`);
  }
  assertKnown('topic', [topic], topics(tree));
  assertKnown('pipeline worker', consumedBy, pipelineWorkers(tree));
  const quoted = { summary: JSON.stringify(summary), consumedBy: JSON.stringify(consumedBy) };
  generateFiles(tree, join(import.meta.dirname, 'files'), `${CONTRACTS}/events`, {
    name,
    fileName,
    topic,
    summary,
    quoted,
  });
  register(tree, name, fileName);
  await formatFiles(tree);
  return () => logger.info(lastWords(name, fileName, consumedBy));
}

function register(tree: Tree, name: string, fileName: string): void {
  const catalog = `${CONTRACTS}/event-catalog.ts`;
  const path = `./events/${fileName}.ts`;
  addLineInOrder(tree, catalog, /^import \{ \w+ \} from '\.\/events\//, `import { ${name} } from '${path}';`);
  addLineInOrder(tree, catalog, /^ {2}[A-Z]\w+,$/, `  ${name},`);
  addLineAfter(tree, PAYLOADS, /^const PAYLOADS: Payloads = \{$/, `  ${name}: { reason: '${fileName}' },`);
  addLineInOrder(tree, `${CONTRACTS}/index.ts`, /^export \* from '\.\/events\//, `export * from '${path}';`);
}

const sentence = (text: string): string => `${text.trim().replace(/\.$/, '')}.`;

function lastWords(name: string, fileName: string, consumedBy: readonly string[]): string {
  const agents = consumedBy.map(
    (worker) => `  - add ${name} to the agent of ${worker}, which will not start without it;\n`,
  );
  return `
The event ${name} is in ${CONTRACTS}/events/${fileName}.ts. Next steps:
  - replace \`reason\` with the real fields in its schema, and in its payload in ${PAYLOADS};
${agents.join('')}  - ${REGENERATE.contracts} --schemas.`;
}
