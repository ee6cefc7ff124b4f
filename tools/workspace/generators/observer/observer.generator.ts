/**
 * `npx nx g ./tools/workspace:observer case-journal --consumes=ExceptionResolved`: creates an observer and its table, which builds, lints,
 * starts and passes its tests unchanged, and registers it everywhere in the workspace. It is an app of its own, or with `--app=feedback` part
 * of one that has agents or observers already.
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
import { REGENERATE, assertKnown, eventFiles } from '../contracts-source.ts';
import { nextFreePort, registerInLocalStack } from '../local-stack.registration.ts';
import { assertNewApp, writeNewApp } from '../new-app.ts';
import {
  type NewMigration,
  addDuty,
  addRole,
  addTable,
  assertNewTable,
  assertShortEnough,
  nextMigration,
  registerMigration,
  roleOf,
  snakeCase,
} from '../persistence.registration.ts';
import { assertHost, registerInHost } from './host.registration.ts';

export interface ObserverOptions {
  name: string;
  consumes: string[];
  /** Existing app that hosts it; absent: an app of its own. */
  app?: string;
  skipInstall?: boolean;
}

interface NewObserver {
  /** Name in kebab-case, also of the consumer group. */
  name: string;
  /** App that hosts it, and whether that app is new. */
  app: string;
  isAlone: boolean;
  /** PostgreSQL role of the app. */
  role: string;
  table: string;
  /** Event types, in alphabetical order. */
  consumes: string[];
  migration: NewMigration;
}

/** @throws when the name is taken or invalid, an event is unknown, or a source no longer has the expected shape */
export default async function observer(tree: Tree, options: ObserverOptions): Promise<GeneratorCallback> {
  const newObserver = planned(tree, options);
  const { name, role, table, migration, isAlone } = newObserver;
  registerMigration(tree, migration, join(import.meta.dirname, 'table'), { name, table });
  addTable(tree, { table, role, privileges: ['select', 'insert', 'delete'], heading: `Observer ${name}` });
  if (isAlone) addApp(tree, newObserver);
  else addToApp(tree, newObserver);
  await formatFiles(tree);
  return () => {
    if (!options.skipInstall && isAlone) installPackagesTask(tree, true);
    logger.info(lastWords(newObserver));
  };
}

function planned(tree: Tree, { name, consumes, app = name }: ObserverOptions): NewObserver {
  const table = `${snakeCase(name)}_entry`;
  const isAlone = app === name;
  assertNewApp(tree, name);
  if (!isAlone) assertHost(tree, app, name);
  assertShortEnough(roleOf(app), `${table}_by_time`);
  assertNewTable(tree, table);
  if (consumes.length === 0) throw new Error('An observer must observe at least one event.');
  assertKnown('event', consumes, [...eventFiles(tree).keys()]);
  return {
    name,
    app,
    isAlone,
    role: roleOf(app),
    table,
    consumes: [...new Set(consumes)].sort(),
    migration: nextMigration(tree, name),
  };
}

function addApp(tree: Tree, newObserver: NewObserver): void {
  const { name, role, table, consumes } = newObserver;
  const port = nextFreePort(tree);
  addRole(tree, role, ['observer']);
  registerInLocalStack(tree, { name, checksTokens: false }, port);
  writeNewApp(tree, { name, port }, join(import.meta.dirname, 'files'), { role, table, consumes });
  writeObserver(tree, newObserver, 'src');
}

function addToApp(tree: Tree, newObserver: NewObserver): void {
  const { name, app, role } = newObserver;
  addDuty(tree, role, 'observer');
  registerInHost(tree, app, name);
  writeObserver(tree, newObserver, `src/${name}`);
}

/** @param folder of the app */
function writeObserver(tree: Tree, newObserver: NewObserver, folder: string): void {
  const { name, app } = newObserver;
  const facts = { ...newObserver, ...names(name), folder };
  generateFiles(tree, join(import.meta.dirname, 'observing'), `apps/${app}/${folder}`, facts);
  generateFiles(tree, join(import.meta.dirname, 'test'), `apps/${app}/test`, facts);
}

function lastWords({ name, app, isAlone, role, table, migration }: NewObserver): string {
  const ofTheApp = isAlone
    ? `
  - say in apps/${app}/README.md what it is for, and name it in the list of apps in README.md, its port in docs/runbook.md;
  - ${REGENERATE.configuration};
  - before deploying it, give ${role} a password;`
    : `
  - say in apps/${app}/README.md what it is for;`;
  return `
The observer ${name} is in apps/${app}. Next steps:
  - decide what it keeps: the table in ${migration.file}, the observer, its repository and their specs;${ofTheApp}
  - name ${table} in the table of libs/persistence/README.md;
  - with its first release, migrate the database, and then run "npm run observers -- rebuild ${name}".`;
}
