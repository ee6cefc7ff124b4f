/** Tells that a tenant's configuration or standing changed: to services (ConfigChanged), and for the audit (AuditRecorded). */
import { Injectable } from '@nestjs/common';
import { ConfigChanged, type JsonObject } from '@sentinai/contracts';
import { AuditRecorder, OutboxRelay, tenantEvent } from '@sentinai/messaging';
import { type HistoricActivation, OutboxRepository, type Transaction } from '@sentinai/persistence';
import type { Principal } from '@sentinai/service-kit';

/** A change, made by somebody, in the transaction that is under way. */
export interface Change {
  tenantId: string;
  user: Principal;
  kind: ConfigChanged['kind'];
  /** What changed: a domain, a tenant. */
  resource: string;
  /** Of the resource; of a tenant, its revision. */
  version: number;
  /** The tenant's configuration revision that carries it. */
  revision: number;
  /** `tenant.suspended`, `pack.activated`. */
  action: string;
  reason?: string;
  before?: JsonObject | null;
  after?: JsonObject | null;
}

export interface ActivationChange {
  user: Principal;
  inForce: HistoricActivation;
  revision: number;
  /** It came with a policy pack. */
  isPolicy: boolean;
}

@Injectable()
export class ChangeRecorder {
  constructor(
    private readonly audit: AuditRecorder,
    private readonly outbox: OutboxRepository,
    private readonly relay: OutboxRelay,
  ) {}

  async record(tx: Transaction, change: Change): Promise<void> {
    const { tenantId, user, kind, resource, version, revision, action, reason, before, after } = change;
    const actor = { type: 'user', id: user.subject } as const;
    const data = { kind, resource, version, revision, changed_by: user.subject };
    const origin = { source: '/sentinai/governance', tenantId, actor };
    await this.outbox.addAboutTenant(tx, tenantEvent(ConfigChanged, origin, data));
    await this.audit.record(tx, {
      tenantId,
      actorId: user.subject,
      action,
      subjectType: kind,
      subjectId: resource,
      reason: reason ?? null,
      before: before ?? null,
      after: after ?? null,
    });
  }

  /** What is in force for a tenant's domain has changed. */
  async recordActivation(tx: Transaction, { user, inForce, revision, isPolicy }: ActivationChange): Promise<void> {
    const { tenantId, domain, domainPackVersion, policyPackVersion, kind } = inForce;
    await this.record(tx, {
      tenantId,
      user,
      kind: isPolicy ? 'policy_pack' : 'domain_pack',
      resource: domain,
      version: isPolicy ? (policyPackVersion ?? domainPackVersion) : domainPackVersion,
      revision,
      action: `pack.${kind}`,
      after: { domain_pack_version: domainPackVersion, policy_pack_version: policyPackVersion },
    });
  }

  /** A tenant's policy pack was stored, and nothing in force has changed by it. */
  async recordImport(
    tx: Transaction,
    { tenantId, user, domain, version }: { tenantId: string; user: Principal; domain: string; version: number },
  ): Promise<void> {
    await this.audit.record(tx, {
      tenantId,
      actorId: user.subject,
      action: 'pack.imported',
      subjectType: 'policy_pack',
      subjectId: domain,
      after: { version },
    });
  }

  /** Publishes what committed transactions have recorded. Returns at once. */
  publish(): void {
    this.relay.kick();
  }
}
