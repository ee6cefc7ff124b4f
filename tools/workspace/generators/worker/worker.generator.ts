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
  readJson,
} from '@nx/devkit';
import { REGENERATE, assertKnown, eventFiles, pipelineWorkers, topicOf } from '../contracts-source.ts';
import { addLineAfter, addToArray } from '../source-edit.ts';
import { nextFreePort, registerInLocalStack } from './local-stack.registration.ts';
import { type NewWorker, registerInContracts, registerRole } from './worker.registration.ts';

export interface WorkerOptions {
  name: string;
  consumes: string[];
  skipInstall?: boolean;
}

const DECIDING_AGENTS = 'libs/agents/src/deciding-agents.ts';
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** PostgreSQL truncates longer names, which could give two workers the same role. */
const LONGEST_ROLE = 63;

/** @throws when the name is taken or invalid, an event is unknown, or a source no longer has the expected shape */
export default async function worker(tree: Tree, options: WorkerOptions): Promise<GeneratorCallback> {
  const newWorker = planned(tree, options);
  const port = nextFreePort(tree);
  registerInContracts(tree, newWorker);
  registerRole(tree, newWorker);
  registerInLocalStack(tree, newWorker, port);
  writeAgent(tree, newWorker);
  writeApp(tree, newWorker, port);
  await formatFiles(tree);
  return () => {
    if (!options.skipInstall) installPackagesTask(tree, true);
    logger.info(lastWords(newWorker));
  };
}

function planned(tree: Tree, { name, consumes }: WorkerOptions): NewWorker {
  const role = `sentinai_${name.replaceAll('-', '_')}`;
  if (!NAME.test(name))
    throw new Error(`"${name}" is not a worker name: write it in kebab-case, such as risk-scoring.`);
  if (role.length > LONGEST_ROLE)
    throw new Error(`The role ${role} would be longer than PostgreSQL's limit of ${LONGEST_ROLE} characters.`);
  if (tree.exists(`apps/${name}`)) throw new Error(`App ${name} already exists.`);
  if (pipelineWorkers(tree).includes(name)) throw new Error(`The contracts already have a worker ${name}.`);
  if (consumes.length === 0) throw new Error('A worker must consume at least one event.');
  assertKnown('event', consumes, [...eventFiles(tree).keys()]);
  return { name, role, className: names(name).className, consumes: [...new Set(consumes)].sort() };
}

function writeAgent(tree: Tree, { name, className, consumes }: NewWorker): void {
  generateFiles(tree, join(import.meta.dirname, 'agent'), `libs/agents/src/${name}`, { name, className, consumes });
  addToArray(tree, DECIDING_AGENTS, 'const CLASSES = [', `${className}Agent`);
  addLineAfter(
    tree,
    DECIDING_AGENTS,
    /\.agent\.ts';$/,
    `import { ${className}Agent } from './${name}/${name}.agent.ts';`,
  );
  addLineAfter(tree, 'libs/agents/src/index.ts', /\.agent\.ts';$/, `export * from './${name}/${name}.agent.ts';`);
}

function writeApp(tree: Tree, { name, role, className, consumes }: NewWorker, port: number): void {
  const { dependencies } = readJson<{ dependencies: Record<string, string> }>(tree, 'libs/messaging/package.json');
  generateFiles(tree, join(import.meta.dirname, 'files'), `apps/${name}`, {
    name,
    role,
    className,
    propertyName: names(name).propertyName,
    consumes,
    topics: [...new Set(consumes.map((type) => topicOf(tree, type)))],
    port,
    nestVersion: dependencies['@nestjs/common'],
    kafkaVersion: dependencies.kafkajs,
  });
}

const lastWords = ({ name, role }: NewWorker): string => `
The worker ${name} is in apps/${name}, its decision in libs/agents/src/${name}. Next steps:
  - write the decision and its specs, and complete the README;
  - ${REGENERATE.contracts};
  - ${REGENERATE.configuration};
  - before deploying it, migrate the database and give ${role} a password.`;
