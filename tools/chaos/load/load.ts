/** A steady load: each tenant's source sends one batch at a time, so that the order of its states is certain. */
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../../demo/tool-server/seeded-random.ts';
import { CaseScript, deskSource, paymentSource } from './case-script.ts';
import type { ScriptedItem } from './case-script.ts';
import { deskPack, paymentPack } from './chaos-packs.ts';
import type { IngestClient, ItemAnswer } from './ingest-client.ts';
import { NotAccepted } from './ingest-client.ts';
import type { PromisedCase, Refusal } from './promise.ts';

const BATCH_EVERY_MS = 500;

const DESK = { pack: deskPack, source: deskSource, exceptionType: null, newCases: 3, updates: 10 };
const PAYMENTS = { pack: paymentPack, source: paymentSource, exceptionType: 'PAYMENT_FAILED', newCases: 6, updates: 0 };

/** The tenants and the kinds of their sources. */
export const CHAOS_TENANTS = [
  { tenantId: 'CHAOS_DESK_1', ...DESK },
  { tenantId: 'CHAOS_DESK_2', ...DESK },
  { tenantId: 'CHAOS_PAYMENTS_1', ...PAYMENTS },
  { tenantId: 'CHAOS_PAYMENTS_2', ...PAYMENTS },
] as const;

interface Lane {
  tenantId: string;
  script: CaseScript;
  /** Number of batches sent so far, used in the keys. */
  batches: number;
}

export class Load {
  readonly refusals: Refusal[] = [];
  /** Items answered as accepted. */
  items = 0;
  private readonly client: IngestClient;
  private readonly lanes: Lane[];
  private readonly promised = new Map<string, PromisedCase>();
  private stopping = false;

  constructor(client: IngestClient, seed: number) {
    this.client = client;
    this.lanes = CHAOS_TENANTS.map(({ tenantId, source, exceptionType, newCases, updates }) => {
      const random = seededRandom(`chaos load ${seed} ${tenantId}`);
      return { tenantId, batches: 0, script: new CaseScript({ source, exceptionType, random, newCases, updates }) };
    });
  }

  /** Sends until {@link finish}; resolves when the last state of every case has been sent and every batch answered. */
  async run(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => this.runLane(lane)));
  }

  /** Failed attempts that were repeated. */
  get retries(): number {
    return this.client.retries;
  }

  /** Stops opening new cases. */
  finish(): void {
    this.stopping = true;
  }

  promises(): PromisedCase[] {
    return [...this.promised.values()];
  }

  private async runLane(lane: Lane): Promise<void> {
    const { script } = lane;
    while (!this.stopping) {
      const pause = delay(BATCH_EVERY_MS);
      await this.send(lane, script.next(new Date()));
      await pause;
    }
    for (let rest = script.rest(); rest.length > 0; rest = script.rest()) await this.send(lane, rest);
  }

  private async send(lane: Lane, items: ScriptedItem[]): Promise<void> {
    const { tenantId } = lane;
    lane.batches += 1;
    const key = `${tenantId}-${lane.batches}`;
    try {
      const answers = await this.client.send(tenantId, key, items);
      items.forEach((item, index) => this.note(lane, { item, key, answer: answers[index] }));
    } catch (error) {
      if (!(error instanceof NotAccepted)) throw error;
      this.refusals.push({ tenantId, key, reason: error.message });
    }
  }

  /** Records the results of a batch. A duplicate was accepted by an earlier attempt whose response was lost. */
  private note(
    { tenantId, script }: Lane,
    { item, key, answer }: { item: ScriptedItem; key: string; answer: ItemAnswer | undefined },
  ): void {
    const { exception_id: exceptionId, raw_payload } = item;
    if (answer?.status !== 'accepted' && answer?.status !== 'duplicate') {
      const { code, detail } = answer?.error ?? { code: 'no_answer', detail: '' };
      this.refusals.push({ tenantId, key, reason: `${exceptionId}: ${code} ${detail}` });
      return;
    }
    this.items += 1;
    const toolCalls = script.cases.get(exceptionId)?.toolCalls ?? 0;
    const { revision: states, state } = raw_payload;
    this.promised.set(`${tenantId}:${exceptionId}`, { tenantId, exceptionId, states, state, toolCalls });
  }
}
