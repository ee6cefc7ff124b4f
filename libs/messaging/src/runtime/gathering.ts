/**
 * Gathers items that arrive one by one while a worker is busy, and processes them together: a transaction has its
 * price, and this way it is paid once for many.
 */
import { setTimeout as delay } from 'node:timers/promises';

interface Waiting<T> {
  item: T;
  done: () => void;
  failed: (error: unknown) => void;
}

export class Gathering<T> {
  private waiting: Waiting<T>[] = [];
  private isBusy = false;

  /**
   * @param work processes everything that has arrived; one call at a time
   * @param leastMs minimum time between calls, so that a trickle makes batches; the first item after a rest does not
   *   wait
   */
  constructor(
    private readonly work: (items: T[]) => Promise<void>,
    private readonly leastMs: number,
  ) {}

  /** Resolves when the item has been processed. @throws what the work throws */
  join(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.isBusy) void this.workOff();
    });
  }

  private async workOff(): Promise<void> {
    this.isBusy = true;
    // Items that arrive at the same time arrive before this.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const began = performance.now();
      const gathered = this.waiting;
      this.waiting = [];
      try {
        await this.work(gathered.map(({ item }) => item));
        const restMs = this.leastMs - (performance.now() - began);
        if (restMs > 0) await delay(restMs);
        for (const { done } of gathered) done();
      } catch (error) {
        for (const { failed } of gathered) failed(error);
      }
    }
    this.isBusy = false;
  }
}
