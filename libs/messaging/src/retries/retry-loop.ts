/**
 * Takes waiting events when they are due and has them processed again. Every copy of a worker runs one: a claim is a new due
 * time in the row, so what a dead copy had taken comes back by itself.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ClaimedEvent, TenantTransactions, WaitingEventRepository } from '@sentinai/persistence';
import type { WorkerMetrics } from '../metrics/worker.metrics.ts';
import type { BatchProcessor } from '../runtime/batch.processor.ts';

/** Longer than any attempt takes; after it, whoever took an event counts as dead. */
const CLAIM_MS = 120_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface RetryLoopParts {
  consumer: string;
  processor: Pick<BatchProcessor, 'retry'>;
  waiting: WaitingEventRepository;
  transactions: TenantTransactions;
  metrics: WorkerMetrics;
  clock: () => Date;
  /** How often it looks for due events while there are none. */
  pollIntervalMs: number;
  /** The most events that are taken at a time. */
  limit: number;
}

export class RetryLoop {
  private readonly log = new Logger(RetryLoop.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly parts: RetryLoopParts) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes what it has taken. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const claimed = await this.untilDone(() => this.claim());
      if (claimed === undefined || claimed.length === 0) await this.pause(this.parts.pollIntervalMs);
      else await this.untilDone(() => this.retry(claimed));
    }
  }

  private async claim(): Promise<ClaimedEvent[]> {
    const { waiting, transactions, consumer, clock, limit } = this.parts;
    const now = clock();
    const tenants = await transactions.run([], (tx) => waiting.dueTenants(tx, consumer, now));
    if (tenants.length === 0) return [];
    const until = new Date(now.getTime() + CLAIM_MS);
    return transactions.run(tenants, (tx) => waiting.claim(tx, consumer, { now, until, limit }));
  }

  private async retry(claimed: readonly ClaimedEvent[]): Promise<void> {
    const { processor, metrics } = this.parts;
    const began = performance.now();
    const report = await processor.retry(claimed);
    metrics.handled(claimed.length, (performance.now() - began) / 1_000, report);
  }

  /** Tries until it works. Undefined: stopped before that; what was taken comes back when its claim is over. */
  private async untilDone<T>(work: () => Promise<T>): Promise<T | undefined> {
    for (let failures = 0; failures === 0 || !this.stopping.signal.aborted; failures += 1) {
      try {
        return await work();
      } catch (error) {
        if (failures % 10 === 1) this.log.warn(`Retrying fails and is tried again: ${(error as Error).message}`);
        await this.pause(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
      }
    }
    return undefined;
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
