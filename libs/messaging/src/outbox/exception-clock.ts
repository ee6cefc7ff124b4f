/**
 * Finds exceptions that are due and stores the consequences, each under its row lock: despite restarts and any number
 * of replicas, each consequence is stored once. The outbox publishes it.
 */
import type { ExceptionRecord } from '@sentinai/domain';
import type {
  EventLogRepository,
  ExceptionRepository,
  OutboxRepository,
  TenantTransactions,
  Transaction,
} from '@sentinai/persistence';
import { type Clock, applyTick } from '../agent/clock.ts';
import type { OutboxRelay } from './outbox.relay.ts';

/** Exceptions per transaction. */
const AT_ONCE = 500;

/** A clock, and how the exceptions for which it is due are found. */
export interface ClockFace {
  clock: Clock;
  /** Returns the tenants whose exceptions have been due longest, up to the limit. */
  tenants(tx: Transaction, now: Date, limit: number): Promise<string[]>;
  /** Locks due exceptions, up to the limit. */
  lock(tx: Transaction, now: Date, limit: number): Promise<ExceptionRecord[]>;
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

  /** Processes everything that is due. Returns how many exceptions it examined. */
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
    const applied = due.map((before) => ({ before, ...applyTick(face.clock, before, now) }));
    const told = applied.flatMap((one) => one.events);
    await exceptions.update(tx, applied);
    await events.append(tx, told);
    await outbox.add(tx, told);
    return due.length;
  }
}
