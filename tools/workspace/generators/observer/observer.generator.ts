/**
 * `npx nx g ./tools/workspace:observer case-journal --consumes=ExceptionResolved`: creates an app with an observer and its table, which
 * builds, lints, starts and passes its tests unchanged, and registers it everywhere in the workspace.
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
import { REGENERATE, assertKnown, eventFiles } from '../contracts-source.ts';
import { nextFreePort, registerInLocalStack } from '../worker/local-stack.registration.ts';
import { type NewObserver, nextMigration, registerAccess, registerMigration } from './observer.registration.ts';

export interface ObserverOptions {
  name: string;
  consumes: string[];
  skipInstall?: boolean;
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** PostgreSQL cuts longer names of roles, tables and indexes. */
const LONGEST_NAME = 63;
const LONGEST_SUFFIX = '_entry_by_time';

/** @throws when the name is taken or invalid, an event is unknown, or a source no longer has the expected shape */
export default async function observer(tree: Tree, options: ObserverOptions): Promise<GeneratorCallback> {
  const newObserver = planned(tree, options);
  const port = nextFreePort(tree);
  registerMigration(tree, newObserver, join(import.meta.dirname, 'migration'));
  registerAccess(tree, newObserver);
  registerInLocalStack(tree, newObserver, port);
  writeApp(tree, newObserver, port);
  await formatFiles(tree);
  return () => {
    if (!options.skipInstall) installPackagesTask(tree, true);
    logger.info(lastWords(newObserver));
  };
}

function planned(tree: Tree, { name, consumes }: ObserverOptions): NewObserver {
  const snake = name.replaceAll('-', '_');
  if (!NAME.test(name))
    throw new Error(`"${name}" is not the name of an observer: write it in kebab-case, such as case-journal.`);
  if (`sentinai_${snake}`.length > LONGEST_NAME || `${snake}${LONGEST_SUFFIX}`.length > LONGEST_NAME)
    throw new Error(`The names made of ${name} would be longer than PostgreSQL's limit of ${LONGEST_NAME} characters.`);
  if (tree.exists(`apps/${name}`)) throw new Error(`App ${name} already exists.`);
  if (consumes.length === 0) throw new Error('An observer must observe at least one event.');
  assertKnown('event', consumes, [...eventFiles(tree).keys()]);
  return {
    name,
    role: `sentinai_${snake}`,
    table: `${snake}_entry`,
    className: names(name).className,
    consumes: [...new Set(consumes)].sort(),
    migration: nextMigration(tree, name),
  };
}

function writeApp(tree: Tree, { migration: _migration, ...newObserver }: NewObserver, port: number): void {
  const { dependencies } = readJson<{ dependencies: Record<string, string> }>(tree, 'libs/messaging/package.json');
  generateFiles(tree, join(import.meta.dirname, 'files'), `apps/${newObserver.name}`, {
    ...newObserver,
    propertyName: names(newObserver.name).propertyName,
    port,
    nestVersion: dependencies['@nestjs/common'],
  });
}

const lastWords = ({ name, role, table, migration }: NewObserver): string => `
The observer ${name} is in apps/${name}. Next steps:
  - decide what it keeps: the table in ${migration.file}, the observer, its repository and their specs;
  - say in apps/${name}/README.md what it is for, and name it in the list of apps in README.md;
  - name ${table} in the table of libs/persistence/README.md;
  - ${REGENERATE.configuration};
  - before deploying it, migrate the database and give ${role} a password; then run "npm run observers -- rebuild ${name}".`;
