/** Gives a database the access of the access table: the roles, row-level security and grants, no fewer and no more. */
import type { QueryRunner } from 'typeorm';
import { withBriefLocks } from '../maintenance/lock-patience.ts';
import { type WantedAccess, accessChanges } from './access-changes.ts';
import { FUNCTIONS, SERVICE_ROLES, TABLES } from './access-table.ts';
import { readCatalog, spellPolicies } from './catalog-access.ts';

/**
 * Compares the catalogs with the table, and applies the difference in one transaction. It writes nothing and waits for nobody when there
 * is none. Only changes of row-level security lock their tables.
 * @returns the statements it ran; none when the database already had the access
 * @throws Error, with nothing changed, when a table to secure stays in use, or when the statements do not lead to the wanted access
 */
export async function reconcileAccess(runner: QueryRunner): Promise<string[]> {
  const wanted = { roles: SERVICE_ROLES, tables: TABLES, functions: FUNCTIONS, spelled: await spellPolicies(runner) };
  const changes = accessChanges(wanted, await readCatalog(runner));
  if (changes.length === 0) return [];
  const done = await withBriefLocks(runner, () => apply(runner, wanted, changes));
  if (!done) throw new Error(`The tables are in use, so their access stays as it is. To do: ${changes.join('; ')}`);
  return changes;
}

async function apply(runner: QueryRunner, wanted: WantedAccess, changes: readonly string[]): Promise<void> {
  await runner.query(changes.join(';\n'));
  const left = accessChanges(wanted, await readCatalog(runner));
  if (left.length > 0) throw new Error(`The database keeps another access than it is given. Left: ${left.join('; ')}`);
}
