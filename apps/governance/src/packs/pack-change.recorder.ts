/** Records what happens to packs: that one was put into force, or stored. */
import { Injectable } from '@nestjs/common';
import { AuditRecorder, ConfigChangeRecorder } from '@sentinai/messaging';
import type { HistoricActivation, Transaction } from '@sentinai/persistence';
import type { Principal } from '@sentinai/service-kit';

export interface ActivationChange {
  user: Principal;
  inForce: HistoricActivation;
  revision: number;
  /** It came with a policy pack. */
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

  /** What is in force for a tenant's domain has changed. */
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

  /** A pack of the tenant's own was stored, and nothing in force has changed by it. */
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

  /** Publishes what committed transactions have recorded. Returns at once. */
  publish(): void {
    this.changes.publish();
  }
}
