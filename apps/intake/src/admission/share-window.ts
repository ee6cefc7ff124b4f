/** Items admitted per tenant in the last seconds. Each copy keeps its own in memory, since a balancer spreads requests over the copies. */
import type { AcceptedShare } from '@sentinai/domain';

const WINDOW_SECONDS = 5;

interface Slot {
  second: number;
  counts: Map<string, number>;
}

export class ShareWindow {
  private slots: Slot[] = [];

  /** Counts items. Returns a function that undoes the count, in case they are refused after all. */
  add(tenantId: string, items: number, nowMs: number): () => void {
    const slot = this.slotOf(nowMs);
    const put = (change: number) => {
      const count = (slot.counts.get(tenantId) ?? 0) + change;
      if (count > 0) slot.counts.set(tenantId, count);
      else slot.counts.delete(tenantId);
    };
    put(items);
    return () => put(-items);
  }

  shareOf(tenantId: string, nowMs: number): AcceptedShare {
    const oldest = Math.floor(nowMs / 1_000) - WINDOW_SECONDS;
    const counts = new Map<string, number>();
    for (const slot of this.slots.filter(({ second }) => second > oldest)) {
      for (const [tenant, count] of slot.counts) counts.set(tenant, (counts.get(tenant) ?? 0) + count);
    }
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return { own: counts.get(tenantId) ?? 0, all, tenants: counts.size };
  }

  private slotOf(nowMs: number): Slot {
    const second = Math.floor(nowMs / 1_000);
    const newest = this.slots.at(-1);
    if (newest && newest.second >= second) return newest;
    const slot = { second, counts: new Map<string, number>() };
    this.slots = [...this.slots.filter((one) => one.second > second - WINDOW_SECONDS), slot];
    return slot;
  }
}
