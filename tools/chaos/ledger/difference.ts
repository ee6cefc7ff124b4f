/** Where the ledger is not what it should be. */

export type DifferenceKind = 'lost' | 'doubled' | 'out_of_order';

export interface Difference {
  kind: DifferenceKind;
  /** What is wrong, of all the rows. */
  what: string;
  count: number;
  /** The first few of them, to begin looking with. */
  examples: Record<string, unknown>[];
}

/** A query that finds nothing when all is well: each row of it is one difference. */
export interface LedgerQuery {
  kind: DifferenceKind;
  what: string;
  sql: string;
}
