/**
 * Records who changed what about a tenant, in the same transaction as the change: the record exists if and only if
 * the change does.
 */
import { AuditRecorded, type JsonObject } from '@sentinai/contracts';
import { redactorByForm } from '@sentinai/domain';
import type { OutboxRepository, Transaction } from '@sentinai/persistence';
import { currentLogContext } from '@sentinai/service-kit';
import { tenantEvent } from './tenant-event.ts';

/** An audited action. */
export interface AuditEntry {
  tenantId: string;
  /** Token subject, or `key:<id>` of the API key. */
  actorId: string;
  /** `tenant.suspended`, `pack.activated`, `api_key.created`. */
  action: string;
  /** Type of the subject: `tenant`, `domain_pack`. */
  subjectType: string;
  subjectId: string;
  /** The reason given, where one is required; personal data in it is redacted by form. */
  reason?: string | null;
  /** The subject before and after, without secrets; absent where it did not or does not exist. */
  before?: JsonObject | null;
  after?: JsonObject | null;
}

export class AuditRecorder {
  constructor(
    /** CloudEvents source: `/sentinai/governance`. */
    private readonly source: string,
    private readonly outbox: OutboxRepository,
  ) {}

  async record(tx: Transaction, entry: AuditEntry): Promise<void> {
    const { tenantId, actorId } = entry;
    const event = tenantEvent(
      AuditRecorded,
      { source: this.source, tenantId, actor: { type: 'user', id: actorId } },
      {
        actor_id: actorId,
        action: entry.action,
        subject_type: entry.subjectType,
        subject_id: entry.subjectId,
        reason: redactorByForm.field('reason', entry.reason ?? null),
        before: entry.before ?? null,
        after: entry.after ?? null,
        request_id: currentLogContext().requestId ?? null,
      },
    );
    await this.outbox.addAboutTenant(tx, event);
  }
}
