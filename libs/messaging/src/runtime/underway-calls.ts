/**
 * Outside calls that took longer than their batch. Each one's event waits in the database as the head of its
 * exception, claimed by this worker: the offset is committed and other exceptions continue; if the worker dies, the
 * claim expires and another makes the call again. When a call is over, its event is processed together with others
 * that have ended here.
 */
import type { Matter } from '../agent/agent.ts';
import { Gathering } from './gathering.ts';
import type { Claim, ReceivedRecord } from './received-batch.ts';

/** Outcome of a call. */
export type CallOutcome = { matter: Matter; outcome: unknown } | { error: unknown };

/** A claimed record with the outcome of its call. */
export interface LandedCall {
  eventId: string;
  record: ReceivedRecord & { claim: Claim };
  outcome: CallOutcome;
}

export interface UnderwayCall extends Omit<LandedCall, 'outcome'> {
  /** Never rejects. */
  landing: Promise<CallOutcome>;
}

/**
 * Maximum number of calls in progress: per tenant, so that its slow tool leaves room for others' tools, and in total.
 * Checked when a batch begins: the tenants of one batch may together exceed the total by part of that batch.
 */
const MOST_CALLS = { perTenant: 200, total: 2_000 };
/** Calls that end within this time are processed together. */
const LEAST_INTERVAL_MS = 40;

export class UnderwayCalls {
  private readonly calls = new Map<UnderwayCall, Promise<void>>();
  private readonly byTenant = new Map<string, number>();
  private readonly landing = new Gathering<LandedCall>((landed) => this.finish(landed), LEAST_INTERVAL_MS);
  private finish: (landed: readonly LandedCall[]) => Promise<void> = () => Promise.resolve();

  constructor(private readonly most = MOST_CALLS) {}

  /** Sets the handler for finished calls. It must not fail. */
  whenLanded(finish: (landed: readonly LandedCall[]) => Promise<void>): void {
    this.finish = finish;
  }

  /** Returns how many more calls the tenant may start. */
  room(tenantId: string): number {
    const { perTenant, total } = this.most;
    return Math.max(0, Math.min(perTenant - (this.byTenant.get(tenantId) ?? 0), total - this.calls.size));
  }

  add(call: UnderwayCall): void {
    const { tenantId } = call.record.claim;
    this.byTenant.set(tenantId, (this.byTenant.get(tenantId) ?? 0) + 1);
    this.calls.set(call, this.land(call));
  }

  /** Returns the claims to keep alive. */
  claims(): Claim[] {
    return [...this.calls.keys()].map(({ record }) => record.claim);
  }

  /** Resolves when every call is over and handled. */
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
