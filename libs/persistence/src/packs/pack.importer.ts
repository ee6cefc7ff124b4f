/** Takes packs in: checks them, stores them as versions, puts them into force. The API and the command line share it. */
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
import type { PackRepository } from './pack.repository.ts';

export interface PackToImport {
  /** The pack as it was handed in, of whatever shape. */
  document: unknown;
  /** Whom a domain pack is activated for; of a policy pack, the tenant it must be for. */
  tenant?: string | undefined;
  /** Of a tenant that is created; default: its id. */
  tenantName?: string | undefined;
  /** Who answers for it: `cli:ann`. */
  importedBy: string;
  /** False: it is only stored. A domain pack without a tenant is only stored as well. */
  activate: boolean;
  /** A tenant that is missing is created; else that is a fault. */
  createTenant: boolean;
}

/** What came of an import. With any fault, nothing is to be kept: the caller takes the transaction back. */
export interface PackImportReport {
  /** Null when the document looks like neither. */
  kind: PackKind | null;
  translations: string[];
  warnings: PackFinding[];
  faults: PackFinding[];
  /** Of a domain pack's own tests; null when they were not run. */
  tests: PackTestResult | null;
  stored: StoredPack | null;
}

export interface StoredPack {
  domain: string;
  version: number;
  /** False when this very content was stored before. */
  created: boolean;
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

/** A document as far as it can be judged without the database. */
export interface PackReading {
  report: PackImportReport;
  /** Null when there are faults. */
  pack: DomainPack | TenantPolicyPack | null;
  /** The tenants that importing it is about. */
  tenants: string[];
}

/** Reads a pack: everything is checked but what it refers to. Never throws. */
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
   * Checks what has been read against what is stored: a policy pack against the newest version of its domain's pack, a domain pack
   * against the policy that its tenant has in force. Writes nothing.
   */
  async check(
    tx: Transaction,
    { pack, report, tenants }: PackReading,
    { document, tenant }: Pick<PackToImport, 'document' | 'tenant'>,
  ): Promise<PackImportReport> {
    if (!pack) return report;
    if ('tenant_id' in pack) {
      const misplaced = misplacedFaults(pack, tenant);
      return misplaced.length > 0
        ? { ...report, faults: misplaced }
        : (await this.checkTenantPack(tx, pack.domain, document)).report;
    }
    const [tenantId] = tenants;
    return tenantId === undefined ? report : { ...report, faults: (await this.policyKept(tx, tenantId, pack)).faults };
  }

  /** Stores what has been read, in a transaction that names its tenants. With faults, nothing of it is to be kept. */
  async store(tx: Transaction, reading: PackReading, request: PackToImport): Promise<PackImportReport> {
    const { pack } = reading;
    if (!pack) return reading.report;
    if ('tenant_id' in pack) return this.storeTenantPack(tx, reading, { ...request, pack });
    return this.storeDomainPack(tx, reading, { ...request, pack });
  }

  private async storeDomainPack(
    tx: Transaction,
    { report }: PackReading,
    { pack, tenant: tenantId, document, importedBy, ...request }: PackToImport & { pack: DomainPack },
  ): Promise<PackImportReport> {
    const { version, created } = await this.parts.installer.saveDomainPack(tx, pack, document, importedBy);
    const { domain } = pack;
    const stored = { domain, version, created, activation: null };
    if (tenantId === undefined || !request.activate) return { ...report, stored };
    const tenant = await this.tenantFor(tx, tenantId, request);
    const kept = await this.policyKept(tx, tenantId, pack);
    const faults = [...tenant.faults, ...kept.faults];
    if (faults.length > 0) return { ...report, faults };
    const versions = { domain, domainPackVersion: version, policyPackVersion: kept.version };
    const activated = await this.parts.installer.activate(tx, { tenantId, activatedBy: importedBy, ...versions });
    const activation = { tenantId, tenantCreated: tenant.created, ...versions, ...activated };
    return { ...report, stored: { ...stored, activation } };
  }

