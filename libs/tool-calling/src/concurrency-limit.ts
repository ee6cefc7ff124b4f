/** Limits concurrent requests, in total and per tenant, so that one tenant's slow tool leaves room for others. */
import type { ConcurrencySettings } from './tool-http.settings.ts';

export class ConcurrencyLimit {
  private readonly perTenant: number;
  private readonly total: Semaphore;
  private readonly tenants = new Map<string, Semaphore>();

  constructor(settings: ConcurrencySettings) {
    this.perTenant = settings.perTenant;
    this.total = new Semaphore(settings.total);
  }

  /**
   * Runs `task` when a slot is free.
   * @throws the signal's reason when it aborts while waiting; a running task is not disturbed
   */
  async run<T>(tenantId: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const tenant = this.tenantSlots(tenantId);
    try {
      // The tenant's slot first, so that each tenant's waiters for the shared slots are bounded.
      return await tenant.hold(signal, () => this.total.hold(signal, task));
    } finally {
      if (tenant.isIdle) this.tenants.delete(tenantId);
    }
  }

  private tenantSlots(tenantId: string): Semaphore {
    const slots = this.tenants.get(tenantId) ?? new Semaphore(this.perTenant);
    this.tenants.set(tenantId, slots);
    return slots;
  }
}

class Semaphore {
  private readonly size: number;
  private held = 0;
  /** Waiters in order of arrival. */
  private readonly waiting = new Set<() => void>();

  constructor(size: number) {
    this.size = size;
  }

  get isIdle(): boolean {
    return this.held === 0;
  }

  async hold<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.acquire(signal);
    try {
      return await task();
    } finally {
      this.release();
    }
  }

  private async acquire(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.held < this.size) {
      this.held += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      this.waiting.delete(resolve);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    this.waiting.add(resolve);
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Passes the slot directly to the longest waiter, so that nobody overtakes. */
  private release(): void {
    const [next] = this.waiting;
    if (next) {
      this.waiting.delete(next);
      next();
    } else {
      this.held -= 1;
    }
  }
}
