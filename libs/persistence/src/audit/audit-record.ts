import type { AuditActor, JsonObject } from '@sentinai/contracts';

/** Who did what to a tenant, its configuration or one of its exceptions, and when. */
export interface AuditRecord {
  tenantId: string;
  auditId: string;
  occurredAt: Date;
  actor: AuditActor;
  /** Noun and verb: `pack.activated`, `case.resolved`. */
  action: string;
  /** Type of the subject: `tenant`, `exception`. */
  subjectType: string;
  subjectId: string;
  /** Null: the act concerns no exception. */
  exceptionId: string | null;
  reason: string | null;
  /** The subject before and after, as far as it changed; without secrets. */
  before: JsonObject | null;
  after: JsonObject | null;
  /** Null: no request. */
  requestId: string | null;
  /** The service that recorded it, as a CloudEvents source: `/sentinai/governance`. */
  source: string;
  /** Id of the event that says the same; null: none. */
  eventId: string | null;
}
