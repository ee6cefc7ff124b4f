/** Records activations and imports of packs as events. */
import { Injectable } from '@nestjs/common';
import { AuditRecorder, ConfigChangeRecorder } from '@sentinai/messaging';
import type { HistoricActivation, Transaction } from '@sentinai/persistence';
import type { Principal } from '@sentinai/service-kit';

export interface ActivationChange {
  user: Principal;
  inForce: HistoricActivation;
  revision: number;
  /** Whether the activation includes a policy pack. */
  isPolicy: boolean;
}

export interface StoredChange {
  tenantId: string;
  user: Principal;
  subjectType: 'domain_pack' | 'policy_pack';
  domain: string;
  version: number;
}

@Injectable()
export class PackChangeRecorder {
  constructor(
    private readonly changes: ConfigChangeRecorder,
    private readonly audit: AuditRecorder,
  ) {}

  /** Records that the versions in force for a tenant's domain have changed. */
  async recordActivation(tx: Transaction, { user, inForce, revision, isPolicy }: ActivationChange): Promise<void> {
    const { tenantId, domain, domainPackVersion, policyPackVersion, kind } = inForce;
    await this.changes.record(tx, {
      tenantId,
      actorId: user.subject,
      kind: isPolicy ? 'policy_pack' : 'domain_pack',
      resource: domain,
      version: isPolicy ? (policyPackVersion ?? domainPackVersion) : domainPackVersion,
      revision,
      action: `pack.${kind}`,
      after: { domain_pack_version: domainPackVersion, policy_pack_version: policyPackVersion },
    });
  }

  /** Records that a tenant's own pack was stored; nothing in force has changed. */
  async recordImport(tx: Transaction, { tenantId, user, subjectType, domain, version }: StoredChange): Promise<void> {
    await this.audit.record(tx, {
      tenantId,
      actorId: user.subject,
      action: 'pack.imported',
      subjectType,
      subjectId: domain,
      after: { version },
    });
  }

  /** Publishes the events of committed transactions. Returns at once. */
  publish(): void {
    this.changes.publish();
  }
}
