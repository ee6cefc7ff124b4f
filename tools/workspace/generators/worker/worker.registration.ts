/** Registers a worker in contracts and persistence: its name, the events it consumes, its database role. */
import { join } from 'node:path';
import { type Tree, generateFiles } from '@nx/devkit';
import { CONSUMED_BY, EVENT_DEFINITION, PIPELINE_WORKERS, eventFiles } from '../contracts-source.ts';
import { AnchorError, addLineAfter, addToArray } from '../source-edit.ts';

export interface NewWorker {
  /** Name in kebab-case, also of the consumer group and the agent. */
  name: string;
  /** PostgreSQL role. */
  role: string;
  className: string;
  /** Event types, in alphabetical order. */
  consumes: string[];
}

const DATABASE = 'libs/persistence/src/database';
const MIGRATIONS = `${DATABASE}/migrations`;

/** Adds the worker to the pipeline and to the consumers of its events. */
export function registerInContracts(tree: Tree, { name, consumes }: NewWorker): void {
  addToArray(tree, EVENT_DEFINITION, PIPELINE_WORKERS, `'${name}'`);
  const files = eventFiles(tree);
  for (const type of consumes) addToArray(tree, files.get(type) ?? type, CONSUMED_BY, `'${name}'`);
}

/**
 * Adds the role to the lists from which new databases are created, and a migration for existing ones. On a new database the
 * migration changes nothing.
 */
export function registerRole(tree: Tree, { role, className, name }: NewWorker): void {
  addToArray(tree, `${DATABASE}/roles.ts`, 'export const SERVICE_ROLES = [', `'${role}'`);
  addToArray(tree, `${DATABASE}/roles.ts`, 'const AGENTS = [', `'${role}'`);
  const last = lastMigration(tree);
  const number = String(last.number + 1).padStart(4, '0');
  const timestamp = last.timestamp + 1;
  const file = `${number}-${name}-role`;
  const migration = `${className}Role${timestamp}`;
  generateFiles(tree, join(import.meta.dirname, 'migration'), MIGRATIONS, { file, migration, role, name });
  const dataSource = `${DATABASE}/data-source.ts`;
  addLineAfter(tree, dataSource, /^import \{ \w+ \} from '\.\/migrations\//, importOf(migration, file));
  addToArray(tree, dataSource, 'migrations: [', migration);
}

const importOf = (migration: string, file: string): string => `import { ${migration} } from './migrations/${file}.ts';`;

/** @throws AnchorError when no migration states its number and its timestamp */
function lastMigration(tree: Tree): { number: number; timestamp: number } {
  const found = tree.children(MIGRATIONS).flatMap((file) => {
    const number = /^(\d{4})-/.exec(file)?.[1];
    const timestamp = /^export class [A-Za-z]+(\d{13}) /m.exec(tree.read(`${MIGRATIONS}/${file}`, 'utf8') ?? '')?.[1];
    return number && timestamp ? [{ number: Number(number), timestamp: Number(timestamp) }] : [];
  });
  if (found.length === 0) throw new AnchorError(MIGRATIONS, 'export class Name1763600000000', 0);
  return {
    number: Math.max(...found.map(({ number }) => number)),
    timestamp: Math.max(...found.map(({ timestamp }) => timestamp)),
  };
}
