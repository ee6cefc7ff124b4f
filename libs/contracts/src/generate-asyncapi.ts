/**
 * `node libs/contracts/dist/generate-asyncapi.js`: writes everything generated from the event catalog, or checks it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { asyncApiDocument } from './asyncapi/asyncapi.document.ts';
import { jsonDifferences } from './asyncapi/json-differences.ts';
import { schemaFaults, writeNewSchemas } from './asyncapi/schema-snapshots.ts';
import { EVENTS } from './event-catalog.ts';
import type { EventDefinition } from './event-definition.ts';

const HELP = `Usage: node libs/contracts/dist/generate-asyncapi.js [--schemas] [--check]

  (no option)  writes docs/asyncapi.json
  --schemas    also writes the payload schemas of new event versions to libs/contracts/schemas
  --check      writes nothing; exits with 1 and lists the differences when the files are out of date
`;

const DOCUMENT = join(import.meta.dirname, '../../../docs/asyncapi.json');
const SCHEMAS = join(import.meta.dirname, '../schemas');
const events = Object.values<EventDefinition>(EVENTS);

function main(): void {
  const { values } = parseArgs({
    options: { schemas: { type: 'boolean' }, check: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) process.stdout.write(HELP);
  else if (values.check) check();
  else write(values.schemas ?? false);
}

function check(): void {
  const paths = jsonDifferences(JSON.parse(readFileSync(DOCUMENT, 'utf8')), asyncApiDocument());
  const faults = [...paths.map((path) => `docs/asyncapi.json differs at ${path}`), ...schemaFaults(SCHEMAS, events)];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

function write(schemasToo: boolean): void {
  writeFileSync(DOCUMENT, `${JSON.stringify(asyncApiDocument(), null, 2)}\n`);
  const written = ['docs/asyncapi.json', ...(schemasToo ? writeNewSchemas(SCHEMAS, events) : [])];
  process.stdout.write(`Wrote ${written.join(', ')}\n`);
}

main();
