/**
 * Looks for steps whose time is over and writes it down, exception by exception, each in its row's lock: whatever restarts there are
 * and however many copies run, a timer elapses once. The outbox publishes it, and the agent decides what follows.
 */
import { Injectable } from '@nestjs/common';
import { OutboxRelay } from '@sentinai/messaging';
import {
  EventLogRepository,
  ExceptionRepository,
  OutboxRepository,
  TenantRepository,
  TenantTransactions,
  type Transaction,
} from '@sentinai/persistence';
import { lookAt } from './step-clock.ts';

const TIMERS_AT_ONCE = 500;

@Injectable()
export class StepClockService {
  constructor(
    private readonly transactions: TenantTransactions,
    private readonly tenants: TenantRepository,
    private readonly exceptions: ExceptionRepository,
    private readonly events: EventLogRepository,
    private readonly outbox: OutboxRepository,
    private readonly relay: OutboxRelay,
  ) {}

  /** Handles everything that is due. Returns how many timers it looked at. */
  async scan(): Promise<number> {
    const everyTenant = await this.tenants.allIds(this.transactions);
    let total = 0;
    for (let found = TIMERS_AT_ONCE; found === TIMERS_AT_ONCE; total += found) {
      found = await this.transactions.run(everyTenant, (tx) => this.scanOnce(tx, new Date()));
      if (found > 0) this.relay.kick();
    }
    return total;
  }

  private async scanOnce(tx: Transaction, now: Date): Promise<number> {
    const due = await this.exceptions.lockTimers(tx, now, TIMERS_AT_ONCE);
    const applied = due.map((before) => ({ before, ...lookAt(before, now) }));
    const events = applied.flatMap((one) => one.events);
    await this.exceptions.update(tx, applied);
    await this.events.append(tx, events);
    await this.outbox.add(tx, events);
    return due.length;
  }
}
