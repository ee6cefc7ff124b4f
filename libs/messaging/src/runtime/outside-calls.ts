/**
 * The part of a batch that touches the outside world, for executing agents: record that the calls begin, make them, and
 * keep their outcomes for the transaction that decides.
 */
import type { EventEnvelope } from '@sentinai/contracts';
import type { Decision } from '@sentinai/domain';
import type { TenantTransactions, Transaction } from '@sentinai/persistence';
import type { ExecutingAgent, Matter } from '../agent/agent.ts';
import { RetryableError } from '../errors.ts';

type Outcome = { matter: Matter; outcome: unknown } | { error: unknown };

/** What the calls of a batch came to, by event. A thrown error concerns its event only. */
export class Outcomes {
  static readonly NONE = new Outcomes(new Map());

  constructor(private readonly byEvent: ReadonlyMap<string, Outcome>) {}

  /** @throws what the call threw */
  conclude(agent: ExecutingAgent, matter: Matter): Decision {
    const outcome = this.byEvent.get(matter.event.id);
    if (!outcome) throw new RetryableError('not_executed', `Event ${matter.event.id} was not executed`);
    if ('error' in outcome) throw outcome.error;
    return agent.conclude(matter, outcome.outcome);
  }

  /** Of these events only: an outcome the database refuses must not fail the transactions of the others. */
  of(events: readonly EventEnvelope[]): { matter: Matter; outcome: unknown }[] {
    const ids = new Set(events.map(({ id }) => id));
    return [...ids].flatMap((id) => {
      const outcome = this.byEvent.get(id);
      return outcome && 'matter' in outcome ? [outcome] : [];
    });
  }
}

export interface OutsideContext {
  transactions: TenantTransactions;
  tenants: readonly string[];
  /** Picks, inside a transaction, the matters to execute: those not processed before. */
  select: (tx: Transaction) => Promise<Matter[]>;
}

export async function callOutside(agent: ExecutingAgent, context: OutsideContext): Promise<Outcomes> {
  const matters = await context.transactions.run(context.tenants, async (tx) => {
    const selected = await context.select(tx);
    await agent.begin(tx, selected);
    return selected;
  });
  const settled = matters.map(async (matter): Promise<[string, Outcome]> => {
    try {
      return [matter.event.id, { matter, outcome: await agent.execute(matter) }];
    } catch (error) {
      return [matter.event.id, { error }];
    }
  });
  return new Outcomes(new Map(await Promise.all(settled)));
}
