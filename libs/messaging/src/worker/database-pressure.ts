/** Measures a worker's transactions, and slows the worker down while the database is slow. */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { TenantTransactions } from '@sentinai/persistence';
import type { WorkerMetrics } from '../metrics/worker.metrics.ts';
import { type Pace, type PaceLimits, fullPace, isFullPace, paceAfter } from './database-pace.ts';

/** Pauses end within this time when the worker stops or loses its partition. */
const LOOK_UP_MS = 100;

export class DatabasePressure {
  private readonly log = new Logger(DatabasePressure.name);
  private pace: Pace;
  private isSlow = false;

  constructor(
    private readonly limits: PaceLimits,
    private readonly metrics: WorkerMetrics,
  ) {
    this.pace = fullPace(limits);
  }

  /** Maximum size of the next batch, in events. */
  get batchSize(): number {
    return this.pace.batchSize;
  }

  /** Returns the same transactions, measured. A failing one counts as well: a lasting lock ends in a timeout. */
  watch(transactions: TenantTransactions): Pick<TenantTransactions, 'run'> {
    return {
      run: async (tenants, work) => {
        const began = performance.now();
        try {
          return await transactions.run(tenants, work);
        } finally {
          this.observe(performance.now() - began);
        }
      },
    };
  }

  /** Waits while the database needs relief. */
  async relieve(active: () => boolean): Promise<void> {
    const began = performance.now();
    const { pauseMs } = this.pace;
    if (pauseMs === 0) return;
    while (active() && performance.now() - began < pauseMs) await delay(LOOK_UP_MS);
    this.metrics.paused((performance.now() - began) / 1_000);
  }

  private observe(transactionMs: number): void {
    this.pace = paceAfter(this.pace, transactionMs, this.limits);
    const isSlow = !isFullPace(this.pace, this.limits);
    if (isSlow && !this.isSlow) {
      this.log.warn(`The database is slow (${Math.round(transactionMs)} ms for a transaction): consumption pauses`);
    }
    if (!isSlow && this.isSlow) this.log.log('The database has recovered: consumption is back to normal');
    this.isSlow = isSlow;
  }
}
