/**
 * The part of a batch that touches the outside world, for executing agents: record that the calls begin, make them,
 * and keep their outcomes for the deciding transaction. A slow call leaves its batch, which continues without it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { EventEnvelope } from '@sentinai/contracts';
import type { Decision } from '@sentinai/domain';
import { type TenantTransactions, type Transaction, exceptionKey } from '@sentinai/persistence';
import type { ExecutingAgent, Matter } from '../agent/agent.ts';
import { RetryableError } from '../agent/errors.ts';
import type { CallOutcome, UnderwayCalls } from './underway-calls.ts';

/**
 * How long a batch waits for its calls, plus a little for each of them: most tools answer sooner, a call that leaves
 * costs an extra row, and under load throughput matters more than latency.
 */
const LEAST_PATIENCE_MS = 50;
const PATIENCE_MS_PER_CALL = 1;

/** Outcomes of a batch's calls, by event. A thrown error affects only its event. */
export class Outcomes {
  static readonly NONE = new Outcomes(new Map());

  /**
   * @param byEvent outcomes of finished calls
   * @param underway the other calls, each with a promise that never rejects
   * @param crowded ids of events not executed because their tenant has enough calls in progress
   */
  constructor(
    private readonly byEvent: ReadonlyMap<string, CallOutcome>,
    private readonly underway: ReadonlyMap<string, Promise<CallOutcome>> = new Map(),
    private readonly crowded: ReadonlySet<string> = new Set(),
  ) {}

  /** @throws what the call threw */
  conclude(agent: ExecutingAgent, matter: Matter): Decision {
    const outcome = this.byEvent.get(matter.event.id);
    if (!outcome) throw new RetryableError('not_executed', `Event ${matter.event.id} was not executed`);
    if ('error' in outcome) throw outcome.error;
    return agent.conclude(matter, outcome.outcome);
  }

  /**
   * Returns the outcomes of these events only: an outcome that the database rejects must not fail the transactions of
   * the others.
   */
  of(events: readonly EventEnvelope[]): { matter: Matter; outcome: unknown }[] {
    const ids = new Set(events.map(({ id }) => id));
    return [...ids].flatMap((id) => {
      const outcome = this.byEvent.get(id);
      return outcome && 'matter' in outcome ? [outcome] : [];
    });
  }

  /** True when the event's call was made and is over. */
  isOver({ id }: EventEnvelope): boolean {
    return this.byEvent.has(id);
  }

  /** Returns the event's call if it has left the batch. */
  landingOf({ id }: EventEnvelope): Promise<CallOutcome> | undefined {
    return this.underway.get(id);
  }

  /** True when the event must be executed later. */
  isCrowded({ id }: EventEnvelope): boolean {
    return this.crowded.has(id);
  }
}

export interface OutsideContext {
  transactions: Pick<TenantTransactions, 'run'>;
  tenants: readonly string[];
  /** Selects, inside a transaction, the matters to execute: those not processed before. */
  select: (tx: Transaction) => Promise<Matter[]>;
  underway: UnderwayCalls;
}

/**
 * Executes the matters of different exceptions concurrently, and those of one in order: anything behind an event that
 * will wait is not executed.
 */
export async function callOutside(agent: ExecutingAgent, context: OutsideContext): Promise<Outcomes> {
  const { transactions, tenants, select, underway } = context;
  const { admitted, crowded } = await transactions.run(tenants, async (tx) => {
    const sorted = withinRoom(await select(tx), underway);
    await agent.begin(tx, sorted.admitted);
    return sorted;
  });
  const calls = new BatchCalls(agent);
  await calls.make(admitted);
  return new Outcomes(calls.outcomes, calls.underway, crowded);
}

/** Leaves out calls that exceed a tenant's room. */
function withinRoom(matters: readonly Matter[], underway: UnderwayCalls): { admitted: Matter[]; crowded: Set<string> } {
  const admitted: Matter[] = [];
  const crowded = new Set<string>();
  const byTenant = Map.groupBy(matters, ({ event }) => event.tenantId);
  for (const [tenantId, ofTenant] of byTenant) {
    const room = underway.room(tenantId);
    admitted.push(...ofTenant.slice(0, room));
    for (const { event } of ofTenant.slice(room)) crowded.add(event.id);
  }
  return { admitted, crowded };
}

class BatchCalls {
  readonly outcomes = new Map<string, CallOutcome>();
  readonly underway = new Map<string, Promise<CallOutcome>>();
  private isOver = false;

  constructor(private readonly agent: ExecutingAgent) {}

  /** Resolves when all calls are over, or patience is. */
  async make(matters: readonly Matter[]): Promise<void> {
    const byException = Map.groupBy(matters, ({ event }) => exceptionKey(event));
    const all = Promise.all([...byException.values()].map((inOrder) => this.makeInOrder(inOrder)));
    const waited = new AbortController();
    const patienceMs = LEAST_PATIENCE_MS + PATIENCE_MS_PER_CALL * matters.length;
    await Promise.race([all, delay(patienceMs, undefined, { signal: waited.signal }).catch(() => undefined)]);
    waited.abort();
    this.isOver = true;
  }

  private async makeInOrder(matters: readonly Matter[]): Promise<void> {
    for (const matter of matters) {
      const { id } = matter.event;
      const landing = this.call(matter);
      this.underway.set(id, landing);
      const outcome = await landing;
      if (this.isOver) return;
      this.underway.delete(id);
      this.outcomes.set(id, outcome);
      if ('error' in outcome && outcome.error instanceof RetryableError && !matter.isLastAttempt) return;
    }
  }

  private async call(matter: Matter): Promise<CallOutcome> {
    try {
      return { matter, outcome: await this.agent.execute(matter) };
    } catch (error) {
      return { error };
    }
  }
}
