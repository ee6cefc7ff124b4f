/**
 * Records imports, activations and rollbacks of packs, of the API and of the command line alike. A pack that is published to all tenants
 * changes none of them, and leaves no record.
 */
import type { AuditActor } from '@sentinai/contracts';
import type {
  ActivationHistoryRepository,
  HistoricActivation,
  PackImportReport,
  PackReading,
  Transaction,
} from '@sentinai/persistence';
import type { AuditRecorder } from './audit.recorder.ts';
import type { ConfigChangeRecorder } from './config-change.recorder.ts';

/** An activation in the current transaction. */
export interface ActivationChange {
  actor: AuditActor;
  tenantId: string;
  domain: string;
  /** The tenant's configuration revision that includes the activation. */
  revision: number;
  /** Whether it was a policy pack that was imported. */
  isPolicy: boolean;
}

export interface PackChangeParts {
  changes: ConfigChangeRecorder;
  audit: AuditRecorder;
  history: ActivationHistoryRepository;
}

export class PackChangeRecorder {
  constructor(private readonly parts: PackChangeParts) {}

  /**
   * Records what an import has stored and activated.
   * @returns the activation that is now in force; null when the pack was only stored
   */
  async recordImport(
    tx: Transaction,
    actor: AuditActor,
    { reading, report: { stored, kind } }: { reading: PackReading; report: PackImportReport },
  ): Promise<HistoricActivation | null> {
    const [tenantId] = reading.tenants;
    if (!stored || tenantId === undefined) return null;
    const { domain, version, shared, activation } = stored;
    const isPolicy = kind === 'tenant';
    if (activation) {
      if (activation.tenantCreated) await this.recordTenant(tx, actor, tenantId);
      return this.recordActivation(tx, { actor, tenantId, domain, revision: activation.revision, isPolicy });
    }
    if (shared) return null;
    const subjectType = isPolicy ? 'policy_pack' : 'domain_pack';
    const act = { action: 'pack.imported', subjectType, subjectId: domain, after: { version } };
    await this.parts.audit.record(tx, { tenantId, actor, ...act });
    return null;
  }

  /** Records that the versions in force for a tenant's domain have changed. @returns the activation that is now in force */
  async recordActivation(tx: Transaction, change: ActivationChange): Promise<HistoricActivation> {
    const { actor, tenantId, domain, revision, isPolicy } = change;
    const [inForce, previous] = await this.parts.history.page(tx, { tenantId, domain }, { limit: 2, before: null });
    if (!inForce) throw new Error(`Nothing is in force for ${tenantId}/${domain}`);
    const { domainPackVersion, policyPackVersion, kind } = inForce;
    await this.parts.changes.record(tx, {
      tenantId,
      actor,
      kind: isPolicy ? 'policy_pack' : 'domain_pack',
      resource: domain,
      version: isPolicy ? (policyPackVersion ?? domainPackVersion) : domainPackVersion,
      revision,
      action: `pack.${kind}`,
      before: previous ? versionsOf(previous) : null,
      after: versionsOf(inForce),
    });
    return inForce;
  }

  /** Publishes the events of committed transactions. Returns at once. */
  publish(): void {
    this.parts.changes.publish();
  }

  private recordTenant(tx: Transaction, actor: AuditActor, tenantId: string): Promise<void> {
    const act = {
      action: 'tenant.created',
      subjectType: 'tenant',
      subjectId: tenantId,
      after: { tenant_id: tenantId },
    };
    return this.parts.audit.record(tx, { tenantId, actor, ...act });
  }
}

const versionsOf = ({ domainPackVersion, policyPackVersion }: HistoricActivation) => ({
  domain_pack_version: domainPackVersion,
  policy_pack_version: policyPackVersion,
});
