/** Where the runtime says what a batch was and what it took. Durations are in milliseconds. */
import type { CaseBatch } from '../runtime/case-batch.ts';

export interface CommittedBatch {
  batch: CaseBatch;
  decideMs: number;
  /** The whole transaction, deciding included. */
  transactionMs: number;
  publishMs: number;
}

export interface BatchWatch {
  /** Called once for each transaction, when it is committed and its events are published. Must not throw. */
  committed(done: CommittedBatch): void;
}
