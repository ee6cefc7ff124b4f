/** Where the contracts keep their closed lists, as the generators read and extend them. */
import type { Tree } from '@nx/devkit';
import { AnchorError, read, wordsInArray } from './source-edit.ts';

export const CONTRACTS = 'libs/contracts/src';
export const EVENT_DEFINITION = `${CONTRACTS}/event-definition.ts`;
export const PIPELINE_WORKERS = 'export const PIPELINE_WORKERS = [';
export const CONSUMED_BY = 'consumedBy: [';

export const pipelineWorkers = (tree: Tree): string[] => wordsInArray(tree, EVENT_DEFINITION, PIPELINE_WORKERS);

export const topics = (tree: Tree): string[] => wordsInArray(tree, `${CONTRACTS}/topics.ts`, 'export const TOPICS = [');

/** Every event type with the file that defines it. */
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
 * The topic an event is published on.
 * @throws AnchorError when there is no such event, or its file does not say
 */
export function topicOf(tree: Tree, type: string): string {
  const file = eventFiles(tree).get(type) ?? type;
  const topic = /^ {2}topic: '([^']+)',$/m.exec(read(tree, file))?.[1];
  if (topic === undefined) throw new AnchorError(file, "topic: '…'", 0);
  return topic;
}

/** @throws naming every word that is not among the known ones, and the known ones */
export function assertKnown(what: string, words: readonly string[], known: readonly string[]): void {
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length === 0) return;
  throw new Error(`There is no ${what} ${unknown.join(', ')}. There are: ${[...known].sort().join(', ')}.`);
}

/** How to make anew what is derived from the sources, for the generators' last words. */
export const REGENERATE = {
  contracts: 'npx nx build @sentinai/contracts && node libs/contracts/dist/generate-asyncapi.js',
  configuration: 'npx nx run-many -t build && npx node tools/workspace/configuration/write-configuration.ts',
};
