/**
 * The committed payload schemas, one file per event and version: `schemas/TriageCompleted.v1.json`. A published
 * version never changes, so a stored event can always be read with the schema it was written with.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventDefinition } from '../event-definition.ts';
import { payloadSchema } from './asyncapi.document.ts';
import { jsonDifferences } from './json-differences.ts';

/** Returns the faults of the committed schemas, each as a sentence that says what to do; empty when there are none. */
export function schemaFaults(directory: string, events: readonly EventDefinition[]): string[] {
  const expected = new Set(events.flatMap((event) => versionsOf(event).map((version) => fileName(event, version))));
  const stray = readdirSync(directory)
    .filter((file) => file.endsWith('.json') && !expected.has(file))
    .map((file) => `${file} belongs to no event of the catalog: a published version must stay, so restore its event`);
  return [...events.flatMap((event) => faultsOf(event, directory)), ...stray];
}

/** Writes the schemas of versions that have no file yet and returns their names. Existing files stay unchanged. */
export function writeNewSchemas(directory: string, events: readonly EventDefinition[]): string[] {
  const fresh = events.filter((event) => !existsSync(join(directory, fileName(event, event.version))));
  for (const event of fresh) {
    const text = `${JSON.stringify(payloadSchema(event), null, 2)}\n`;
    writeFileSync(join(directory, fileName(event, event.version)), text);
  }
  return fresh.map((event) => fileName(event, event.version));
}

const fileName = (event: EventDefinition, version: number): string => `${event.type}.v${version}.json`;

const versionsOf = (event: EventDefinition): number[] => Array.from({ length: event.version }, (_, index) => index + 1);

function faultsOf(event: EventDefinition, directory: string): string[] {
  const faults = versionsOf(event)
    .map((version) => fileName(event, version))
    .filter((file) => !existsSync(join(directory, file)))
    .map((file) => `${file} is missing: generate it with --schemas and commit it`);
  if (event.version > 1 && !event.upcast) {
    faults.push(`${event.type} is at version ${event.version} but has no upcast from the earlier versions`);
  }
  return [...faults, ...changesOf(event, join(directory, fileName(event, event.version)))];
}

function changesOf(event: EventDefinition, file: string): string[] {
  if (!existsSync(file)) return [];
  const paths = jsonDifferences(JSON.parse(readFileSync(file, 'utf8')), payloadSchema(event));
  if (paths.length === 0) return [];
  return [
    `${event.type} version ${event.version} is published, but its schema changed at ${paths.join(', ')}: ` +
      `raise the version to ${event.version + 1}, add an upcast from ${event.version}, and generate with --schemas`,
  ];
}
