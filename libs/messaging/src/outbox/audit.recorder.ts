/** Says on the record who changed a tenant's configuration, access or standing: in the transaction that changes it. */
import { AuditRecorded, type JsonObject } from '@sentinai/contracts';
import type { OutboxRepository, Transaction } from '@sentinai/persistence';
import { currentLogContext } from '@sentinai/service-kit';
import { v7 as uuidv7 } from 'uuid';

/** What somebody did. */
export interface AuditEntry {
  tenantId: string;
  /** Subject of the token, or `key:<id>` of the API key. */
  actorId: string;
  /** `api_key.created`, `tenant.suspended`, `pack.activated`. */
  action: string;
  /** `api_key`, `tenant`, `domain_pack`, `playbook`, `tool`. */
  subjectType: string;
  subjectId: string;
  /** Absent where none is asked for. */
  reason?: string | undefined;
  /** Without secrets; null where there was none. */
  before: JsonObject | null;
  /** Without secrets; null where there is none any more. */
  after: JsonObject | null;
}

export class AuditRecorder {
  /** @param source CloudEvents source: `/sentinai/governance` */
  constructor(
    private readonly source: string,
    private readonly outbox: OutboxRepository,
  ) {}

  /** Stores the entry with the transaction; the relay publishes it, at once when it is kicked after the commit. */
  async record(tx: Transaction, entry: AuditEntry): Promise<void> {
    const data: AuditRecorded = {
      actor_id: entry.actorId,
      action: entry.action,
      subject_type: entry.subjectType,
      subject_id: entry.subjectId,
      reason: entry.reason ?? null,
      before: entry.before,
      after: entry.after,
      request_id: currentLogContext().requestId ?? null,
    };
    await this.outbox.addAboutTenant(tx, {
      tenantId: entry.tenantId,
      eventId: uuidv7(),
      eventType: AuditRecorded.type,
      schemaVersion: AuditRecorded.version,
      source: this.source,
      actor: { type: 'user', id: entry.actorId },
      correlationId: entry.tenantId,
      causationId: null,
      payloadJson: JSON.stringify(data),
      createdAt: new Date(),
    });
  }
}
