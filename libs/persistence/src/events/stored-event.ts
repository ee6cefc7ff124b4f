/** An event as stored in the log. */
import type { Actor } from '@sentinai/contracts';

export interface StoredEvent {
  tenantId: string;
  exceptionId: string;
  /** Position in the exception's timeline, from 1. */
  sequence: number;
  eventId: string;
  eventType: string;
  schemaVersion: number;
  source: string;
  actor: Actor;
  correlationId: string;
  causationId: string | null;
  /** The serialized payload: the log and Kafka get the same text. */
  payloadJson: string;
  createdAt: Date;
  /** W3C trace context to publish it under; set only while its trace is recorded. The log does not store it. */
  traceparent?: string;
}

/** An event about a tenant. It belongs to no exception's timeline, so the outbox holds the whole event. */
export type TenantEvent = Omit<StoredEvent, 'exceptionId' | 'sequence'>;
