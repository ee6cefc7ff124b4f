/** Registers a worker in the contracts: its name, and the events it consumes. */
import type { Tree } from '@nx/devkit';
import { CONSUMED_BY, EVENT_DEFINITION, PIPELINE_WORKERS, eventFiles } from '../contracts-source.ts';
import { addToArray } from '../source-edit.ts';

export interface NewWorker {
  /** Name in kebab-case, also of the consumer group and the agent. */
  name: string;
  /** PostgreSQL role. */
  role: string;
  className: string;
  /** Event types, in alphabetical order. */
  consumes: string[];
}

/** Adds the worker to the pipeline and to the consumers of its events. */
export function registerInContracts(tree: Tree, { name, consumes }: NewWorker): void {
  addToArray(tree, EVENT_DEFINITION, PIPELINE_WORKERS, `'${name}'`);
  const files = eventFiles(tree);
  for (const type of consumes) addToArray(tree, files.get(type) ?? type, CONSUMED_BY, `'${name}'`);
}
