/** What became of the records of a batch. */

export interface BatchReport {
  processed: number;
  duplicates: number;
  deadLetters: number;
  /** Events that failed and wait for a retry. */
  retried: number;
  /** Events that wait behind an earlier one of their exception. */
  parked: number;
  emitted: number;
}

export const NOTHING_DONE: BatchReport = {
  processed: 0,
  duplicates: 0,
  deadLetters: 0,
  retried: 0,
  parked: 0,
  emitted: 0,
};

export const sumOf = (a: BatchReport, b: BatchReport): BatchReport => ({
  processed: a.processed + b.processed,
  duplicates: a.duplicates + b.duplicates,
  deadLetters: a.deadLetters + b.deadLetters,
  retried: a.retried + b.retried,
  parked: a.parked + b.parked,
  emitted: a.emitted + b.emitted,
});
