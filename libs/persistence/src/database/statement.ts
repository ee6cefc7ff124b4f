/** A named SQL statement. PostgreSQL parses and plans a name once per connection, which the hot path lives on. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** What PostgreSQL answers for a `timestamptz`, a `bigint` and a `jsonb`: Date, string, parsed value. */
export type Row = Record<string, unknown>;
