/** Differences between the expected and the actual ledger. */

export type DifferenceKind = 'lost' | 'doubled' | 'out_of_order';

export interface Difference {
  kind: DifferenceKind;
  /** Description of the rows. */
  what: string;
  count: number;
  /** The first few rows, as a starting point. */
  examples: Record<string, unknown>[];
}

/** A query that returns nothing when all is well; each row is one difference. */
export interface LedgerQuery {
  kind: DifferenceKind;
  what: string;
  sql: string;
}
