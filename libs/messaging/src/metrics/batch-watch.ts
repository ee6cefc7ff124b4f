/** Receives the runtime's report on each batch. Durations are in milliseconds. */
import type { StoredEvent } from '@sentinai/persistence';
import type { CaseBatch } from '../runtime/case-batch.ts';
import type { DeliveryWrites } from '../runtime/case.store.ts';

/** A batch as it is measured. An observer's has no decided events and no cases. */
export interface MeasuredBatch extends DeliveryWrites {
  readonly events?: readonly StoredEvent[];
  find?: CaseBatch['find'];
}

export interface CommittedBatch {
  batch: MeasuredBatch;
  decideMs: number;
  /** The whole transaction, including the decisions. */
  transactionMs: number;
  publishMs: number;
}

export interface BatchWatch {
  /** Called once for each transaction, after its commit and the publication of its events. Must not throw. */
  committed(done: CommittedBatch): void;
}
