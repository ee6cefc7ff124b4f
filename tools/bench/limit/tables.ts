/** The limit's own tables: as the real ones, indexes and all, in a schema beside them, without row-level security. */
import type { Pool } from 'pg';

export const LIMIT_SCHEMA = 'bench_limit';

const TABLES = ['exception', 'exception_event', 'event_processing', 'ingest_key', 'tool_execution'];

export async function createLimitTables(database: Pool): Promise<void> {
  const tables = TABLES.map((table) => `create table ${LIMIT_SCHEMA}.${table} (like public.${table} including all)`);
  // Whole rows are inserted here, which a generated column would refuse; its index stays.
  const plain = `alter table ${LIMIT_SCHEMA}.exception alter column settled drop expression`;
  await database.query(
    `drop schema if exists ${LIMIT_SCHEMA} cascade; create schema ${LIMIT_SCHEMA}; ${tables.join(';')}; ${plain}`,
  );
}
