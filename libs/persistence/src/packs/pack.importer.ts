/** Imports packs: checks them, stores them as versions, activates them. Shared by the API and the command line. */
import {
  type DomainPack,
  type PackFinding,
  type PackImport,
  type PackKind,
  type PackTestResult,
  type TenantPolicyPack,
  importDomainPack,
  importTenantPack,
  packKind,
} from '@sentinai/domain';
import type { Transaction } from '../database/transaction.ts';
import type { TenantRepository } from '../tenants/tenant.repository.ts';
import type { ActivationReport, PackInstaller } from './pack.installer.ts';
import type { DomainPackVersionEntity, PackActivationEntity } from './pack.entity.ts';
import type { PackRepository } from './pack.repository.ts';

export interface PackToImport {
  /** The pack as submitted, in any shape. */
  document: unknown;
  /** The tenant that a domain pack is activated for and owned by; for a policy pack, the tenant it must belong to. */
  tenant?: string | undefined;
  /** Publishes a domain pack to all tenants. The caller must check whether that is permitted. */
  shared: boolean;
  /** Version of the domain pack that a policy pack applies to; default: the version in force. */
  domainPackVersion?: number | undefined;
  /** Name of a tenant that is created; default: its id. */
  tenantName?: string | undefined;
  /** Who is responsible for the import: `cli:ann`. */
  importedBy: string;
  /** False: the pack is only stored. A domain pack without a tenant is only stored as well. */
  activate: boolean;
  /** Creates a missing tenant; otherwise a missing tenant is a fault. */
  createTenant: boolean;
}

/** Result of an import. With any fault, nothing may be kept: the caller rolls the transaction back. */
export interface PackImportReport {
  /** Null when the document resembles neither kind. */
  kind: PackKind | null;
  translations: string[];
  warnings: PackFinding[];
  faults: PackFinding[];
  /** Result of a domain pack's own tests; null when they did not run. */
  tests: PackTestResult | null;
  /**
   * Version of the domain pack that a policy pack was checked against; null for a domain pack, or when there is none.
   */
  domainPackVersion: number | null;
  stored: StoredPack | null;
}

export interface StoredPack {
  domain: string;
  version: number;
  /** False when the same content was already stored. */
  created: boolean;
  /** True for a domain pack visible to all tenants; false for a tenant's own. */
  shared: boolean;
  /** Null when the pack was only stored. */
  activation: PackActivation | null;
}

export interface PackActivation extends ActivationReport {
  tenantId: string;
  tenantCreated: boolean;
  domain: string;
  domainPackVersion: number;
  policyPackVersion: number | null;
}

/** A document checked as far as possible without the database. */
export interface PackReading {
  report: PackImportReport;
  /** Null when there are faults. */
  pack: DomainPack | TenantPolicyPack | null;
  /** The tenants that an import of it affects. */
  tenants: string[];
}

/** Reads a pack and checks everything except its references. Never throws. */
export function readPack(document: unknown, tenant?: string): PackReading {
  const kind = packKind(document);
  if (kind === null) return { report: unrecognized(), pack: null, tenants: [] };
  const read = kind === 'domain' ? importDomainPack(document) : importTenantPack(document, null);
  const named = read.pack && 'tenant_id' in read.pack ? read.pack.tenant_id : tenant;
  return { report: reportOf(read), pack: read.pack, tenants: named === undefined ? [] : [named] };
}

export interface PackImporterParts {
  packs: PackRepository;
  tenants: TenantRepository;
  installer: PackInstaller;
}

export class PackImporter {
  constructor(private readonly parts: PackImporterParts) {}

  /**
   * Checks a read document against the database: a policy pack against the named or active version of its domain
   * pack, a domain pack against its tenant's policy in force. Writes nothing.
   */
  async check(
    tx: Transaction,
    { pack, report, tenants }: PackReading,
    request: Pick<PackToImport, 'document' | 'tenant' | 'shared' | 'domainPackVersion'>,
  ): Promise<PackImportReport> {
    if (!pack) return report;
    const misplaced = misplacedFaults(pack, request);
    if (misplaced.length > 0) return { ...report, faults: misplaced };
    if ('tenant_id' in pack) return (await this.checkTenantPack(tx, pack, request)).report;
    const [tenantId] = tenants;
    return tenantId === undefined ? report : { ...report, faults: (await this.policyKept(tx, tenantId, pack)).faults };
  }

