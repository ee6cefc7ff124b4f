/**
 * `@sentinai/messaging/agent`: what an agent is written with, and how a decision is applied to a case. No database and no Kafka: this is
 * all that `libs/agents` may import of this library.
 */
export type { StoredEvent, Transaction } from '@sentinai/persistence';
export * from './agent.ts';
export * from './case-file.ts';
export * from './case-ledger.ts';
export * from './clock.ts';
export * from './contract.ts';
export * from './errors.ts';
export * from './observer.ts';
