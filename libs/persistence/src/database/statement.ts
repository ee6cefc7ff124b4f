/** A named SQL statement. PostgreSQL parses and plans each name once per connection; the hot path depends on that. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /**
   * Plans the statement at each execution, which costs a fraction of a millisecond. Needed for look-ups in a table with several
   * indexes: a plan made while the table is nearly empty may use any of them, is kept, and reads all of a tenant's rows once
   * the table has grown.
   */
  readonly plannedAnew?: true;
}

/** A result row. A `timestamptz` is a Date, a `bigint` a string, and a `jsonb` the parsed value with all its digits. */
export type Row = Record<string, unknown>;