  /** Stores a read document, in a transaction that names its tenants. With faults, nothing of it may be kept. */
  async store(tx: Transaction, reading: PackReading, request: PackToImport): Promise<PackImportReport> {
    const { pack, report } = reading;
    if (!pack) return report;
    const misplaced = misplacedFaults(pack, request);
    if (misplaced.length > 0) return { ...report, faults: misplaced };
    if ('tenant_id' in pack) return this.storeTenantPack(tx, { ...request, pack });
    return this.storeDomainPack(tx, report, { ...request, pack });
  }

  private async storeDomainPack(
    tx: Transaction,
    report: PackImportReport,
    request: PackToImport & { pack: DomainPack },
  ): Promise<PackImportReport> {
    const { pack, tenant: tenantId, document: original, importedBy, shared } = request;
    if (tenantId === undefined && !shared) throw new Error('A domain pack must be published or belong to a tenant');
    const tenant = tenantId === undefined ? null : await this.tenantFor(tx, tenantId, request);
    if (tenant && tenant.faults.length > 0) return { ...report, faults: tenant.faults };
    const { version, created } = await this.parts.installer.saveDomainPack(tx, pack, {
      owner: shared || tenantId === undefined ? null : tenantId,
      original,
      createdBy: importedBy,
    });
    const { domain } = pack;
    const stored = { domain, version, created, shared, activation: null };
    if (tenantId === undefined || !tenant || !request.activate) return { ...report, stored };
    const kept = await this.policyKept(tx, tenantId, pack);
    if (kept.faults.length > 0) return { ...report, faults: kept.faults };
    const versions = { domain, domainPackVersion: version, policyPackVersion: kept.version };
    const activated = await this.parts.installer.activate(tx, { tenantId, activatedBy: importedBy, ...versions });
    const activation = { tenantId, tenantCreated: tenant.created, ...versions, ...activated };
    return { ...report, stored: { ...stored, activation } };
  }

  private async storeTenantPack(
    tx: Transaction,
    request: PackToImport & { pack: TenantPolicyPack },
  ): Promise<PackImportReport> {
    const { pack, document, importedBy } = request;
    const { tenant_id: tenantId, domain } = pack;
    const tenant = await this.tenantFor(tx, tenantId, request);
    const { report, checked } = await this.checkTenantPack(tx, pack, request);
    const { domainPackVersion } = report;
    if (!checked || domainPackVersion === null || tenant.faults.length > 0) {
      return { ...report, faults: [...report.faults, ...tenant.faults] };
    }
    const { version, created } = await this.parts.installer.saveTenantPack(tx, checked, document, importedBy);
    const stored = { domain, version, created, shared: false, activation: null };
    if (!request.activate) return { ...report, stored };
    const versions = { domain, domainPackVersion, policyPackVersion: version };
    const activated = await this.parts.installer.activate(tx, { tenantId, activatedBy: importedBy, ...versions });
    const activation = { tenantId, tenantCreated: tenant.created, ...versions, ...activated };
    return { ...report, stored: { ...stored, activation } };
  }

  /** Reads the document again, knowing its domain: the meaning of its shapes may depend on the domain's tools. */
  private async checkTenantPack(
    tx: Transaction,
    { tenant_id: tenantId, domain }: TenantPolicyPack,
    { document, domainPackVersion: asked }: Pick<PackToImport, 'document' | 'domainPackVersion'>,
  ): Promise<{ report: PackImportReport; checked: TenantPolicyPack | null }> {
    const domainPack = await this.domainPackFor(tx, { tenantId, domain }, asked);
    const read = importTenantPack(document, (domainPack?.packJson as DomainPack | undefined) ?? null);
    const report = reportOf(read);
    if (domainPack) return { report: { ...report, domainPackVersion: domainPack.version }, checked: read.pack };
    const fault =
      asked === undefined
        ? { path: '$', message: `is for the domain ${domain}, whose pack must be imported first` }
        : { path: 'domain_pack_version', message: `There is no version ${asked} of the domain pack ${domain}` };
    return { report: { ...report, faults: [...read.faults, fault] }, checked: null };
  }

