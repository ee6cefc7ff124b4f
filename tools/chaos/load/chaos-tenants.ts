/** Gives the tenants of the load their packs. */
import { withGovernanceDatabase } from '../../cli/connection/governance-database.ts';
import { importPack } from '../../cli/packs/import-pack.ts';
import { findingLine } from '../../cli/packs/import-report.ts';
import { SetupError } from '../../local-stack/setup-error.ts';
import { CHAOS_TENANTS } from './load.ts';

/** @throws SetupError when a pack has a fault */
export async function importChaosPacks(governanceUrl: string): Promise<void> {
  await withGovernanceDatabase(governanceUrl, async (transactions) => {
    for (const { tenantId, pack } of CHAOS_TENANTS) {
      const { faults } = await importPack(transactions, {
        document: pack,
        tenant: tenantId,
        by: 'chaos',
        strict: true,
        dryRun: false,
      });
      if (faults.length > 0) throw new SetupError(`${pack.domain}: ${faults.map(findingLine).join('; ')}`);
    }
  });
}
