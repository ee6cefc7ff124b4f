/**
 * The schedule of the scan: a BullMQ job scheduler in Redis, so that all copies of the service share one rhythm. Nothing
 * depends on Redis for correctness: what is due, and what was done, is in the database.
 */
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type ConfigOf, HealthRegistry, redisTls } from '@sentinai/service-kit';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { slaMonitorConfig } from '../sla-monitor.config.ts';
import { SlaClockService } from './sla-clock.service.ts';

const QUEUE = 'sla-scan';
const SCHEDULER = 'every-scan';

@Injectable()
export class SlaScanScheduler implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(SlaScanScheduler.name);
  private readonly redis: Redis;
  private readonly queue: Queue;
  private worker: Worker | undefined;
  private scanFailure: Error | undefined;

  constructor(
    private readonly clocks: SlaClockService,
    private readonly health: HealthRegistry,
    @Inject(CONFIG) private readonly config: ConfigOf<typeof slaMonitorConfig>,
  ) {
    // BullMQ wants a connection that retries for ever: a Redis that is down must not end the process.
    this.redis = new Redis(config.redisUrl, { maxRetriesPerRequest: null, ...redisTls(config) });
    this.redis.on('error', (error) => this.log.warn(`Redis: ${error.message}`));
    this.queue = new Queue(QUEUE, { connection: this.redis });
  }

  async onModuleInit(): Promise<void> {
    this.health.register('redis', async () => {
      await this.redis.ping();
    });
    this.health.register('scan', async () => {
      if (this.scanFailure) throw this.scanFailure;
    });
    await this.queue.upsertJobScheduler(
      SCHEDULER,
      { every: this.config.slaScanIntervalMs },
      { opts: { removeOnComplete: true, removeOnFail: 10 } },
    );
    this.worker = new Worker(QUEUE, () => this.scan(), { connection: this.redis.duplicate(), concurrency: 1 });
    this.worker.on('error', (error) => this.log.warn(`Scan queue: ${error.message}`));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.close();
    await this.queue.close();
    this.redis.disconnect();
  }

  private async scan(): Promise<void> {
    try {
      await this.clocks.scan();
      this.scanFailure = undefined;
    } catch (error) {
      if (!this.scanFailure) this.log.warn(`Scanning the SLA clocks fails: ${(error as Error).message}`);
      this.scanFailure = error as Error;
      throw error;
    }
  }
}
