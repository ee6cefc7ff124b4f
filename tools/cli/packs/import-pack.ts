/** Imports one pack into the database in one transaction, with its audit records: all of it takes effect, or none. */
import {
  ActivationHistoryRepository,
  PackImporter,
  type PackImportReport,
  PackInstaller,
  type PackReading,
  PackRepository,
  type PackToImport as PackToStore,
  PlaybookRepository,
  TenantRepository,
  ToolDefinitionRepository,
  type TenantTransactions,
  type Transaction,
  readPack,
} from '@sentinai/persistence';
import { createCommandRecorders } from '../connection/command-recorders.ts';

export interface PackToImport extends Pick<PackToStore, 'document' | 'tenant' | 'tenantName' | 'domainPackVersion'> {
  /** Who imports it, for the audit trail. */
  by: string;
  /** Publish a domain pack to all tenants; one without a tenant always is. */
  shared?: boolean;
  /** Treat warnings like faults: they stop the import. */
  strict: boolean;
  /** Do everything, then roll it back. */
  dryRun: boolean;
}

/**
 * Imports a pack and puts it into force for its tenant, which is created when missing. Faults of the document are in the
 * report; only database errors are thrown.
 */
export async function importPack(transactions: TenantTransactions, pack: PackToImport): Promise<PackImportReport> {
  const reading = readPack(pack.document, pack.tenant);
  if (!reading.pack) return reading.report;
  let report = reading.report;
  try {
    await transactions.run(reading.tenants, async (tx) => {
      const { shared = reading.report.kind === 'domain' && pack.tenant === undefined } = pack;
      const request = { ...pack, importedBy: `cli:${pack.by}`, shared, activate: true, createTenant: true };
      report = await createImporter().store(tx, reading, request);
      if (report.faults.length === 0) await record(tx, reading, report, pack);
      if (isRefused(report, pack) || pack.dryRun) throw new TakeBack();
    });
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error;
  }
  return isRefused(report, pack) ? { ...report, stored: null } : report;
}

async function record(
  tx: Transaction,
  reading: PackReading,
  report: PackImportReport,
  { by }: PackToImport,
): Promise<void> {
  await createCommandRecorders().packs.recordImport(tx, { type: 'cli', id: by }, { reading, report });
}

/** Thrown to roll back a transaction on purpose. */
class TakeBack extends Error {}

const isRefused = ({ faults, warnings }: PackImportReport, { strict }: PackToImport): boolean =>
  faults.length > 0 || (strict && warnings.length > 0);

function createImporter(): PackImporter {
  const packs = new PackRepository();
  const tenants = new TenantRepository();
  const history = new ActivationHistoryRepository();
  const parts = [packs, new PlaybookRepository(), new ToolDefinitionRepository(), tenants, history] as const;
  return new PackImporter({ packs, tenants, installer: new PackInstaller(...parts) });
}
