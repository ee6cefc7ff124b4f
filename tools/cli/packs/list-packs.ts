/** Lists stored and active packs: domain packs and their versions, tenants and their active packs. */
import { PackRepository, TenantRepository, type Statement, type TenantTransactions } from '@sentinai/persistence';

export interface StoredDomain {
  domain: string;
  /** Tenant that owns the pack; null when published to all tenants. */
  tenantId: string | null;
  version: number;
  newest: Date;
}

export interface ActivePacks {
  tenantId: string;
  status: string;
  revision: number;
  domain: string;
  domainPackVersion: number;
  policyPackVersion: number | null;
  playbooks: number;
  tools: number;
  activatedBy: string;
}

export interface PackListing {
  domains: StoredDomain[];
  active: ActivePacks[];
}

/** @param tenant only this tenant; default: every tenant */
export async function listPacks(transactions: TenantTransactions, tenant?: string): Promise<PackListing> {
  const tenants = new TenantRepository();
  const packs = new PackRepository();
  const ids = tenant === undefined ? await tenants.allIds(transactions) : [tenant];
  return transactions.run(ids, async (tx) => {
    const domains = await tx.rows<StoredDomain>(STORED_DOMAINS);
    const known = new Map((await tenants.findMany(tx, ids)).map((found) => [found.tenantId, found]));
    const activations = await packs.activations(tx, ids);
    const active = activations.map(({ playbookIds, toolIds, ...activation }) => ({
      ...activation,
      status: known.get(activation.tenantId)?.status ?? '',
      revision: known.get(activation.tenantId)?.configRevision ?? 0,
      playbooks: playbookIds.length,
      tools: toolIds.length,
    }));
    return { domains, active };
  });
}

const STORED_DOMAINS: Statement = {
  name: 'packs.stored_domains',
  text: `
    select domain, tenant_id as "tenantId", max(version) as version, max(created_at) as newest
    from domain_pack_version group by domain, tenant_id order by domain, tenant_id nulls first`,
};
