/** A named SQL statement. PostgreSQL parses and plans a name once per connection, which the hot path lives on. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /**
   * Planned at each execution, for a fraction of a millisecond. For look-ups in a table with several indexes: a plan that was
   * made while the table was nearly empty takes any of them, is kept, and reads a tenant's every row once the table has grown.
   */
  readonly plannedAnew?: true;
}

/** What PostgreSQL answers for a `timestamptz`, a `bigint` and a `jsonb`: Date, string, parsed value with its digits. */
export type Row = Record<string, unknown>;
