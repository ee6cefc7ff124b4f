/**
 * Calls to the outside world that took longer than their batch. The event of each waits in the database as its exception's head,
 * claimed by this worker: the offset is committed, other exceptions go on, and should the worker die, the claim runs out and
 * another makes the call again. When a call is over, its event is processed with what waited here.
 */
import type { Matter } from '../agent/agent.ts';
import { Gathering } from './gathering.ts';
import type { Claim, ReceivedRecord } from './received-batch.ts';

/** What a call came to. */
export type CallOutcome = { matter: Matter; outcome: unknown } | { error: unknown };

/** A record that is claimed, and what its call came to. */
export interface LandedCall {
  eventId: string;
  record: ReceivedRecord & { claim: Claim };
  outcome: CallOutcome;
}

export interface UnderwayCall extends Omit<LandedCall, 'outcome'> {
  /** Never fails. */
  landing: Promise<CallOutcome>;
}

/**
 * How many calls may be under way at once: of one tenant, so that its slow tool leaves room for the tools of others, and in all. Looked
 * at as a batch begins: the tenants of one batch may together exceed the second by a part of that batch.
 */
const MOST_CALLS = { perTenant: 200, total: 2_000 };
/** Calls that end within this are processed together. */
const LEAST_INTERVAL_MS = 40;

export class UnderwayCalls {
  private readonly calls = new Map<UnderwayCall, Promise<void>>();
  private readonly byTenant = new Map<string, number>();
  private readonly landing = new Gathering<LandedCall>((landed) => this.finish(landed), LEAST_INTERVAL_MS);
  private finish: (landed: readonly LandedCall[]) => Promise<void> = () => Promise.resolve();

  constructor(private readonly most = MOST_CALLS) {}

  /** Says what is done with calls that are over. It must not fail. */
  whenLanded(finish: (landed: readonly LandedCall[]) => Promise<void>): void {
    this.finish = finish;
  }

  /** How many more calls of the tenant may begin. */
  room(tenantId: string): number {
    const { perTenant, total } = this.most;
    return Math.max(0, Math.min(perTenant - (this.byTenant.get(tenantId) ?? 0), total - this.calls.size));
  }

  add(call: UnderwayCall): void {
    const { tenantId } = call.record.claim;
    this.byTenant.set(tenantId, (this.byTenant.get(tenantId) ?? 0) + 1);
    this.calls.set(call, this.land(call));
  }

  /** The claims that are to be kept. */
  claims(): Claim[] {
    return [...this.calls.keys()].map(({ record }) => record.claim);
  }

  /** Returns when every call is over and dealt with. */
  async allLanded(): Promise<void> {
    while (this.calls.size > 0) await Promise.all(this.calls.values());
  }

  private async land(call: UnderwayCall): Promise<void> {
    const { eventId, record, landing } = call;
    const { tenantId } = record.claim;
    await this.landing.join({ eventId, record, outcome: await landing });
    this.calls.delete(call);
    const left = (this.byTenant.get(tenantId) ?? 1) - 1;
    if (left > 0) this.byTenant.set(tenantId, left);
    else this.byTenant.delete(tenantId);
  }
}
