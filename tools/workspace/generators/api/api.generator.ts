/**
 * `npx nx g ./tools/workspace:api refunds --resource=refund`: creates an app with an API, which lists and creates one kind of resource. It
 * builds, lints, starts and passes its tests unchanged, and is registered everywhere in the workspace.
 */
import { randomUUID } from 'node:crypto';
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
import { REGENERATE } from '../contracts-source.ts';
import { nextFreePort, registerInLocalStack } from '../local-stack.registration.ts';
import { assertKebabCase, assertNewApp, writeNewApp } from '../new-app.ts';
import {
  type NewMigration,
  addRole,
  addTable,
  assertNewTable,
  assertShortEnough,
  nextMigration,
  registerMigration,
  roleOf,
  snakeCase,
} from '../persistence.registration.ts';
import { assertNewRoute, registerInputs, registerPermissions, registerRoute } from './api.registration.ts';

export interface ApiOptions {
  name: string;
  /** Noun in the singular, in kebab-case. */
  resource: string;
  plural?: string;
  skipInstall?: boolean;
}

interface NewApi {
  /** Name of the app, in kebab-case. */
  name: string;
  /** PostgreSQL role. */
  role: string;
  table: string;
  resource: NounForms;
  plural: NounForms;
  migration: NewMigration;
}

/** A noun as it is written in each place. */
interface NounForms {
  kebab: string;
  snake: string;
  camel: string;
  pascal: string;
  words: string;
  withArticle: string;
}

/** @throws when a name is taken or invalid, or a source no longer has the expected shape */
export default async function api(tree: Tree, options: ApiOptions): Promise<GeneratorCallback> {
  const newApi = planned(tree, options);
  const { name, role, table, resource, plural, migration } = newApi;
  const port = nextFreePort(tree);
  registerMigration(tree, migration, join(import.meta.dirname, 'table'), { table, resource, plural });
  addRole(tree, role, ['api', 'relay']);
  addTable(tree, { table, role, privileges: ['select', 'insert'], heading: `API ${name}` });
  registerPermissions(tree, plural.kebab, plural.words);
  registerInLocalStack(tree, { name, checksTokens: true }, port);
  registerRoute(tree, name, plural.kebab);
  registerInputs(tree, name, plural.kebab, join(import.meta.dirname, 'inputs'));
  writeApp(tree, newApi, port);
  await formatFiles(tree);
  return () => {
    if (!options.skipInstall) installPackagesTask(tree, true);
    logger.info(lastWords(newApi));
  };
}

function planned(tree: Tree, { name, resource, plural = `${resource}s` }: ApiOptions): NewApi {
  const table = snakeCase(resource);
  assertNewApp(tree, name);
  for (const noun of [resource, plural]) assertKebabCase(noun);
  if (resource === plural) throw new Error(`The plural of ${resource} has to differ from it: name it with --plural.`);
  assertShortEnough(roleOf(name), `${table}_by_creation`);
  assertNewTable(tree, table);
  assertNewRoute(tree, plural);
  return {
    name,
    role: roleOf(name),
    table,
    resource: formsOf(resource),
    plural: formsOf(plural),
    migration: nextMigration(tree, plural),
  };
}

const formsOf = (kebab: string): NounForms => ({
  kebab,
  snake: snakeCase(kebab),
  camel: names(kebab).propertyName,
  pascal: names(kebab).className,
  words: kebab.replaceAll('-', ' '),
  withArticle: `${/^[aeiou]/.test(kebab) ? 'an' : 'a'} ${kebab.replaceAll('-', ' ')}`,
});

function writeApp(tree: Tree, newApi: NewApi, port: number): void {
  const { name, resource, plural } = newApi;
  // Ids made of the same idempotency key differ between resources.
  const facts = { ...newApi, namespace: randomUUID() };
  writeNewApp(tree, { name, port }, join(import.meta.dirname, 'files'), facts);
  const forms = { singular: resource.kebab, many: plural.kebab };
  generateFiles(tree, join(import.meta.dirname, 'resource'), `apps/${name}/src/${plural.kebab}`, {
    ...facts,
    ...forms,
  });
}

const lastWords = ({ name, role, table, resource, migration }: NewApi): string => `
The API ${name} is in apps/${name}. Next steps:
  - decide what ${resource.withArticle} has: the table in ${migration.file}, the DTO, the repository and their specs;
  - decide who may use it: the two new permissions in libs/contracts/src/access.ts;
  - say in apps/${name}/README.md what it is for, and name it in the lists of apps in README.md and docs/security.md;
  - name ${table} in the table of libs/persistence/README.md;
  - ${REGENERATE.api};
  - before deploying it, migrate the database, give ${role} a password, and route its path to it.`;
