/**
 * The part of a batch that touches the outside world, for executing agents: record that the calls begin, make them, and
 * keep their outcomes for the transaction that decides.
 */
import type { EventEnvelope } from '@sentinai/contracts';
import type { Decision } from '@sentinai/domain';
import { type TenantTransactions, type Transaction, exceptionKey } from '@sentinai/persistence';
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
  transactions: Pick<TenantTransactions, 'run'>;
  tenants: readonly string[];
  /** Picks, inside a transaction, the matters to execute: those not processed before. */
  select: (tx: Transaction) => Promise<Matter[]>;
}

/**
 * Executes the matters of different exceptions at the same time, and those of one in their order: what comes behind an
 * event that will wait is not executed.
 */
export async function callOutside(agent: ExecutingAgent, context: OutsideContext): Promise<Outcomes> {
  const matters = await context.transactions.run(context.tenants, async (tx) => {
    const selected = await context.select(tx);
    await agent.begin(tx, selected);
    return selected;
  });
  const byException = Map.groupBy(matters, ({ event }) => exceptionKey(event));
  const settled = await Promise.all([...byException.values()].map((inOrder) => callInOrder(agent, inOrder)));
  return new Outcomes(new Map(settled.flat()));
}

async function callInOrder(agent: ExecutingAgent, matters: readonly Matter[]): Promise<[string, Outcome][]> {
  const outcomes: [string, Outcome][] = [];
  for (const matter of matters) {
    try {
      outcomes.push([matter.event.id, { matter, outcome: await agent.execute(matter) }]);
    } catch (error) {
      outcomes.push([matter.event.id, { error }]);
      if (error instanceof RetryableError && !matter.isLastAttempt) break;
    }
  }
  return outcomes;
}
