/** Validates and imports packs that come over HTTP. */
import { Injectable } from '@nestjs/common';
import {
  ActivationHistoryRepository,
  PackImporter,
  type PackImportReport,
  type PackReading,
  type StoredPack,
  TenantDetailsRepository,
  TenantRequests,
  type Transaction,
  readPack,
} from '@sentinai/persistence';
import { assertTenantAllowed, notActive, type Principal, ProblemException } from '@sentinai/service-kit';
import { toActivation, toValidation } from './packs.convert.ts';
import type { ActivationAnswer } from './activations.dto.ts';
import type { ImportPackBody, PackImportAnswer, PackValidationAnswer, ValidatePackBody } from './packs.dto.ts';
import { PackChangeRecorder } from './pack-change.recorder.ts';

/** More faults than a person reads are cut. */
const MAX_FAULTS = 200;

@Injectable()
export class PackImportsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly importer: PackImporter,
    private readonly history: ActivationHistoryRepository,
    private readonly tenants: TenantDetailsRepository,
    private readonly changes: PackChangeRecorder,
  ) {}

  /** Stores nothing. @throws ProblemException `tenant_forbidden` when the pack is another tenant's */
  async validate(user: Principal, { pack, tenant_id }: ValidatePackBody): Promise<PackValidationAnswer> {
    const reading = readPack(pack, tenant_id);
    for (const tenantId of reading.tenants) assertTenantAllowed(user, tenantId);
    if (!reading.pack) return toValidation(reading.report);
    const request = { document: pack, tenant: tenant_id };
    return toValidation(await this.requests.run(reading.tenants, (tx) => this.importer.check(tx, reading, request)));
  }

  /**
   * @throws ProblemException `invalid_request` with every fault of the pack, `tenant_forbidden`, `unknown_tenant`, `tenant_suspended`
   */
  async import(user: Principal, body: ImportPackBody): Promise<PackImportAnswer> {
    const { pack: document, tenant_id: tenant, activate = false } = body;
    const reading = readPack(document, tenant);
    for (const tenantId of reading.tenants) assertTenantAllowed(user, tenantId);
    refuseFaults(reading.report);
    if (activate && reading.tenants.length === 0) {
      const errors = [{ path: 'tenant_id', message: 'is required to activate a domain pack' }];
      throw new ProblemException('invalid_request', 'Say for which tenant to activate it.', { errors });
    }
    const request = { document, tenant, importedBy: user.subject, activate, createTenant: false };
    const answer = await this.requests.run(reading.tenants, async (tx) => {
      for (const tenantId of reading.tenants) await this.requireActive(tx, tenantId);
      const report = await this.importer.store(tx, reading, request);
      refuseFaults(report);
      return this.recorded(tx, user, reading, report);
    });
    this.changes.publish();
    return answer;
  }

  private async recorded(
    tx: Transaction,
    user: Principal,
    { tenants }: PackReading,
    report: PackImportReport,
  ): Promise<PackImportAnswer> {
    const { kind, translations, warnings, tests, stored } = report;
    if (!stored) throw new Error('A pack without faults was not stored');
    const { domain, version, created } = stored;
    const activation = await this.activated(tx, user, { stored, kind });
    const [tenantId] = tenants;
    if (kind === 'tenant' && tenantId !== undefined && !activation) {
      await this.changes.recordImport(tx, { tenantId, user, domain, version });
    }
    return { kind, translations, warnings, tests, domain, version, created, activation };
  }

  private async activated(
    tx: Transaction,
    user: Principal,
    { stored: { activation }, kind }: { stored: StoredPack; kind: PackImportReport['kind'] },
  ): Promise<ActivationAnswer | null> {
    if (!activation) return null;
    const { tenantId, domain } = activation;
    const inForce = await this.history.newest(tx, tenantId, domain);
    if (!inForce) throw new Error(`Nothing is in force for ${tenantId}/${domain}`);
    await this.changes.recordActivation(tx, {
      user,
      inForce,
      revision: activation.revision,
      isPolicy: kind === 'tenant',
    });
    return toActivation(inForce, activation);
  }

  private async requireActive(tx: Transaction, tenantId: string): Promise<void> {
    const tenant = await this.tenants.find(tx, tenantId);
    if (!tenant) throw new ProblemException('unknown_tenant', `Tenant "${tenantId}" does not exist.`);
    if (tenant.status !== 'active') throw notActive(tenantId, tenant.status);
  }
}

function refuseFaults({ faults }: PackImportReport): void {
  if (faults.length === 0) return;
  const summary = faults.length === 1 ? 'The pack has a fault' : `The pack has ${faults.length} faults`;
  throw new ProblemException('invalid_request', `${summary}; nothing was stored.`, {
    errors: faults.slice(0, MAX_FAULTS),
  });
}
