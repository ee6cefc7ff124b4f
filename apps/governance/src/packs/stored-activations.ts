/** Reads and locks stored packs and activations; throws a problem that says what is missing. */
import { Injectable } from '@nestjs/common';
import type { DomainPack } from '@sentinai/domain';
import {
  ActivationHistoryRepository,
  type HistoricActivation,
  type PackActivationEntity,
  PackImporter,
  PackRepository,
  TenantDetailsRepository,
  type Transaction,
} from '@sentinai/persistence';
import { notActive, ProblemException, unknownTenant } from '@sentinai/service-kit';

@Injectable()
export class StoredActivations {
  constructor(
    private readonly tenants: TenantDetailsRepository,
    private readonly packs: PackRepository,
    private readonly importer: PackImporter,
    private readonly activations: ActivationHistoryRepository,
  ) {}

  /** Serializes changes of one tenant. @throws ProblemException `unknown_tenant`, `tenant_suspended` */
  async lockTenant(tx: Transaction, tenantId: string): Promise<void> {
    const tenant = await this.tenants.lock(tx, tenantId);
    if (!tenant) throw unknownTenant(tenantId);
    if (tenant.status !== 'active') throw notActive(tenantId, tenant.status);
  }

  /** Returns the requested version; without one, the version in force. */
  async policyVersion(
    tx: Transaction,
    { tenantId, domain }: { tenantId: string; domain: string },
    asked: number | null | undefined,
  ): Promise<number | null> {
    if (asked !== undefined) return asked;
    return (await this.activations.newest(tx, tenantId, domain))?.policyPackVersion ?? null;
  }

  /** @throws ProblemException `not_found` when a version does not exist, `conflict` when the two do not fit each other */
  async requireFit(
    tx: Transaction,
    versions: { tenantId: string; domain: string; domainPackVersion: number; policyPackVersion: number | null },
  ): Promise<void> {
    const { tenantId, domain, domainPackVersion, policyPackVersion } = versions;
    const [domainPack] = await this.packs.domainPacks(tx, [{ tenantId, domain, version: domainPackVersion }]);
    if (!domainPack) throw missing(`domain pack ${domain} of version ${domainPackVersion}`);
    if (policyPackVersion === null) return;
    const policy = { tenantId, domain, version: policyPackVersion };
    const [policyPack] = await this.packs.tenantPacks(tx, [policy]);
    if (!policyPack) throw missing(`policy pack ${domain} of version ${policyPackVersion}`);
    const errors = await this.importer.policyFaults(tx, policy, domainPack.packJson as DomainPack);
    if (errors.length === 0) return;
    throw new ProblemException('conflict', 'The policy pack does not fit the domain pack.', { errors });
  }

  async inForce(tx: Transaction, tenantId: string): Promise<PackActivationEntity[]> {
    const activations = await this.packs.activations(tx, [tenantId]);
    if (activations.length === 0) await this.requireTenant(tx, tenantId);
    return activations;
  }

  async history(
    tx: Transaction,
    { tenantId, domain }: { tenantId: string; domain: string },
    page: { limit: number; before: string | null },
  ): Promise<HistoricActivation[]> {
    const rows = await this.activations.page(tx, { tenantId, domain }, page);
    if (rows.length > 0 || page.before !== null) return rows;
    await this.requireTenant(tx, tenantId);
    throw missing(`activation of ${domain}`);
  }

  private async requireTenant(tx: Transaction, tenantId: string): Promise<void> {
    if (!(await this.tenants.find(tx, tenantId))) throw unknownTenant(tenantId);
  }
}

const missing = (what: string): ProblemException => new ProblemException('not_found', `There is no ${what}.`);
