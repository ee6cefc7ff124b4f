/**
 * Feeds the pipeline. In the closed loop it keeps a fixed number of exceptions in the pipeline, so that it is always busy
 * and never overloaded. In the open loop it sends at a fixed rate, whatever the outcome.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchTenant } from './bench-tenants.ts';
import type { IngestClient } from './ingest-client.ts';
import { type ItemTemplate, renderItems } from './item-template.ts';

export interface LoadParts {
  client: IngestClient;
  tenants: readonly BenchTenant[];
  /** Templates by {@link ItemTemplate.kind}. */
  templates: ReadonlyMap<string, readonly ItemTemplate[]>;
  /** Returns the number of sent exceptions that are finished. */
  finished: () => number;
}

/** Pace of the load: exceptions in the pipeline at once, or exceptions per second. */
export type Pace = { window: number } | { rate: number };

/** Most items of one request. */
const BATCH_ITEMS = 500;
const SENDERS = 3;
const IDLE_MS = 10;
/** In the open loop one request per tenant carries the items due in this time, so that batching adds little latency. */
const OPEN_LOOP_MS = 100;
/** Sources report events of a moment ago. */
const AGE_MS = 1_000;

export class LoadGenerator {
  /** Exceptions accepted by intake. */
  accepted = 0;
  private readonly parts: LoadParts;
  private underway = 0;
  private made = 0;
  private batches = 0;

  constructor(parts: LoadParts) {
    this.parts = parts;
  }

  /** Sends until the signal; resolves when the last request is answered. @throws whatever the client throws */
  async run(pace: Pace, until: AbortSignal): Promise<void> {
    const stopped = new AbortController();
    const both = AbortSignal.any([until, stopped.signal]);
    const sender = 'window' in pace ? this.holdWindow(pace.window, both) : this.keepRate(pace.rate, both);
    try {
      await sender;
    } finally {
      stopped.abort();
    }
  }

  /** Exceptions sent but not finished. */
  get open(): number {
    return this.accepted + this.underway - this.parts.finished();
  }

  private async holdWindow(window: number, until: AbortSignal): Promise<void> {
    const most = Math.max(1, Math.min(BATCH_ITEMS, Math.floor(window / SENDERS)));
    const sendOn = async (): Promise<void> => {
      while (!until.aborted) {
        if (this.open + most > window) await delay(IDLE_MS);
        else await this.sendBatch(most);
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sendOn));
  }

  private async keepRate(rate: number, until: AbortSignal): Promise<void> {
    const began = performance.now();
    const underway = new Set<Promise<void>>();
    let failure: Error | undefined;
    let sent = 0;
    while (!until.aborted && !failure) {
      const due = Math.floor((rate * (performance.now() - began)) / 1_000) - sent;
      const size = Math.min(BATCH_ITEMS, Math.max(1, Math.round((rate * OPEN_LOOP_MS) / 1_000)));
      if (due < size) {
        await delay(IDLE_MS);
        continue;
      }
      sent += size;
      const batch: Promise<void> = this.sendBatch(size)
        .catch((error: unknown) => void (failure = error as Error))
        .finally(() => underway.delete(batch));
      underway.add(batch);
    }
    await Promise.all(underway);
    if (failure) throw failure;
  }

  /** The tenants take turns, and so do each one's templates. */
  private async sendBatch(exceptions: number): Promise<void> {
    const { tenants, templates, client } = this.parts;
    const tenant = tenants[this.batches % tenants.length];
    this.batches += 1;
    const choices = templates.get(tenant?.demo.tenantId ?? '') ?? [];
    if (!tenant || choices.length === 0) return;
    const at = new Date(Date.now() - AGE_MS);
    const items: string[] = [];
    let count = 0;
    while (count < exceptions && items.length < BATCH_ITEMS) {
      const template = choices[this.made % choices.length];
      if (template) items.push(...renderItems(template, `${LOAD_PREFIX}${this.made}`, at));
      this.made += 1;
      count += 1;
    }
    this.underway += count;
    try {
      await client.send({ tenantId: tenant.tenantId, items });
      this.accepted += count;
    } finally {
      this.underway -= count;
    }
  }
}

/** Prefix of the ids of the load, and of no others. */
export const LOAD_PREFIX = 'LOAD-';
