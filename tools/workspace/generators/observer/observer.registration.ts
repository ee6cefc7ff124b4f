/** Registers an observer in persistence: its migration, its database role, and the access to its table. */
import { type Tree, generateFiles, names } from '@nx/devkit';
import { AnchorError, addLineAfter, addToArray, read } from '../source-edit.ts';

export interface NewObserver {
  /** Name in kebab-case, also of the consumer group. */
  name: string;
  /** PostgreSQL role. */
  role: string;
  table: string;
  className: string;
  /** Event types, in alphabetical order. */
  consumes: string[];
  migration: NewMigration;
}

export interface NewMigration {
  /** Path of its file. */
  file: string;
  className: string;
}

const PERSISTENCE = 'libs/persistence';
const MIGRATIONS = `${PERSISTENCE}/src/database/migrations`;
const DATA_SOURCE = `${PERSISTENCE}/src/database/data-source.ts`;
const ACCESS_TABLE = `${PERSISTENCE}/src/access/access-table.ts`;
const LAST_IN_TABLES = '  bulk_job_item: {';

/** Returns the migration after the newest one. */
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

/** @param templates folder with the template of the migration */
export function registerMigration(tree: Tree, { name, table, migration }: NewObserver, templates: string): void {
  const { file, className } = migration;
  const fileName = file.slice(MIGRATIONS.length + 1, -'.ts'.length);
  generateFiles(tree, templates, MIGRATIONS, { file: fileName, migration: className, name, table });
  addLineAfter(
    tree,
    DATA_SOURCE,
    /^import .* '\.\/migrations\//,
    `import { ${className} } from './migrations/${fileName}.ts';`,
  );
  addToArray(tree, DATA_SOURCE, 'const MIGRATIONS = [', className);
  addToArray(tree, `${PERSISTENCE}/test/migrations.int.spec.ts`, 'const MIGRATIONS = [', `'${className}'`);
}

/** Adds the role with the access of every observer, and its table. The migration job gives it to each database. */
export function registerAccess(tree: Tree, { role, table }: NewObserver): void {
  addToArray(tree, ACCESS_TABLE, 'const ROLES = [', `{ role: '${role}', duties: ['observer'] }`);
  const access = `  ${table}: { rows: 'own', select: ['${role}'], insert: ['${role}'], delete: ['${role}'] },`;
  addLineAfter(tree, ACCESS_TABLE, new RegExp(`^${LAST_IN_TABLES}`), access);
}
