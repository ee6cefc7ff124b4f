/** Accepted items, which must be in the database in the end. */

export interface PromisedCase {
  tenantId: string;
  exceptionId: string;
  /** Number of accepted states of the source, counted from 1. */
  states: number;
  /** The newest accepted state, in the source's words. */
  state: string;
  /** Tool calls that its playbook requests. */
  toolCalls: number;
}

export interface Refusal {
  tenantId: string;
  /** Idempotency key of the batch. */
  key: string;
  reason: string;
}
