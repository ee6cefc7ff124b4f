/** What was answered as accepted, and what must therefore be in the database in the end. */

export interface PromisedCase {
  tenantId: string;
  exceptionId: string;
  /** States of the source that were accepted: 1 to this. */
  states: number;
  /** The newest of them, as the source said it. */
  state: string;
  /** Tool calls its playbook asks for. */
  toolCalls: number;
}

export interface Refusal {
  tenantId: string;
  /** Idempotency key of the batch. */
  key: string;
  reason: string;
}
