/** Tallies a batch by tenant: a cheap pass over its events, once they are stored and published. Pure. */
import { DurationHistogram } from '@sentinai/domain';
import type { MeasuredCounts } from '@sentinai/persistence';
import type { DeliveryWrites } from '../runtime/case.store.ts';

export interface TenantTally extends MeasuredCounts {
  /** For processed events: from the event's own time until it was stored and published. */
  durations: DurationHistogram;
}

/** An event that failed again after waiting is in no list by tenant; Prometheus counts it. */
type TalliedBatch = Pick<DeliveryWrites, 'processed' | 'amended' | 'waiting' | 'deadLetters'>;

export function tallyByTenant(
  { processed, amended, waiting, deadLetters }: TalliedBatch,
  nowMs: number,
): Map<string, TenantTally> {
  const tallies = new Map<string, TenantTally>();
  for (const events of [processed, amended]) {
    for (const { tenantId, eventTime, status } of events) {
      if (status !== 'processed') continue;
      const tally = tallyOf(tallies, tenantId);
      tally.processed += 1;
      tally.durations.add(nowMs - eventTime.getTime());
    }
  }
  for (const { tenantId, failed } of waiting) if (failed) tallyOf(tallies, tenantId).retried += 1;
  // By the dead letter's tenant, not the event's, which may not exist.
  for (const { tenantId } of deadLetters) tallyOf(tallies, tenantId).deadLettered += 1;
  return tallies;
}

function tallyOf(tallies: Map<string, TenantTally>, tenantId: string): TenantTally {
  let tally = tallies.get(tenantId);
  if (!tally) {
    tally = { processed: 0, retried: 0, deadLettered: 0, durations: new DurationHistogram() };
    tallies.set(tenantId, tally);
  }
  return tally;
}
