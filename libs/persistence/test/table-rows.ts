/** Builds a row for any table from the database's column metadata, so that no table can be forgotten. */
import type { TestDatabase } from '../src/testing/index.ts';

export interface TableColumn {
  name: string;
  /** Type name as used in a cast. */
  type: string;
  required: boolean;
  firstLabel: string | null;
}

/** Returns the tables with a `tenant_id`, except partitions, and their columns. */
export async function tenantTables(database: Pick<TestDatabase, 'asOwner'>): Promise<Map<string, TableColumn[]>> {
  const rows = await database.asOwner<TableColumn & { table: string }>(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type,
      a.attnotnull and not a.atthasdef and a.attidentity = '' as required,
      (select enumlabel from pg_enum e where e.enumtypid = a.atttypid order by enumsortorder limit 1) as "firstLabel"
    from information_schema.columns i
    join pg_class c on c.relname = i.table_name and c.relnamespace = 'public'::regnamespace and not c.relispartition
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where i.table_schema = 'public' and i.column_name = 'tenant_id' and c.relkind in ('r', 'p')
    order by c.relname, a.attnum`);
  const tables = new Map<string, TableColumn[]>();
  for (const { table, ...column } of rows) tables.set(table, [...(tables.get(table) ?? []), column]);
  return tables;
}

let made = 0;

/** Returns an insert of a row for the tenant: the required columns, with values that differ from row to row. */
export function insertRow(table: string, columns: readonly TableColumn[], tenant: string): string {
  const filled = columns.filter(({ name, required }) => required || name === 'tenant_id');
  made += 1;
  const values = filled.map((column) => (column.name === 'tenant_id' ? `'${tenant}'` : valueOf(column)));
  return `insert into ${table} (${filled.map(({ name }) => `"${name}"`).join(', ')}) values (${values.join(', ')})`;
}

function valueOf({ type, firstLabel }: TableColumn): string {
  if (firstLabel !== null) return `'${firstLabel}'`;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (type === 'jsonb') return `'{}'`;
  if (type === 'boolean') return 'false';
  if (type === 'timestamp with time zone') return 'now()';
  if (type.endsWith('[]')) return `'{}'`;
  return `'${made}'`;
}
