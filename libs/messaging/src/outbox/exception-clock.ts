/**
 * Looks for exceptions whose time has come and writes down what follows, each in its row's lock: whatever restarts there are and
 * however many copies look, it is written once. The outbox publishes it.
 */
import type { ExceptionRecord } from '@sentinai/domain';
import type {
  EventLogRepository,
  ExceptionRepository,
  OutboxRepository,
  TenantTransactions,
  Transaction,
} from '@sentinai/persistence';
import type { Applied } from '../runtime/case-ledger.ts';
import type { OutboxRelay } from './outbox.relay.ts';

/** Exceptions in one transaction. */
const AT_ONCE = 500;

/** What a clock looks at. */
export interface ClockFace {
  /** The tenants of those that have been due longest, at most so many. */
  tenants(tx: Transaction, now: Date, limit: number): Promise<string[]>;
  /** Locks those that are due, at most so many. */
  lock(tx: Transaction, now: Date, limit: number): Promise<ExceptionRecord[]>;
  /** What follows for one of them. Pure. */
  lookAt(exception: ExceptionRecord, now: Date): Applied;
}

export interface ExceptionClockParts {
  transactions: TenantTransactions;
  exceptions: ExceptionRepository;
  events: EventLogRepository;
  outbox: OutboxRepository;
  relay: OutboxRelay;
}

export class ExceptionClock {
  constructor(private readonly parts: ExceptionClockParts) {}

  /** Handles everything that is due. Returns how many exceptions it looked at. */
  async scan(face: ClockFace): Promise<number> {
    const { transactions, relay } = this.parts;
    let total = 0;
    for (let found = AT_ONCE; found === AT_ONCE; total += found) {
      const now = new Date();
      const scanned = await transactions.runForDue(
        (tx) => face.tenants(tx, now, AT_ONCE),
        (tx) => this.scanOnce(tx, face, now),
      );
      found = scanned ?? 0;
      if (found > 0) relay.kick();
    }
    return total;
  }

  private async scanOnce(tx: Transaction, face: ClockFace, now: Date): Promise<number> {
    const { exceptions, events, outbox } = this.parts;
    const due = await face.lock(tx, now, AT_ONCE);
    const applied = due.map((before) => ({ before, ...face.lookAt(before, now) }));
    const told = applied.flatMap((one) => one.events);
    await exceptions.update(tx, applied);
    await events.append(tx, told);
    await outbox.add(tx, told);
    return due.length;
  }
}
