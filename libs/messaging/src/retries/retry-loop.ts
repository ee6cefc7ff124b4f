/**
 * Claims waiting events when they are due, or when their call is over, and has them processed. Every replica of a
 * worker runs one: a claim is a new due time in the row, so a dead replica's claims expire by themselves.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ClaimedEvent, TenantTransactions, WaitingEventRepository } from '@sentinai/persistence';
import type { WorkerMetrics } from '../metrics/worker.metrics.ts';
import { ConsumptionPaused } from '../observing/consumption-paused.ts';
import { CLAIM_MS } from '../runtime/batch.decider.ts';
import type { BatchProcessor } from '../runtime/batch.processor.ts';
import type { LandedCall, UnderwayCalls } from '../runtime/underway-calls.ts';

/** Claims of calls in progress are renewed this often. */
const RENEW_MS = CLAIM_MS / 3;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface RetryLoopParts {
  consumer: string;
  processor: Pick<BatchProcessor, 'retry' | 'land'>;
  underway: UnderwayCalls;
  waiting: WaitingEventRepository;
  transactions: TenantTransactions;
  metrics: WorkerMetrics;
  clock: () => Date;
  /** Poll interval while no events are due. */
  pollIntervalMs: number;
  /** Maximum number of events claimed at once. */
  limit: number;
}

export class RetryLoop {
  private readonly log = new Logger(RetryLoop.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private renewing: NodeJS.Timeout | undefined;

  constructor(private readonly parts: RetryLoopParts) {}

  start(): void {
    this.parts.underway.whenLanded(async (landed) => void (await this.untilDone(() => this.land(landed))));
    this.renewing ??= setInterval(() => void this.renew(), RENEW_MS);
    this.running ??= this.run();
  }

  /** Finishes the claimed events and every call in progress. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.parts.underway.allLanded();
    clearInterval(this.renewing);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const claimed = await this.untilDone(() => this.claim());
      if (claimed === undefined || claimed.length === 0) await this.pause(this.parts.pollIntervalMs);
      else await this.untilDone(() => this.retry(claimed));
    }
  }

  private async claim(): Promise<ClaimedEvent[]> {
    const { waiting, transactions, consumer, clock, limit, underway } = this.parts;
    const now = clock();
    const due = await transactions.run([], (tx) => waiting.dueTenants(tx, consumer, now));
    const tenants = due.filter((tenantId) => underway.room(tenantId) > 0);
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

  private async land(landed: readonly LandedCall[]): Promise<void> {
    const { processor, metrics } = this.parts;
    const began = performance.now();
    const report = await processor.land(landed);
    metrics.handled(landed.length, (performance.now() - began) / 1_000, report);
  }

  /** A claim that could not be renewed expires: the call is then made again, under the same key. */
  private async renew(): Promise<void> {
    const { waiting, transactions, clock, underway } = this.parts;
    const claims = underway.claims();
    if (claims.length === 0) return;
    const dueAt = new Date(clock().getTime() + CLAIM_MS);
    const tenants = [...new Set(claims.map(({ tenantId }) => tenantId))];
    const heads = claims.map(({ id }) => ({ id, dueAt }));
    await transactions
      .run(tenants, (tx) => waiting.hold(tx, heads))
      .catch((error: unknown) => this.log.warn(`Claims could not be renewed: ${(error as Error).message}`));
  }

  /**
   * Retries until it works. Undefined when stopped before that, or while an observer is rebuilt; claimed events come back when their claim
   * expires.
   */
  private async untilDone<T>(work: () => Promise<T>): Promise<T | undefined> {
    for (let failures = 0; failures === 0 || !this.stopping.signal.aborted; failures += 1) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof ConsumptionPaused) return undefined;
        if (failures % 10 === 1) this.log.warn(`Retrying failed and will be retried: ${(error as Error).message}`);
        await this.pause(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
      }
    }
    return undefined;
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
