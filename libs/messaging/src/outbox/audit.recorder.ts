/**
 * Records who did what, in the same transaction as the act: the record exists if and only if the act took place. The record is a row of the
 * audit trail, and an event for other services.
 */
import { type AuditActor, AuditRecorded, type JsonObject } from '@sentinai/contracts';
import { type Act, redactorByForm } from '@sentinai/domain';
import type {
  AuditRecord,
  AuditRecordRepository,
  OutboxRepository,
  StoredEvent,
  TenantEvent,
  Transaction,
} from '@sentinai/persistence';
import { currentLogContext } from '@sentinai/service-kit';
import { v7 as uuidv7 } from 'uuid';
import { tenantEvent } from './tenant-event.ts';

/** An audited act. */
export interface AuditEntry {
  tenantId: string;
  actor: AuditActor;
  /** `tenant.suspended`, `pack.activated`, `api_key.created`. */
  action: string;
  /** Type of the subject: `tenant`, `domain_pack`. */
  subjectType: string;
  subjectId: string;
  /** The exception that the act concerns, if any. */
  exceptionId?: string | null;
  /** The reason given, where one is required; personal data in it is redacted by form. */
  reason?: string | null;
  /** The subject before and after, without secrets; absent where it did not or does not exist. */
  before?: JsonObject | null;
  after?: JsonObject | null;
}

/** An act that an event of an exception's timeline records, and so needs no event of its own. */
export interface ActInTimeline {
  event: StoredEvent;
  act: Act;
}

export interface AuditRecorderParts {
  /** CloudEvents source: `/sentinai/governance`. */
  source: string;
  records: AuditRecordRepository;
  /** Null where no relay publishes: records have no event then. */
  outbox: Pick<OutboxRepository, 'addAboutTenants'> | null;
}

export class AuditRecorder {
  constructor(private readonly parts: AuditRecorderParts) {}

  record(tx: Transaction, entry: AuditEntry): Promise<void> {
    return this.recordAll(tx, [entry]);
  }

  async recordAll(tx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
    const { source, records, outbox } = this.parts;
    const unannounced = entries.map((entry) => recordOf(entry, source));
    if (!outbox) return records.add(tx, unannounced);
    const events = unannounced.map(announcement);
    const announced = unannounced.map((record, index) => ({ ...record, eventId: events[index]?.eventId ?? null }));
    await records.add(tx, announced);
    await outbox.addAboutTenants(tx, events);
  }

  /** Records acts whose event is stored in the same transaction. */
  async recordInTimeline(tx: Transaction, acts: readonly ActInTimeline[]): Promise<void> {
    const requestId = currentLogContext().requestId ?? null;
    await this.parts.records.add(
      tx,
      acts.map(({ act, event }) => ({
        ...act,
        tenantId: event.tenantId,
        auditId: uuidv7(),
        occurredAt: event.createdAt,
        actor: event.actor,
        exceptionId: event.exceptionId,
        requestId,
        source: event.source,
        eventId: event.eventId,
      })),
    );
  }
}

function recordOf(entry: AuditEntry, source: string): AuditRecord {
  const { reason = null, before = null, after = null, exceptionId = null } = entry;
  return {
    ...entry,
    auditId: uuidv7(),
    occurredAt: new Date(),
    exceptionId,
    reason: redactorByForm.field('reason', reason),
    before,
    after,
    requestId: currentLogContext().requestId ?? null,
    source,
    eventId: null,
  };
}

/** Returns the event that says the same as a record. */
function announcement(record: AuditRecord): TenantEvent {
  const { tenantId, actor, source } = record;
  return tenantEvent(
    AuditRecorded,
    { source, tenantId, actor },
    {
      actor_id: actor.id,
      action: record.action,
      subject_type: record.subjectType,
      subject_id: record.subjectId,
      reason: record.reason,
      before: record.before,
      after: record.after,
      request_id: record.requestId,
    },
  );
}
