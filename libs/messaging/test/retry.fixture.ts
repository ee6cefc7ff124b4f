/** An agent with a temporary outage, and helpers to claim due events. */
import type { EventEnvelope } from '@sentinai/contracts';
import type { CaseFile, Decision } from '@sentinai/domain';
import { type ClaimedEvent, type TenantTransactions, WaitingEventRepository } from '@sentinai/persistence';
import { type DecidingAgent, RetryableError } from '../src/index.ts';
import { countingAgent } from './runtime.fixture.ts';

/**
 * Fails for the given exceptions until the outage is over; counts like `countingAgent` for all others, and
 * afterwards.
 */
export class Outage implements DecidingAgent {
  readonly decided: EventEnvelope[] = [];
  private readonly stuck: Set<string>;

  constructor(...exceptionIds: string[]) {
    this.stuck = new Set(exceptionIds);
  }

  end(): void {
    this.stuck.clear();
  }

  decide(event: EventEnvelope, file: CaseFile): Decision {
    if (this.stuck.has(event.exceptionId)) throw new RetryableError('away', 'not there');
    this.decided.push(event);
    return countingAgent.decide(event, file);
  }
}

/** Claims due events, as the retry loop does. */
export async function dueNow(transactions: TenantTransactions, consumer: string): Promise<ClaimedEvent[]> {
  const repository = new WaitingEventRepository();
  const now = new Date();
  const until = new Date(now.getTime() + 60_000);
  const tenants = await transactions.run([], (tx) => repository.dueTenants(tx, consumer, now));
  return transactions.run(tenants, (tx) => repository.claim(tx, consumer, { now, until, limit: 100 }));
}
