/** Records who changed what of a tenant, in the transaction that changes it: the record exists when the change does, and only then. */
import { AuditRecorded, type JsonObject } from '@sentinai/contracts';
import { redactorByForm } from '@sentinai/domain';
import type { OutboxRepository, Transaction } from '@sentinai/persistence';
import { currentLogContext } from '@sentinai/service-kit';
import { tenantEvent } from './tenant-event.ts';

/** What somebody did. */
export interface AuditEntry {
  tenantId: string;
  /** Subject of the token, or `key:<id>` of the API key. */
  actorId: string;
  /** `tenant.suspended`, `pack.activated`, `api_key.created`. */
  action: string;
  /** What it was done to: `tenant`, `domain_pack`. */
  subjectType: string;
  subjectId: string;
  /** The reason given, where one is asked for; personal data in it is redacted by its form. */
  reason?: string | null;
  /** The subject before and after, without secrets; absent where there was or is none. */
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