  /**
   * Returns the domain pack that a policy pack applies to: the named version, else the one in force, so that
   * importing a policy moves nobody to another version. Where none is in force yet: the tenant's own newest, else the
   * newest published one.
   */
  private async domainPackFor(
    tx: Transaction,
    { tenantId, domain }: { tenantId: string; domain: string },
    asked: number | undefined,
  ): Promise<DomainPackVersionEntity | null> {
    const version = asked ?? (await this.inForce(tx, tenantId, domain))?.domainPackVersion;
    if (version === undefined) return this.parts.packs.newestDomainPack(tx, tenantId, domain);
    const [found] = await this.parts.packs.domainPacks(tx, [{ tenantId, domain, version }]);
    return found ?? null;
  }

  private async inForce(tx: Transaction, tenantId: string, domain: string): Promise<PackActivationEntity | undefined> {
    const activations = await this.parts.packs.activations(tx, [tenantId]);
    return activations.find((activation) => activation.domain === domain);
  }

  /**
   * Returns the version of the tenant's policy pack that stays in force. One that does not fit the new domain pack is
   * a fault: continuing without it would drop the tenant's guardrails, and continuing with it would leave rules
   * without effect.
   */
  private async policyKept(
    tx: Transaction,
    tenantId: string,
    domainPack: DomainPack,
  ): Promise<{ version: number | null; faults: PackFinding[] }> {
    const { domain } = domainPack;
    const version = (await this.inForce(tx, tenantId, domain))?.policyPackVersion ?? null;
    if (version === null) return { version, faults: [] };
    return { version, faults: await this.policyFaults(tx, { tenantId, domain, version }, domainPack) };
  }

  /** Returns what in a stored policy pack does not fit a domain pack. */
  async policyFaults(
    tx: Transaction,
    policy: { tenantId: string; domain: string; version: number },
    domainPack: DomainPack,
  ): Promise<PackFinding[]> {
    const [stored] = await this.parts.packs.tenantPacks(tx, [policy]);
    return importTenantPack(stored?.packJson, domainPack).faults.map(({ path, message }) => ({
      path: `policy pack ${policy.version} of ${policy.tenantId}, ${path}`,
      message,
    }));
  }

  /** Locks the tenant: what is in force for it cannot change until the transaction ends. */
  private async tenantFor(
    tx: Transaction,
    tenantId: string,
    { createTenant, tenantName }: Pick<PackToImport, 'createTenant' | 'tenantName'>,
  ): Promise<{ created: boolean; faults: PackFinding[] }> {
    const { tenants } = this.parts;
    const created = createTenant && (await tenants.create(tx, tenantId, tenantName ?? tenantId));
    if (await tenants.lock(tx, tenantId)) return { created, faults: [] };
    return { created, faults: [{ path: '$', message: `is for the tenant ${tenantId}, which does not exist` }] };
  }
}

function reportOf({ kind, translations, warnings, faults, tests }: PackImport<unknown>): PackImportReport {
  return { kind, translations, warnings, faults, tests, domainPackVersion: null, stored: null };
}

/** Faults of a request that only fits a pack of the other kind or of another tenant. */
function misplacedFaults(
  pack: DomainPack | TenantPolicyPack,
  { tenant, shared, domainPackVersion }: Pick<PackToImport, 'tenant' | 'shared' | 'domainPackVersion'>,
): PackFinding[] {
  if (!('tenant_id' in pack)) {
    if (domainPackVersion === undefined) return [];
    return [
      {
        path: 'domain_pack_version',
        message: 'applies only to a policy pack; a domain pack is numbered automatically',
      },
    ];
  }
  if (shared)
    return [{ path: 'shared', message: 'applies only to a domain pack; a policy pack belongs to its tenant' }];
  if (tenant === undefined || tenant === pack.tenant_id) return [];
  return [{ path: '$', message: `is a pack of tenant ${pack.tenant_id}, not of ${tenant}` }];
}

function unrecognized(): PackImportReport {
  const message = 'looks like neither kind of pack: a domain pack names its domain, a tenant policy pack its tenant_id';
  const faults = [{ path: '$', message }];
  return { kind: null, translations: [], warnings: [], faults, tests: null, domainPackVersion: null, stored: null };
}
