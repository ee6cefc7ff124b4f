/** Receives the runtime's report on each batch. Durations are in milliseconds. */
import type { CaseBatch } from '../runtime/case-batch.ts';

export interface CommittedBatch {
  batch: CaseBatch;
  decideMs: number;
  /** The whole transaction, including the decisions. */
  transactionMs: number;
  publishMs: number;
}

export interface BatchWatch {
  /** Called once for each transaction, after its commit and the publication of its events. Must not throw. */
  committed(done: CommittedBatch): void;
}
