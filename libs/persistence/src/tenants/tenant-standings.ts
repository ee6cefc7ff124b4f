/** Status of tenants, for the guard of every API: looked up for each write, at most once a second per tenant. */
import type { TenantStatus } from '@sentinai/contracts';
import type { TenantStandingLookup } from '@sentinai/service-kit';
import type { TenantRequests } from '../database/tenant-requests.ts';
import type { TenantRepository } from './tenant.repository.ts';

const KEPT_MS = 1_000;
/** Maximum number of cached tenants; the oldest result is evicted first. */
const MOST_KEPT = 2_000;

export class TenantStandings implements TenantStandingLookup {
  private readonly kept = new Map<string, { status: TenantStatus | null; until: number }>();

  constructor(
    private readonly requests: TenantRequests,
    private readonly tenants: TenantRepository,
  ) {}

  /** @throws ProblemException `unavailable` while the database is unreachable */
  async statusOf(tenantId: string): Promise<TenantStatus | null> {
    const now = performance.now();
    const known = this.kept.get(tenantId);
    if (known && known.until > now) return known.status;
    const [tenant] = await this.requests.run(tenantId, (tx) => this.tenants.findMany(tx, [tenantId]));
    const status = tenant?.status ?? null;
    this.kept.delete(tenantId);
    this.kept.set(tenantId, { status, until: now + KEPT_MS });
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value as string);
    return status;
  }
}
