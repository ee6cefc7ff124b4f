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
  /** The payload, serialized once: the same text goes to the log and to Kafka. */
  payloadJson: string;
  createdAt: Date;
  /** W3C trace context to publish it under, while its trace is recorded. The log does not store it. */
  traceparent?: string;
}

/** An event about a tenant: it belongs to no exception's timeline, and is stored whole in the outbox. */
export type TenantEvent = Omit<StoredEvent, 'exceptionId' | 'sequence'>;
