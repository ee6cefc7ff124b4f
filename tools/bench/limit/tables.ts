/** The limit's own tables: copies of the real ones, indexes included, in a separate schema without row-level security. */
import type { Pool } from 'pg';

export const LIMIT_SCHEMA = 'bench_limit';

const TABLES = ['exception', 'exception_event', 'event_processing', 'ingest_key', 'tool_execution'];

export async function createLimitTables(database: Pool): Promise<void> {
  const tables = TABLES.map((table) => `create table ${LIMIT_SCHEMA}.${table} (like public.${table} including all)`);
  // The limit inserts whole rows, which generated columns would refuse; their indexes stay.
  const { rows: generated } = await database.query<{ name: string }>(GENERATED_COLUMNS);
  const plain = generated.map(
    ({ name }) => `alter table ${LIMIT_SCHEMA}.exception alter column ${name} drop expression`,
  );
  await database.query(
    `drop schema if exists ${LIMIT_SCHEMA} cascade; create schema ${LIMIT_SCHEMA}; ${[...tables, ...plain].join(';')}`,
  );
}

const GENERATED_COLUMNS = `
  select column_name as name from information_schema.columns
  where table_schema = 'public' and table_name = 'exception' and is_generated = 'ALWAYS'`;
