/** The tenants of the load: several for each demo domain, with the demo's packs under their own names. */
import type { TenantTransactions } from '@sentinai/persistence';
import { importPack } from '../../cli/packs/import-pack.ts';
import { findingLine } from '../../cli/packs/import-report.ts';
import { readPackFile } from '../../cli/packs/pack-file.ts';
import { DEMO_TENANTS, type DemoTenant } from '../../demo/demo-tenants.ts';

export interface BenchTenant {
  tenantId: string;
  /** Demo tenant whose packs it has and whose scenario it sends. */
  demo: DemoTenant;
}

const TENANTS_PER_DOMAIN = 2;

export const BENCH_TENANTS: readonly BenchTenant[] = DEMO_TENANTS.flatMap((demo) =>
  Array.from({ length: TENANTS_PER_DOMAIN }, (_, index) => ({
    tenantId: demo.tenantId.replace('DEMO', `BENCH_${index + 1}`),
    demo,
  })),
);

export const BENCH_TENANT_IDS = BENCH_TENANTS.map(({ tenantId }) => tenantId);

/** @throws Error when a pack has faults */
export async function importPacks(transactions: TenantTransactions): Promise<void> {
  for (const { tenantId, demo } of BENCH_TENANTS) {
    const domainPack = await readPackFile(demo.domainPackFile);
    const tenantPack = { ...((await readPackFile(demo.tenantPackFile)) as object), tenant_id: tenantId };
    for (const document of [domainPack, tenantPack]) {
      const pack = { document, tenantName: tenantId, by: 'bench', strict: false, dryRun: false };
      const { faults } = await importPack(transactions, pack);
      if (faults.length > 0) throw new Error(`The packs of ${tenantId}: ${faults.map(findingLine).join('; ')}`);
    }
  }
}