  private async storeTenantPack(
    tx: Transaction,
    reading: PackReading,
    { pack, tenant: expected, document, importedBy, ...request }: PackToImport & { pack: TenantPolicyPack },
  ): Promise<PackImportReport> {
    const { tenant_id: tenantId, domain } = pack;
    const misplaced = misplacedFaults(pack, expected);
    if (misplaced.length > 0) return { ...reading.report, faults: misplaced };
    const { report, checked, domainPackVersion } = await this.checkTenantPack(tx, domain, document);
    const tenant = await this.tenantFor(tx, tenantId, request);
    if (!checked || tenant.faults.length > 0) return { ...report, faults: [...report.faults, ...tenant.faults] };
    const { version, created } = await this.parts.installer.saveTenantPack(tx, checked, document, importedBy);
    const stored = { domain, version, created, activation: null };
    if (!request.activate) return { ...report, stored };
    const versions = { domain, domainPackVersion, policyPackVersion: version };
    const activated = await this.parts.installer.activate(tx, { tenantId, activatedBy: importedBy, ...versions });
    const activation = { tenantId, tenantCreated: tenant.created, ...versions, ...activated };
    return { ...report, stored: { ...stored, activation } };
  }

  /** Reads the document again, knowing its domain: what its shapes mean may depend on the domain's tools. */
  private async checkTenantPack(
    tx: Transaction,
    domain: string,
    document: unknown,
  ): Promise<{ report: PackImportReport; checked: TenantPolicyPack | null; domainPackVersion: number }> {
    const domainPack = await this.parts.packs.newestDomainPack(tx, domain);
    const read = importTenantPack(document, (domainPack?.packJson as DomainPack | undefined) ?? null);
    if (domainPack) return { report: reportOf(read), checked: read.pack, domainPackVersion: domainPack.version };
    const message = `is for the domain ${domain}, whose pack has to be imported first`;
    const faults = [...read.faults, { path: '$', message }];
    return { report: { ...reportOf(read), faults }, checked: null, domainPackVersion: 0 };
  }

  /**
   * The version of the tenant's policy pack that stays in force. One that does not fit the new domain pack is a fault: going
   * on without it would drop the tenant's guardrails, and going on with it would leave rules without effect.
   */
  private async policyKept(
    tx: Transaction,
    tenantId: string,
    domainPack: DomainPack,
  ): Promise<{ version: number | null; faults: PackFinding[] }> {
    const { domain } = domainPack;
    const activations = await this.parts.packs.activations(tx, [tenantId]);
    const version = activations.find((activation) => activation.domain === domain)?.policyPackVersion ?? null;
    if (version === null) return { version, faults: [] };
    return { version, faults: await this.policyFaults(tx, { tenantId, domain, version }, domainPack) };
  }

  /** What of a stored policy pack does not fit a domain pack. */
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

  private async tenantFor(
    tx: Transaction,
    tenantId: string,
    { createTenant, tenantName }: Pick<PackToImport, 'createTenant' | 'tenantName'>,
  ): Promise<{ created: boolean; faults: PackFinding[] }> {
    const { tenants } = this.parts;
    if (createTenant) return { created: await tenants.create(tx, tenantId, tenantName ?? tenantId), faults: [] };
    if (await tenants.find(tx, tenantId)) return { created: false, faults: [] };
    return { created: false, faults: [{ path: '$', message: `is for the tenant ${tenantId}, which does not exist` }] };
  }
}

function reportOf({ kind, translations, warnings, faults, tests }: PackImport<unknown>): PackImportReport {
  return { kind, translations, warnings, faults, tests, stored: null };
}

function misplacedFaults({ tenant_id }: TenantPolicyPack, expected: string | undefined): PackFinding[] {
  if (expected === undefined || expected === tenant_id) return [];
  return [{ path: '$', message: `is the pack of tenant ${tenant_id}, not of ${expected}` }];
}

function unrecognized(): PackImportReport {
  const message = 'looks like neither pack: a domain pack names its domain, a tenant policy pack its tenant_id';
  return { kind: null, translations: [], warnings: [], faults: [{ path: '$', message }], tests: null, stored: null };
}
