/** Registers in persistence: migrations, database roles, and the access to tables. */
import { type Tree, generateFiles, names } from '@nx/devkit';
import { AnchorError, addLineAfter, addToArray, addToObject, read, wordsInArray } from './source-edit.ts';

export interface NewMigration {
  /** Path of its file. */
  file: string;
  className: string;
}

const PERSISTENCE = 'libs/persistence';
const MIGRATIONS = `${PERSISTENCE}/src/database/migrations`;
const DATA_SOURCE = `${PERSISTENCE}/src/database/data-source.ts`;
const ACCESS_TABLE = `${PERSISTENCE}/src/access/access-table.ts`;
/** PostgreSQL cuts longer names of roles, tables and indexes, which could make two of them equal. */
const LONGEST_NAME = 63;

/** Returns the name of an app's database role. */
export const roleOf = (app: string): string => `sentinai_${snakeCase(app)}`;

/** @param name in kebab-case */
export const snakeCase = (name: string): string => name.replaceAll('-', '_');

/** @throws when PostgreSQL would cut one of the names */
export function assertShortEnough(...databaseNames: string[]): void {
  const long = databaseNames.find((name) => name.length > LONGEST_NAME);
  if (long === undefined) return;
  throw new Error(`The name ${long} would be longer than PostgreSQL's limit of ${LONGEST_NAME} characters.`);
}

/** Returns the migration after the newest one. @param name in kebab-case */
export function nextMigration(tree: Tree, name: string): NewMigration {
  const newest = tree
    .children(MIGRATIONS)
    .filter((file) => /^\d{4}-/.test(file))
    .sort()
    .at(-1);
  const [, , timestamp] = /class (\D+)(\d+) /.exec(read(tree, `${MIGRATIONS}/${newest}`)) ?? [];
  if (newest === undefined || timestamp === undefined) throw new AnchorError(MIGRATIONS, 'a migration', 0);
  const number = String(Number(newest.slice(0, 4)) + 1).padStart(4, '0');
  return {
    file: `${MIGRATIONS}/${number}-${name}.ts`,
    className: `${names(name).className}${BigInt(timestamp) + 1n}`,
  };
}

/**
 * Writes a migration and lists it.
 * @param templates folder with its template, which calls the migration's class `migration`
 * @param facts for the template
 */
export function registerMigration(
  tree: Tree,
  { file, className }: NewMigration,
  templates: string,
  facts: Readonly<Record<string, unknown>>,
): void {
  const fileName = file.slice(MIGRATIONS.length + 1, -'.ts'.length);
  generateFiles(tree, templates, MIGRATIONS, { ...facts, file: fileName, migration: className });
  addLineAfter(
    tree,
    DATA_SOURCE,
    /^import .* '\.\/migrations\//,
    `import { ${className} } from './migrations/${fileName}.ts';`,
  );
  addToArray(tree, DATA_SOURCE, 'const MIGRATIONS = [', className);
  addToArray(tree, `${PERSISTENCE}/test/migrations.int.spec.ts`, 'const MIGRATIONS = [', `'${className}'`);
}

/** Adds a role to the access table, with the access of its duties. The migration job creates it in each database. */
export function addRole(tree: Tree, role: string, duties: readonly string[]): void {
  const quoted = duties.map((duty) => `'${duty}'`).join(', ');
  addToArray(tree, ACCESS_TABLE, 'const ROLES = [', `{ role: '${role}', duties: [${quoted}] }`);
}

/** Gives a role a duty, unless it has it already. */
export function addDuty(tree: Tree, role: string, duty: string): void {
  const duties = `{ role: '${role}', duties: [`;
  if (!wordsInArray(tree, ACCESS_TABLE, duties).includes(duty)) addToArray(tree, ACCESS_TABLE, duties, `'${duty}'`);
}

/** A table of tenants, which one role uses. */
export interface NewTable {
  table: string;
  role: string;
  privileges: readonly string[];
  /** Comment above it in the access table. */
  heading: string;
}

/** Adds a table to the access table. The migration job gives each database this access. */
export function addTable(tree: Tree, { table, role, privileges, heading }: NewTable): void {
  const access = privileges.map((privilege) => `${privilege}: ['${role}']`).join(', ');
  addToObject(tree, ACCESS_TABLE, TABLES, `\n  // ${heading}\n  ${table}: { rows: 'own', ${access} }`);
}

/** @throws when there is a table of this name, or SQL has the word for itself */
export function assertNewTable(tree: Tree, table: string): void {
  if (RESERVED.has(table)) throw new Error(`SQL has the word ${table} for itself: choose another name.`);
  const isTaken = new RegExp(`^ {2}${table}: `, 'm').test(read(tree, ACCESS_TABLE));
  if (isTaken) throw new Error(`There is a table ${table} already.`);
}

const TABLES = 'export const TABLES: Readonly<Record<string, TableAccess>> = {';

/** Nouns among the reserved words of PostgreSQL. */
const RESERVED = new Set([
  'array',
  'case',
  'check',
  'column',
  'grant',
  'group',
  'limit',
  'order',
  'table',
  'user',
  'window',
]);
