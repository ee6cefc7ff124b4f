/** An event as the log keeps it. */
import type { Actor } from '@sentinai/contracts';

export interface StoredEvent {
  tenantId: string;
  exceptionId: string;
  /** Place in the exception's timeline, from 1. */
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
  /** W3C trace context it is published under, while its trace is recorded. The log does not keep it. */
  traceparent?: string;
}

/** An event about a tenant: it is in no exception's timeline, and waits in the outbox with everything it says. */
export type TenantEvent = Omit<StoredEvent, 'exceptionId' | 'sequence'>;
