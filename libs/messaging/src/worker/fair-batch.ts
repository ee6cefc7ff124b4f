/**
 * A fetch in processing order: tenants take turns, one record each (a deficit round robin in which every record costs
 * the same), so that nobody waits for another tenant's earlier records. Within a tenant and a partition, and so
 * within an exception, the order is kept. With a single tenant it is the partitions' order.
 */
import type { PartitionProgress } from '../kafka/group.consumer.ts';

/** Minimum size of the first slice when it is cut short for a tenant with few records: a transaction has its price. */
const LEAST_SLICE = 50;

/** Pending work of one partition. */
export interface FetchedPartition<R> {
  topic: string;
  partition: number;
  /** In the partition's order. */
  records: readonly R[];
  /** Last offset fetched, which may belong to records that nobody wants. */
  lastOffset: string;
}

/** Position of a record: the index of its partition in the fetch, and its own in the partition. */
interface Place {
  partition: number;
  index: number;
}

export class FairBatch<R extends { message: { offset: string } }> {
  private readonly ordered: Place[];
  /** Number of records until the tenants with few records are done; 0 when all have similar numbers. */
  private readonly early: number;
  /** By partition and index: whether the record is taken. */
  private readonly isTaken: boolean[][];
  /** By partition: everything before this index is taken. */
  private readonly lowest: number[];
  private taken = 0;

  constructor(
    private readonly partitions: readonly FetchedPartition<R>[],
    tenantOf: (record: R) => string | null,
  ) {
    const queues = queuesOf(partitions, tenantOf);
    this.ordered = inTurns(queues);
    this.early = turnsOfTheSmall(queues, this.ordered.length);
    this.isTaken = partitions.map(({ records }) => Array<boolean>(records.length).fill(false));
    this.lowest = partitions.map(() => 0);
  }

  get isDone(): boolean {
    return this.taken === this.ordered.length;
  }

  /**
   * Returns the next records, up to a maximum; fewer at first, when that lets a tenant with few records go ahead of a
   * flood.
   */
  take(most: number): R[] {
    const isFirst = this.taken === 0 && this.early > 0;
    const size = isFirst ? Math.min(most, Math.max(this.early, LEAST_SLICE)) : most;
    const slice = this.ordered.slice(this.taken, this.taken + size);
    this.taken += slice.length;
    for (const { partition, index } of slice) (this.isTaken[partition] as boolean[])[index] = true;
    return slice.map(({ partition, index }) => this.partitions[partition]?.records[index] as R);
  }

  /**
   * Returns, by partition, the offset up to which nothing is left once the taken records are done: the low watermark.
   */
  progress(): PartitionProgress[] {
    return this.partitions.map(({ topic, partition, records, lastOffset }, place) => {
      const isTaken = this.isTaken[place] as boolean[];
      let lowest = this.lowest[place] as number;
      while (isTaken[lowest]) lowest += 1;
      this.lowest[place] = lowest;
      const next = records[lowest];
      return { topic, partition, offset: next ? (BigInt(next.message.offset) - 1n).toString() : lastOffset };
    });
  }
}

function queuesOf<R>(partitions: readonly FetchedPartition<R>[], tenantOf: (record: R) => string | null): Place[][] {
  const queues = new Map<string | null, Place[]>();
  partitions.forEach(({ records }, partition) => {
    records.forEach((record, index) => {
      const tenant = tenantOf(record);
      const queue = queues.get(tenant);
      if (queue) queue.push({ partition, index });
      else queues.set(tenant, [{ partition, index }]);
    });
  });
  return [...queues.values()];
}

function inTurns(queues: readonly Place[][]): Place[] {
  const ordered: Place[] = [];
  let waiting = [...queues];
  for (let turn = 0; waiting.length > 0; turn += 1) {
    for (const queue of waiting) ordered.push(queue[turn] as Place);
    waiting = waiting.filter((queue) => queue.length > turn + 1);
  }
  return ordered;
}

/** A tenant has few records when they are less than half of an even share. */
function turnsOfTheSmall(queues: readonly (readonly unknown[])[], records: number): number {
  const small = queues.filter((queue) => queue.length * 2 * queues.length < records);
  const turns = Math.max(0, ...small.map((queue) => queue.length));
  return queues.reduce((sum, queue) => sum + Math.min(queue.length, turns), 0);
}
