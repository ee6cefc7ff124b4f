/** A tenant's rate limit: shared by all copies while Redis answers, local to this copy while it does not. A Redis outage refuses nothing. */
import { Inject, Injectable } from '@nestjs/common';
import { type RateLimit, consume } from '@sentinai/domain';
import { CONFIG, type ConfigOf } from '@sentinai/service-kit';
import type { admissionSettings } from './admission.settings.ts';
import { SharedAdmission, type SharedConsumption } from './shared-admission.ts';

/** Maximum number of buckets in memory; above it, full ones are dropped. */
const MOST_BUCKETS = 10_000;

/** A request's consumption of its tenant's limit. */
export interface Quota extends SharedConsumption {
  limit: RateLimit;
}

@Injectable()
export class RateLimiter {
  private readonly limit: RateLimit | null;
  private readonly buckets = new Map<string, number>();

  constructor(
    private readonly shared: SharedAdmission,
    @Inject(CONFIG) config: Pick<ConfigOf<typeof admissionSettings>, 'tenantRate' | 'tenantBurst'>,
  ) {
    this.limit = config.tenantRate === 0 ? null : { perSecond: config.tenantRate, burst: config.tenantBurst };
  }

  /** Takes `count` items from the tenant's limit, or none. Returns null without a limit. */
  async consume(tenantId: string, count: number): Promise<Quota | null> {
    const { limit } = this;
    if (!limit) return null;
    const consumption =
      (await this.shared.consume(tenantId, count, limit)) ?? this.consumeLocally(tenantId, count, limit);
    return { ...consumption, limit };
  }

  private consumeLocally(tenantId: string, count: number, limit: RateLimit): SharedConsumption {
    const now = performance.now();
    const { fullAt, ...consumption } = consume(limit, this.buckets.get(tenantId) ?? 0, count, now);
    this.buckets.set(tenantId, fullAt);
    if (this.buckets.size > MOST_BUCKETS) {
      for (const [tenant, bucketFullAt] of this.buckets) if (bucketFullAt <= now) this.buckets.delete(tenant);
    }
    return consumption;
  }
}
