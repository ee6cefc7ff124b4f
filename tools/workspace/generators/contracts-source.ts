/** The contracts' closed lists, which the generators read and extend. */
import type { Tree } from '@nx/devkit';
import { AnchorError, read, wordsInArray } from './source-edit.ts';

export const CONTRACTS = 'libs/contracts/src';
export const EVENT_DEFINITION = `${CONTRACTS}/event-definition.ts`;
export const PIPELINE_WORKERS = 'export const PIPELINE_WORKERS = [';
export const CONSUMED_BY = 'consumedBy: [';

export const pipelineWorkers = (tree: Tree): string[] => wordsInArray(tree, EVENT_DEFINITION, PIPELINE_WORKERS);

export const topics = (tree: Tree): string[] => wordsInArray(tree, `${CONTRACTS}/topics.ts`, 'export const TOPICS = [');

/** Returns every event type with the file that defines it. */
export function eventFiles(tree: Tree): Map<string, string> {
  const folder = `${CONTRACTS}/events`;
  const files = tree.children(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  return new Map(
    files.flatMap((name): [string, string][] => {
      const file = `${folder}/${name}`;
      const type = /^ {2}type: '(\w+)',$/m.exec(read(tree, file))?.[1];
      return type === undefined ? [] : [[type, file]];
    }),
  );
}

/**
 * Returns the topic on which an event is published.
 * @throws AnchorError when there is no such event, or its file names no topic
 */
export function topicOf(tree: Tree, type: string): string {
  const file = eventFiles(tree).get(type) ?? type;
  const topic = /^ {2}topic: '([^']+)',$/m.exec(read(tree, file))?.[1];
  if (topic === undefined) throw new AnchorError(file, "topic: '…'", 0);
  return topic;
}

/** @throws an error that lists every unknown word and the known ones */
export function assertKnown(what: string, words: readonly string[], known: readonly string[]): void {
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length === 0) return;
  throw new Error(`There is no ${what} ${unknown.join(', ')}. Known ones are: ${[...known].sort().join(', ')}.`);
}

/** Commands that regenerate derived files, for the generators' final output. */
export const REGENERATE = {
  contracts: 'npx nx build @sentinai/contracts && node libs/contracts/dist/generate-asyncapi.js',
  api:
    'npx nx run-many -t build && npx node tools/openapi/write-openapi.ts && npx node tools/workspace/access/write-access.ts && ' +
    'npx node tools/workspace/configuration/write-configuration.ts',
  configuration: 'npx nx run-many -t build && npx node tools/workspace/configuration/write-configuration.ts',
};
