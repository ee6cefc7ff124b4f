/** Tenant standings for the guard of every API: checked at each write, read from the database at most once a second per tenant. */
import type { TenantStatus } from '@sentinai/contracts';
import type { TenantStandingLookup } from '@sentinai/service-kit';
import { LRUCache } from 'lru-cache';
import type { TenantRequests } from '../database/tenant-requests.ts';
import type { TenantRepository } from './tenant.repository.ts';

const KEPT_MS = 1_000;
/** Capacity in tenants. */
const MOST_KEPT = 2_000;

export class TenantStandings implements TenantStandingLookup {
  private readonly kept: LRUCache<string, { status: TenantStatus | null }>;

  /** @param now milliseconds, which never go back */
  constructor(
    private readonly requests: TenantRequests,
    private readonly tenants: TenantRepository,
    now: () => number = () => performance.now(),
  ) {
    this.kept = new LRUCache({ max: MOST_KEPT, ttl: KEPT_MS, perf: { now }, ttlResolution: 0 });
  }

  /** @throws ProblemException `unavailable` while the database cannot be reached */
  async statusOf(tenantId: string): Promise<TenantStatus | null> {
    const known = this.kept.get(tenantId);
    if (known) return known.status;
    const [tenant] = await this.requests.run(tenantId, (tx) => this.tenants.findMany(tx, [tenantId]));
    const status = tenant?.status ?? null;
    this.kept.set(tenantId, { status });
    return status;
  }
}
