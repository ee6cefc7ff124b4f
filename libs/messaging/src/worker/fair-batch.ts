/**
 * A fetched batch, in the order it is worked on: tenants take turns, one record each (a deficit round robin in which every record
 * costs the same), so that nobody waits for what another tenant brought before. Within a tenant, and so within an exception,
 * the partition's order stays. With one tenant it is the partition's order.
 */

/** The first slice is this large at least when it is cut short for a tenant that brought little: a transaction has its price. */
const LEAST_SLICE = 50;

export class FairBatch<R extends { message: { offset: string } }> {
  private readonly ordered: number[];
  /** At each place of the order: the lowest index that comes there or later. */
  private readonly lowestLeft: number[];
  /** How much of the order it takes until the tenants that brought little are through; 0 when all brought alike. */
  private readonly early: number;
  private taken = 0;

  /**
   * @param records what is to be done, in the partition's order
   * @param lastOffset of the fetched batch, whose end may be records that nobody wants
   */
  constructor(
    private readonly records: readonly R[],
    tenantOf: (record: R) => string | null,
    private readonly lastOffset: string,
  ) {
    const queues = queuesOf(records, tenantOf);
    this.ordered = inTurns(queues);
    this.lowestLeft = suffixMinima(this.ordered);
    this.early = turnsOfTheSmall(queues, records.length);
  }

  get isDone(): boolean {
    return this.taken === this.ordered.length;
  }

  /** The next records, at most so many; fewer at first, when that lets a tenant that brought little go ahead of a flood. */
  take(most: number): R[] {
    const isFirst = this.taken === 0 && this.early > 0;
    const size = isFirst ? Math.min(most, Math.max(this.early, LEAST_SLICE)) : most;
    const slice = this.ordered.slice(this.taken, this.taken + size);
    this.taken += slice.length;
    return slice.map((index) => this.records[index] as R);
  }

  /** The offset up to which nothing is left to do, once what was taken is done: the low watermark. */
  doneUpTo(): string {
    const lowest = this.lowestLeft[this.taken];
    const next = lowest === undefined ? undefined : this.records[lowest];
    return next ? (BigInt(next.message.offset) - 1n).toString() : this.lastOffset;
  }
}

function queuesOf<R>(records: readonly R[], tenantOf: (record: R) => string | null): number[][] {
  const queues = new Map<string | null, number[]>();
  records.forEach((record, index) => {
    const tenant = tenantOf(record);
    const queue = queues.get(tenant);
    if (queue) queue.push(index);
    else queues.set(tenant, [index]);
  });
  return [...queues.values()];
}

function inTurns(queues: readonly number[][]): number[] {
  const ordered: number[] = [];
  let waiting = [...queues];
  for (let turn = 0; waiting.length > 0; turn += 1) {
    for (const queue of waiting) ordered.push(queue[turn] as number);
    waiting = waiting.filter((queue) => queue.length > turn + 1);
  }
  return ordered;
}

function suffixMinima(ordered: readonly number[]): number[] {
  const minima = [...ordered];
  for (let place = minima.length - 2; place >= 0; place -= 1) {
    minima[place] = Math.min(minima[place] as number, minima[place + 1] as number);
  }
  return minima;
}

/** A tenant brought little when it is less than half of an even share. */
function turnsOfTheSmall(queues: readonly number[][], records: number): number {
  const small = queues.filter((queue) => queue.length * 2 * queues.length < records);
  const turns = Math.max(0, ...small.map((queue) => queue.length));
  return queues.reduce((sum, queue) => sum + Math.min(queue.length, turns), 0);
}
