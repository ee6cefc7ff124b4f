/**
 * `npx nx g ./tools/workspace:worker enrichment --consumes=ExceptionNormalized`: creates a worker that builds, lints,
 * starts and passes its tests unchanged, and registers it everywhere in the workspace.
 */
import { join } from 'node:path';
import {
  type GeneratorCallback,
  type Tree,
  formatFiles,
  generateFiles,
  installPackagesTask,
  logger,
  names,
} from '@nx/devkit';
import { REGENERATE, assertKnown, eventFiles, pipelineWorkers, topicOf } from '../contracts-source.ts';
import { nextFreePort, registerInLocalStack } from '../local-stack.registration.ts';
import { assertNewApp, writeNewApp } from '../new-app.ts';
import { addRole, assertShortEnough, roleOf } from '../persistence.registration.ts';
import { addLineAfter, addToObject } from '../source-edit.ts';
import { type NewWorker, registerInContracts } from './worker.registration.ts';

export interface WorkerOptions {
  name: string;
  consumes: string[];
  skipInstall?: boolean;
}

/** Where a replay finds the agents. */
const REPLAYED = 'libs/agents/src/replay/pure-agents.ts';
const REPLAYED_AGENTS =
  "export const PURE_AGENTS: Readonly<Record<Exclude<PipelineWorker, 'tool'>, DecidingAgent>> = {";

/** @throws when the name is taken or invalid, an event is unknown, or a source no longer has the expected shape */
export default async function worker(tree: Tree, options: WorkerOptions): Promise<GeneratorCallback> {
  const newWorker = planned(tree, options);
  const port = nextFreePort(tree);
  registerInContracts(tree, newWorker);
  addRole(tree, newWorker.role, ['worker']);
  registerInLocalStack(tree, { name: newWorker.name, checksTokens: false }, port);
  writeAgent(tree, newWorker);
  writeApp(tree, newWorker, port);
  await formatFiles(tree);
  return () => {
    if (!options.skipInstall) installPackagesTask(tree, true);
    logger.info(lastWords(newWorker));
  };
}

function planned(tree: Tree, { name, consumes }: WorkerOptions): NewWorker {
  const role = roleOf(name);
  assertNewApp(tree, name);
  assertShortEnough(role);
  if (pipelineWorkers(tree).includes(name)) throw new Error(`The contracts already have a worker ${name}.`);
  if (consumes.length === 0) throw new Error('A worker must consume at least one event.');
  assertKnown('event', consumes, [...eventFiles(tree).keys()]);
  return { name, role, className: names(name).className, consumes: [...new Set(consumes)].sort() };
}

function writeAgent(tree: Tree, { name, className, consumes }: NewWorker): void {
  generateFiles(tree, join(import.meta.dirname, 'agent'), `libs/agents/src/${name}`, { name, className, consumes });
  addLineAfter(tree, 'libs/agents/src/index.ts', /\.agent\.ts';$/, `export * from './${name}/${name}.agent.ts';`);
  addLineAfter(tree, REPLAYED, /\.agent\.ts';$/, `import { ${className}Agent } from '../${name}/${name}.agent.ts';`);
  addToObject(tree, REPLAYED, REPLAYED_AGENTS, `'${name}': new ${className}Agent()`);
}

function writeApp(tree: Tree, { name, role, consumes }: NewWorker, port: number): void {
  const topics = [...new Set(consumes.map((type) => topicOf(tree, type)))];
  writeNewApp(tree, { name, port }, join(import.meta.dirname, 'files'), { role, consumes, topics });
}

const lastWords = ({ name, role }: NewWorker): string => `
The worker ${name} is in apps/${name}, its decision in libs/agents/src/${name}. Next steps:
  - write the decision and its specs, complete the README, and name the worker in the list of apps in README.md, its port in docs/runbook.md;
  - ${REGENERATE.contracts};
  - ${REGENERATE.configuration};
  - before deploying it, migrate the database and give ${role} a password.`;
