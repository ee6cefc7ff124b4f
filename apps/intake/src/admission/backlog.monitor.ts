/** Measures the pipeline's backlog every second: the lag of its consumer groups and the size of the outbox. */
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type Backlog, HARD_CEILING, backlogRetryAfterMs } from '@sentinai/domain';
import { KAFKA_ADMIN, PipelineLag } from '@sentinai/messaging';
import { OutboxRepository, TenantTransactions } from '@sentinai/persistence';
import { CONFIG, type ConfigOf, type kafkaSettings } from '@sentinai/service-kit';
import type { Admin } from 'kafkajs';
import type { admissionSettings } from './admission.settings.ts';

const SAMPLE_MS = 1_000;
/** Weight of the newest sample in the moving average of how fast the consumer lag falls. */
const NEWEST_WEIGHT = 0.3;

@Injectable()
export class BacklogMonitor implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ceiling: number;
  private readonly pipeline: PipelineLag;
  private readonly timers = new Set<NodeJS.Timeout>();
  private lag = 0;
  private waiting = 0;
  private fallPerSecond = 0;
  private stopped = false;

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly transactions: TenantTransactions,
    @Inject(KAFKA_ADMIN) admin: Admin,
    @Inject(CONFIG)
    config: ConfigOf<typeof admissionSettings> & Pick<ConfigOf<typeof kafkaSettings>, 'kafkaGroupPrefix'>,
  ) {
    this.ceiling = config.backlogCeiling;
    this.pipeline = new PipelineLag(admin, config.kafkaGroupPrefix);
  }

  get backlog(): Backlog {
    return { events: this.lag + this.waiting, ceiling: this.ceiling };
  }

  /** Suggested delay before a tenant refused because of the backlog retries. */
  get retryAfterMs(): number {
    return backlogRetryAfterMs(this.backlog, this.fallPerSecond);
  }

  /** Polls lag and outbox separately: while Kafka is unreachable the outbox grows, and that must be noticed. */
  onApplicationBootstrap(): void {
    if (this.ceiling === 0) return;
    this.repeat(async () => {
      const before = this.lag;
      this.lag = await this.pipeline.lag();
      const fall = ((before - this.lag) * 1_000) / SAMPLE_MS;
      this.fallPerSecond += (fall - this.fallPerSecond) * NEWEST_WEIGHT;
    });
    this.repeat(async () => {
      const most = this.ceiling * HARD_CEILING;
      this.waiting = await this.transactions.run([], (tx) => this.outbox.depth(tx, most));
    });
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Repeats a measurement. A failure keeps the last value; readiness reports the failing dependency. */
  private repeat(look: () => Promise<void>): void {
    const again = () => {
      if (this.stopped) return;
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        void look()
          .catch(() => undefined)
          .finally(again);
      }, SAMPLE_MS);
      this.timers.add(timer);
    };
    again();
  }
}
