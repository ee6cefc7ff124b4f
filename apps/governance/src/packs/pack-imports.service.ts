/** Validates and imports packs received over HTTP. */
import { Injectable } from '@nestjs/common';
import { packKind } from '@sentinai/domain';
import { PackChangeRecorder } from '@sentinai/messaging';
import {
  PackImporter,
  type PackImportReport,
  type PackReading,
  TenantDetailsRepository,
  TenantRequests,
  type Transaction,
  readPack,
} from '@sentinai/persistence';
import {
  actorOf,
  assertPermitted,
  assertTenantAllowed,
  notActive,
  onlyTenant,
  type Principal,
  ProblemException,
  soleTenant,
  unknownTenant,
} from '@sentinai/service-kit';
import { toActivation, toValidation } from './packs.convert.ts';
import type { ImportPackBody, PackImportAnswer, PackValidationAnswer, ValidatePackBody } from './packs.dto.ts';

/** Maximum number of faults in a response: nobody reads more. */
const MAX_FAULTS = 200;

@Injectable()
export class PackImportsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly importer: PackImporter,
    private readonly tenants: TenantDetailsRepository,
    private readonly changes: PackChangeRecorder,
  ) {}

  /** Stores nothing. @throws ProblemException `tenant_forbidden` when the pack is another tenant's */
  async validate(user: Principal, body: ValidatePackBody): Promise<PackValidationAnswer> {
    const { pack: document, tenant_id, domain_pack_version: domainPackVersion } = body;
    const tenant = packKind(document) === 'domain' ? (tenant_id ?? soleTenant(user)) : tenant_id;
    const reading = readPack(document, tenant);
    for (const tenantId of reading.tenants) assertTenantAllowed(user, tenantId);
    if (!reading.pack) return toValidation(reading.report);
    const request = { document, tenant, shared: false, domainPackVersion };
    return toValidation(await this.requests.run(reading.tenants, (tx) => this.importer.check(tx, reading, request)));
  }

  /**
   * @throws ProblemException `invalid_request` with every fault of the pack, `forbidden` when it may not be published, `tenant_forbidden`,
   * `unknown_tenant`, `tenant_suspended`
   */
  async import(user: Principal, body: ImportPackBody): Promise<PackImportAnswer> {
    const { pack: document, domain_pack_version: domainPackVersion, activate = false } = body;
    const { tenant, shared } = addressee(user, body);
    const reading = readPack(document, tenant);
    for (const tenantId of reading.tenants) assertTenantAllowed(user, tenantId);
    refuseFaults(reading.report);
    if (activate && reading.report.kind === 'domain' && body.tenant_id === undefined) {
      const errors = [{ path: 'tenant_id', message: 'is required to activate a domain pack' }];
      throw new ProblemException('invalid_request', 'Name the tenant for which to activate the pack.', { errors });
    }
    const importedBy = user.subject;
    const request = { document, tenant, shared, domainPackVersion, importedBy, activate, createTenant: false };
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
    reading: PackReading,
    report: PackImportReport,
  ): Promise<PackImportAnswer> {
    const { kind, translations, warnings, tests, domainPackVersion: domain_pack_version, stored } = report;
    if (!stored) throw new Error('A pack without faults was not stored');
    const { domain, version, created, shared } = stored;
    const inForce = await this.changes.recordImport(tx, actorOf(user), { reading, report });
    const activation = inForce && stored.activation && toActivation(inForce, stored.activation);
    return { kind, translations, warnings, tests, domain_pack_version, domain, version, created, shared, activation };
  }

  private async requireActive(tx: Transaction, tenantId: string): Promise<void> {
    const tenant = await this.tenants.find(tx, tenantId);
    if (!tenant) throw unknownTenant(tenantId);
    if (tenant.status !== 'active') throw notActive(tenantId, tenant.status);
  }
}

/**
 * Returns the tenant that will own a domain pack and for which a pack is activated. With a token of one tenant, the body need not name it. A
 * user who may publish and names no tenant publishes the pack.
 *
 * @throws ProblemException `forbidden` when the user may not publish; `invalid_request` when the token has several tenants
 */
function addressee(user: Principal, body: ImportPackBody): { tenant: string | undefined; shared: boolean } {
  const { pack, tenant_id: tenant, shared = tenant === undefined && user.isSuperAdmin } = body;
  if (packKind(pack) !== 'domain') return { tenant, shared: body.shared ?? false };
  if (!shared) return { tenant: tenant ?? onlyTenant(user), shared };
  assertPermitted(user, 'packs.publish');
  return { tenant, shared };
}

function refuseFaults({ faults }: PackImportReport): void {
  if (faults.length === 0) return;
  const summary = faults.length === 1 ? 'The pack has a fault' : `The pack has ${faults.length} faults`;
  throw new ProblemException('invalid_request', `${summary}; nothing was stored.`, {
    errors: faults.slice(0, MAX_FAULTS),
  });
}
