/**
 * Sends items in batches, one after another. A batch leaves only after the previous one is answered, so the rows of an
 * exception reach the server in file order.
 */
import { RequestRefused, type ApiClient } from '../connection/api-client.ts';
import { CommandError } from '../run-program.ts';
import type { IngestReport } from './report.ts';
import type { IngestItem } from './source-row.ts';

export interface BatchLimits {
  items: number;
  /** Size of a request body. */
  bytes: number;
}

/** Limits of `POST /api/exceptions/{tenant}/batch`. */
export const SERVER_LIMITS: BatchLimits = { items: 1000, bytes: 8 * 1024 * 1024 };

interface Entry {
  position: string;
  /** The item as JSON. */
  text: string;
}

interface ItemAnswer {
  index: number;
  status: 'accepted' | 'duplicate' | 'rejected';
  event_type?: 'ExceptionIngested' | 'SourceUpdateReceived';
  error?: { code: string; detail?: string; errors?: { path: string; message: string }[] };
}

export class BatchSender {
  private readonly client: ApiClient;
  private readonly path: string;
  private readonly limits: BatchLimits;
  private readonly report: IngestReport;
  private batch: Entry[] = [];
  private batchBytes = 0;
  /** Exception of the row added last. */
  private lastId: string | undefined;

  constructor(client: ApiClient, tenant: string, limits: BatchLimits, report: IngestReport) {
    this.client = client;
    this.path = `/api/exceptions/${encodeURIComponent(tenant)}/batch`;
    this.limits = limits;
    this.report = report;
  }

  /**
   * Adds an item, after sending the waiting batch when it is full. Consecutive rows of one exception share a batch, up to the server's
   * limit: the server recognizes a redelivered file by all the states of an exception in one request.
   *
   * @throws {CommandError} when the server cannot be reached or refuses the whole batch
   */
  async add(position: string, item: IngestItem): Promise<void> {
    const text = serialize(item);
    if (text === undefined) return this.report.reject(position, 'is nested too deeply');
    const bytes = Buffer.byteLength(text) + SEPARATOR_BYTES;
    if (bytes + BRACKET_BYTES > this.limits.bytes) return this.report.reject(position, 'is too large for a request');
    if (this.isFull(bytes, item.exception_id)) await this.flush();
    this.batch.push({ position, text });
    this.batchBytes += bytes;
    this.lastId = item.exception_id;
  }

  private isFull(nextBytes: number, nextId: string | undefined): boolean {
    if (this.batchBytes + nextBytes + BRACKET_BYTES > this.limits.bytes) return true;
    const isSameException = nextId !== undefined && nextId === this.lastId;
    return this.batch.length >= (isSameException ? SERVER_LIMITS.items : this.limits.items);
  }

  /** Sends the items that are waiting. */
  async flush(): Promise<void> {
    const entries = this.batch;
    this.batch = [];
    this.batchBytes = 0;
    if (entries.length > 0) await this.send(entries);
  }

  private async send(entries: readonly Entry[]): Promise<void> {
    try {
      const answer = await this.client.post(this.path, `[${entries.map(({ text }) => text).join(',')}]`);
      for (const item of readAnswer(answer, entries.length)) this.record(entries[item.index], item);
    } catch (error) {
      if (!(error instanceof RequestRefused) || !ABOUT_CONTENT.has(error.status)) throw error;
      await this.sendApart(entries, error);
    }
  }

  /** Halves a batch that was refused for its content until the faulty item is found; the others are accepted. */
  private async sendApart(entries: readonly Entry[], refusal: RequestRefused): Promise<void> {
    const [first] = entries;
    if (first && entries.length === 1) return this.report.reject(first.position, refusal.message);
    const middle = Math.ceil(entries.length / 2);
    await this.send(entries.slice(0, middle));
    await this.send(entries.slice(middle));
  }

  private record(entry: Entry | undefined, { status, event_type: eventType, error }: ItemAnswer): void {
    const { counts } = this.report;
    switch (status) {
      case 'accepted':
        if (eventType === 'SourceUpdateReceived') counts.updates += 1;
        else counts.exceptions += 1;
        return;
      case 'duplicate':
        counts.duplicates += 1;
        return;
      case 'rejected':
        this.report.reject(entry?.position ?? '?', reasonOf(error));
    }
  }
}

const SEPARATOR_BYTES = 1;
const BRACKET_BYTES = 2;
const STATUSES: readonly unknown[] = ['accepted', 'duplicate', 'rejected'];

/** Serializes an item; undefined when it is nested too deeply. */
function serialize(item: IngestItem): string | undefined {
  try {
    return JSON.stringify(item);
  } catch {
    return undefined;
  }
}

/** Statuses with which the server, or a proxy in front of it, rejects a request's content. */
const ABOUT_CONTENT = new Set([400, 413, 422]);

function readAnswer(answer: unknown, itemsSent: number): ItemAnswer[] {
  const items = (answer as { items?: ItemAnswer[] } | null)?.items;
  const isComplete =
    Array.isArray(items) &&
    items.every(({ status }) => STATUSES.includes(status)) &&
    new Set(items.map(({ index }) => index)).size === itemsSent &&
    items.every(({ index }) => Number.isInteger(index) && index >= 0 && index < itemsSent);
  if (!isComplete) throw new CommandError(`the server did not answer for each of the ${itemsSent} items it was sent`);
  return items;
}

function reasonOf(error: ItemAnswer['error']): string {
  const faults = error?.errors?.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  return faults || error?.detail || error?.code || 'the server rejects it without a reason';
}
