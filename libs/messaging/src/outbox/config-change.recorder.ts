/**
 * Tells that a tenant's configuration or standing changed: to those who keep configuration (ConfigChanged) and for the audit
 * (AuditRecorded), in the transaction that changes it.
 */
import { ConfigChanged, type JsonObject } from '@sentinai/contracts';
import type { OutboxRepository, Transaction } from '@sentinai/persistence';
import type { AuditRecorder } from './audit.recorder.ts';
import type { OutboxRelay } from './outbox.relay.ts';
import { tenantEvent } from './tenant-event.ts';

/** A change, made by somebody, in the transaction that is under way. */
export interface ConfigChange {
  tenantId: string;
  /** Subject of the token, or `key:<id>` of the API key. */
  actorId: string;
  kind: ConfigChanged['kind'];
  /** What changed: a domain, a tenant; of a playbook or a tool, its name. */
  resource: string;
  /** Of the resource; of a tenant, its revision. */
  version: number;
  /** The tenant's configuration revision that carries it. */
  revision: number;
  /** `tenant.suspended`, `pack.activated`, `tool.created`. */
  action: string;
  reason?: string | null;
  /** The resource before and after, without secrets; absent where there was or is none. */
  before?: JsonObject | null;
  after?: JsonObject | null;
}

export interface ConfigChangeParts {
  /** CloudEvents source: `/sentinai/governance`. */
  source: string;
  audit: AuditRecorder;
  outbox: OutboxRepository;
  relay: OutboxRelay;
}

export class ConfigChangeRecorder {
  constructor(private readonly parts: ConfigChangeParts) {}

  async record(tx: Transaction, change: ConfigChange): Promise<void> {
    const { source, audit, outbox } = this.parts;
    const { tenantId, actorId, kind, resource, version, revision, ...said } = change;
    const origin = { source, tenantId, actor: { type: 'user', id: actorId } as const };
    const data = { kind, resource, version, revision, changed_by: actorId };
    await outbox.addAboutTenant(tx, tenantEvent(ConfigChanged, origin, data));
    await audit.record(tx, { tenantId, actorId, subjectType: kind, subjectId: resource, ...said });
  }

  /** Publishes what committed transactions have recorded. Returns at once. */
  publish(): void {
    this.parts.relay.kick();
  }
}
