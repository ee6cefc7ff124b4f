/**
 * Records a change of a tenant's configuration or status: for configuration caches (ConfigChanged) and for the audit
 * (AuditRecorded), in the same transaction as the change.
 */
import { type AuditActor, ConfigChanged, type JsonObject } from '@sentinai/contracts';
import type { OutboxRepository, Transaction } from '@sentinai/persistence';
import type { AuditRecorder } from './audit.recorder.ts';
import type { OutboxRelay } from './outbox.relay.ts';
import { tenantEvent } from './tenant-event.ts';

/** A change made by somebody in the current transaction. */
export interface ConfigChange {
  tenantId: string;
  actor: AuditActor;
  kind: ConfigChanged['kind'];
  /** What changed: a domain, a tenant, or the name of a playbook or tool. */
  resource: string;
  /** Version of the resource; for a tenant, its revision. */
  version: number;
  /** The tenant's configuration revision that includes the change. */
  revision: number;
  /** `tenant.suspended`, `pack.activated`, `tool.created`. */
  action: string;
  reason?: string | null;
  /** The resource before and after, without secrets; absent where it did not or does not exist. */
  before?: JsonObject | null;
  after?: JsonObject | null;
}

export interface ConfigChangeParts {
  /** CloudEvents source: `/sentinai/governance`. */
  source: string;
  audit: AuditRecorder;
  outbox: Pick<OutboxRepository, 'addAboutTenants'>;
  relay: Pick<OutboxRelay, 'kick'>;
}

export class ConfigChangeRecorder {
  constructor(private readonly parts: ConfigChangeParts) {}

  async record(tx: Transaction, change: ConfigChange): Promise<void> {
    const { source, audit, outbox } = this.parts;
    const { tenantId, actor, kind, resource, version, revision, ...said } = change;
    const data = { kind, resource, version, revision, changed_by: actor.id };
    await outbox.addAboutTenants(tx, [tenantEvent(ConfigChanged, { source, tenantId, actor }, data)]);
    await audit.record(tx, { tenantId, actor, subjectType: kind, subjectId: resource, ...said });
  }

  /** Publishes what committed transactions have recorded. Returns at once. */
  publish(): void {
    this.parts.relay.kick();
  }
}
