/** Imports one pack into the database, in one transaction: all of it takes effect, or nothing. */
import {
  importDomainPack,
  importTenantPack,
  packKind,
  type DomainPack,
  type PackFinding,
  type PackImport,
  type PackKind,
  type TenantPolicyPack,
} from '@sentinai/domain';
import {
  PackInstaller,
  PackRepository,
  PlaybookRepository,
  TenantRepository,
  ToolDefinitionRepository,
  type ActivationReport,
  type TenantTransactions,
  type Transaction,
} from '@sentinai/persistence';

export interface PackToImport {
  /** The pack as it was handed in, of whatever shape. */
  document: unknown;
  /** Whom a domain pack is activated for; of a policy pack, the tenant it must be for. */
  tenant?: string;
  /** Of a tenant that is created; default: its id. */
  tenantName?: string;
  /** Who answers for it: `cli:ann`. */
  importedBy: string;
  /** Warnings stop the import, as faults do. */
  strict: boolean;
  /** Everything is done and taken back. */
  dryRun: boolean;
}

/** What came of an import. With any fault, nothing was stored. */
export interface PackImportReport {
  /** Null when the document looks like neither. */
  kind: PackKind | null;
  translations: string[];
  warnings: PackFinding[];
  faults: PackFinding[];
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

/** Imports a pack. Faults of the document are in the report; what is thrown is the database's. */
export async function importPack(transactions: TenantTransactions, pack: PackToImport): Promise<PackImportReport> {
  const kind = packKind(pack.document);
  if (kind === null) return unrecognized();
  const first = kind === 'domain' ? importDomainPack(pack.document) : importTenantPack(pack.document, null);
  if (!first.pack) return refused(first);
  const tenants = tenantsNamed(first.pack, pack);
  const report: PackImportReport = { ...findingsOf(first), stored: null };
  try {
    await transactions.run(tenants, async (tx) => {
      const importer = new PackImporter(tx, pack, report);
      report.stored = await importer.store(first);
      if (isRefused(report, pack) || pack.dryRun) throw new TakeBack();
    });
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error;
  }
  return isRefused(report, pack) ? { ...report, stored: null } : report;
}

/** Thrown out of a transaction that is meant to leave nothing behind. */
class TakeBack extends Error {}

const isRefused = ({ faults, warnings }: PackImportReport, { strict }: PackToImport): boolean =>
  faults.length > 0 || (strict && warnings.length > 0);

class PackImporter {
  private readonly packs = new PackRepository();
  private readonly tenants = new TenantRepository();
  private readonly installer = new PackInstaller(
    this.packs,
    new PlaybookRepository(),
    new ToolDefinitionRepository(),
    this.tenants,
  );
  private readonly tx: Transaction;
  private readonly request: PackToImport;
  private readonly report: PackImportReport;

  constructor(tx: Transaction, request: PackToImport, report: PackImportReport) {
    this.tx = tx;
    this.request = request;
    this.report = report;
  }

  /** Null when there are faults; they are in the report. */
  async store({ pack }: PackImport<DomainPack> | PackImport<TenantPolicyPack>): Promise<StoredPack | null> {
    if (!pack) return null;
    return 'tenant_id' in pack ? this.storeTenantPack(pack) : this.storeDomainPack(pack);
  }

  private async storeDomainPack(pack: DomainPack): Promise<StoredPack | null> {
    const { tenant: tenantId, document, importedBy } = this.request;
    const { version, created } = await this.installer.saveDomainPack(this.tx, pack, document, importedBy);
    const stored = { domain: pack.domain, version, created };
    if (tenantId === undefined) return { ...stored, activation: null };
    const tenantCreated = await this.createTenant(tenantId);
    const policyPackVersion = await this.policyKept(tenantId, pack);
    if (this.report.faults.length > 0) return null;
    const versions = { domain: pack.domain, domainPackVersion: version, policyPackVersion };
    return { ...stored, activation: await this.activate(tenantId, tenantCreated, versions) };
  }

  private async storeTenantPack({ tenant_id: tenantId, domain }: TenantPolicyPack): Promise<StoredPack | null> {
    const { tenant, document, importedBy } = this.request;
    if (tenant !== undefined && tenant !== tenantId) {
      return this.fault({ path: '$', message: `is the pack of tenant ${tenantId}, not of ${tenant}` });
    }
    const domainPack = await this.packs.newestDomainPack(this.tx, domain);
    if (!domainPack) {
      return this.fault({ path: '$', message: `is for the domain ${domain}, whose pack has to be imported first` });
    }
    const checked = importTenantPack(document, domainPack.packJson as DomainPack);
    Object.assign(this.report, findingsOf(checked));
    if (!checked.pack) return null;
    const tenantCreated = await this.createTenant(tenantId);
    const { version, created } = await this.installer.saveTenantPack(this.tx, checked.pack, document, importedBy);
    const versions = { domain, domainPackVersion: domainPack.version, policyPackVersion: version };
    return { domain, version, created, activation: await this.activate(tenantId, tenantCreated, versions) };
  }

  /**
   * The version of the tenant's policy pack that stays in force. One that does not fit the new domain pack is a fault: going
   * on without it would drop the tenant's guardrails, and going on with it would leave rules without effect.
   */
  private async policyKept(tenantId: string, domainPack: DomainPack): Promise<number | null> {
    const { domain } = domainPack;
    const activations = await this.packs.activations(this.tx, [tenantId]);
    const version = activations.find((activation) => activation.domain === domain)?.policyPackVersion ?? null;
    if (version === null) return null;
    const [policy] = await this.packs.tenantPacks(this.tx, [{ tenantId, domain, version }]);
    for (const { path, message } of importTenantPack(policy?.packJson, domainPack).faults) {
      this.fault({ path: `policy pack ${version} of ${tenantId}, ${path}`, message });
    }
    return version;
  }

  private createTenant(tenantId: string): Promise<boolean> {
    return this.tenants.create(this.tx, tenantId, this.request.tenantName ?? tenantId);
  }

  private async activate(
    tenantId: string,
    tenantCreated: boolean,
    versions: { domain: string; domainPackVersion: number; policyPackVersion: number | null },
  ): Promise<PackActivation> {
    const activatedBy = this.request.importedBy;
    const activated = await this.installer.activate(this.tx, { tenantId, activatedBy, ...versions });
    return { tenantId, tenantCreated, ...versions, ...activated };
  }

  private fault(finding: PackFinding): null {
    this.report.faults.push(finding);
    return null;
  }
}

function tenantsNamed(pack: DomainPack | TenantPolicyPack, { tenant }: PackToImport): string[] {
  if ('tenant_id' in pack) return [pack.tenant_id];
  return tenant === undefined ? [] : [tenant];
}

function findingsOf(imported: PackImport<unknown>): Omit<PackImportReport, 'stored'> {
  const { kind, translations, warnings, faults } = imported;
  return { kind, translations, warnings, faults: [...faults] };
}

function refused(imported: PackImport<unknown>): PackImportReport {
  return { ...findingsOf(imported), stored: null };
}

function unrecognized(): PackImportReport {
  const message = 'looks like neither pack: a domain pack names its domain, a tenant policy pack its tenant_id';
  return { kind: null, translations: [], warnings: [], faults: [{ path: '$', message }], stored: null };
}
