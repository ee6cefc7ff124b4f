/** A named SQL statement. PostgreSQL parses and plans a name once per connection, which the hot path relies on. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /**
   * Plans the statement at each execution, for a fraction of a millisecond. For lookups in a table with several
   * indexes: a plan made while the table was nearly empty may use any of them, is kept, and reads every row of a
   * tenant once the table has grown.
   */
  readonly plannedAnew?: true;
}

/**
 * A row with PostgreSQL's values for `timestamptz`, `bigint` and `jsonb`: Date, string, parsed value with its digits.
 */
export type Row = Record<string, unknown>;
