/** Decides whether a tenant may send a number of items now, by the pipeline's backlog and by the tenant's rate. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { BackpressureDetected } from '@sentinai/contracts';
import { admitUnderBacklog } from '@sentinai/domain';
import { HealthRegistry } from '@sentinai/service-kit';
import { AdmissionMetrics } from './admission.metrics.ts';
import { BacklogMonitor } from './backlog.monitor.ts';
import { BackpressureRecorder } from './backpressure.recorder.ts';
import { type Quota, RateLimiter } from './rate-limiter.ts';
import { ShareWindow } from './share-window.ts';
import { SharedAdmission } from './shared-admission.ts';

export interface Refusal {
  cause: BackpressureDetected['cause'];
  /** Delay after which the request may be repeated. */
  retryAfterMs: number;
}

/** Outcome of an admission. `quota` is null without a limit, and when the request was refused before the rate limit was consulted. */
export interface Verdict {
  refusal: Refusal | null;
  quota: Quota | null;
}

const CAUSE_OF = { over_share: 'fair_share', over_ceiling: 'backlog' } as const;

@Injectable()
export class AdmissionService implements OnModuleInit {
  private readonly shares = new ShareWindow();

  constructor(
    private readonly limiter: RateLimiter,
    private readonly monitor: BacklogMonitor,
    private readonly recorder: BackpressureRecorder,
    private readonly metrics: AdmissionMetrics,
    private readonly shared: SharedAdmission,
    private readonly health: HealthRegistry,
  ) {}

  /** Registers a readiness check that never fails: without Redis each copy still applies the limits by itself. */
  onModuleInit(): void {
    this.health.register('admission', async () => {
      await this.shared.look();
      const { trouble } = this.shared;
      const limits = trouble ? `of this copy alone, Redis is unreachable: ${trouble.message}` : 'of all copies';
      return { limits, backlog: this.monitor.backlog.events };
    });
  }

  /** Admits all `count` items or none. At most one round trip to Redis. */
  async admit(tenantId: string, count: number): Promise<Verdict> {
    if (count === 0) return { refusal: null, quota: null };
    const now = Date.now();
    const underBacklog = admitUnderBacklog(this.monitor.backlog, () => this.shares.shareOf(tenantId, now));
    if (underBacklog !== 'admitted') {
      const refusal = { cause: CAUSE_OF[underBacklog], retryAfterMs: this.monitor.retryAfterMs };
      return this.refuse(tenantId, count, { refusal, quota: null });
    }
    // Counted before the first await, so that concurrent requests of one tenant see each other.
    const takeBack = this.shares.add(tenantId, count, now);
    const quota = await this.limiter.consume(tenantId, count);
    if (quota && !quota.accepted) {
      takeBack();
      const refusal = { cause: 'rate_limit' as const, retryAfterMs: quota.retryAfterMs };
      return this.refuse(tenantId, count, { refusal, quota });
    }
    this.metrics.count('admitted', count);
    return { refusal: null, quota };
  }

  private refuse(tenantId: string, count: number, verdict: { refusal: Refusal; quota: Quota | null }): Verdict {
    const { cause, retryAfterMs } = verdict.refusal;
    this.metrics.count(cause, count);
    this.recorder.refused(tenantId, {
      cause,
      detected_at: new Date().toISOString(),
      retry_after_ms: Math.ceil(retryAfterMs),
      rate_per_second: verdict.quota?.limit.perSecond ?? null,
      backlog_events: this.monitor.backlog.events,
      backlog_ceiling: this.monitor.backlog.ceiling,
    });
    return verdict;
  }
}
