/** The envelope of every event: CloudEvents 1.0 with SentinAI's extensions, in binary mode on Kafka. */
import type { JsonObject } from './vocabulary.ts';

/**
 * `sequence` is the event's position in its exception's timeline (from 1, no gaps). An event of a foreign producer has none until
 * the first worker that consumes it stores it and assigns one.
 */
export interface EventEnvelope<T = JsonObject> {
  /** UUID. Outbound ids are derived from their cause, so processing the same event again gives the same ids. */
  id: string;
  type: string;
  /** The producer, for example `/sentinai/triage`. */
  source: string;
  /** Creation time (ISO 8601, milliseconds, UTC). */
  time: string;
  tenantId: string;
  /** Empty for an event about a tenant. */
  exceptionId: string;
  /** The exception id unless the producer set another. */
  correlationId: string;
  /** Id of the event that caused this one. */
  causationId?: string;
  schemaVersion: number;
  traceparent?: string;
  sequence?: number;
  data: T;
}

/** The CloudEvents version of every event (`ce_specversion`). */
export const CLOUD_EVENTS_VERSION = '1.0';

/** Kafka header names of CloudEvents attributes, binary content mode. */
export const HEADERS = {
  specversion: 'ce_specversion',
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  time: 'ce_time',
  subject: 'ce_subject',
  tenantId: 'ce_tenantid',
  exceptionId: 'ce_exceptionid',
  correlationId: 'ce_correlationid',
  causationId: 'ce_causationid',
  schemaVersion: 'ce_schemaversion',
  traceparent: 'ce_traceparent',
  sequence: 'ce_sequence',
  contentType: 'content-type',
} as const;

/** Kafka header of a retried record: the id of its dead letter. */
export const DEAD_LETTER_HEADER = 'sentinai-deadletterid';

/** Returns the Kafka key of the events of an exception, or of a tenant when there is no exception id. */
export const eventKey = (tenantId: string, exceptionId: string): string =>
  exceptionId === '' ? tenantId : `${tenantId}:${exceptionId}`;
