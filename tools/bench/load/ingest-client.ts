/** Sends batches to the gateway like any client, over keep-alive connections, and counts the accepted items. */
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

export interface BatchToSend {
  tenantId: string;
  /** JSON texts of the items. */
  items: readonly string[];
}

/** Intake's counts over all batches, in items; an exception may have several. */
export interface IngestCounts {
  requests: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Requests that got 429 or 503 and were resent. */
  refused: number;
}

const LAST_REFUSAL_WAIT_MS = 5_000;
/** The counts are at the end of the response, so the results before them need no parsing. */
const COUNTS = /"accepted":(?<accepted>\d+),"duplicates":(?<duplicates>\d+),"rejected":(?<rejected>\d+)\}$/;

export class IngestClient {
  readonly counts: IngestCounts = { requests: 0, accepted: 0, duplicates: 0, rejected: 0, refused: 0 };
  private readonly pool: Pool;
  private readonly token: string;

  constructor({ url, token, connections }: { url: string; token: string; connections: number }) {
    this.pool = new Pool(url, { connections });
    this.token = token;
  }

  /**
   * Resolves when the batch is stored.
   * @throws Error when it is refused for another reason than load, or an item of it is rejected
   */
  async send({ tenantId, items }: BatchToSend): Promise<void> {
    const body = `[${items.join(',')}]`;
    for (;;) {
      const {
        statusCode,
        headers,
        body: answer,
      } = await this.pool.request({
        method: 'POST',
        path: `/api/exceptions/${tenantId}/batch`,
        headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
        body,
      });
      const text = await answer.text();
      this.counts.requests += 1;
      if (statusCode === 200) return this.count(text);
      if (statusCode !== 429 && statusCode !== 503) throw new Error(`Intake answers ${statusCode}: ${text}`);
      this.counts.refused += 1;
      await delay(Math.min(1_000 * Number(headers['retry-after'] ?? 1), LAST_REFUSAL_WAIT_MS));
    }
  }

  async close(): Promise<void> {
    await this.pool.close();
  }

  private count(text: string): void {
    const found = COUNTS.exec(text)?.groups;
    if (!found) throw new Error(`The response of intake has no counts: ${text.slice(-200)}`);
    const [accepted, duplicates, rejected] = [found.accepted, found.duplicates, found.rejected].map(Number);
    this.counts.accepted += accepted ?? 0;
    this.counts.duplicates += duplicates ?? 0;
    this.counts.rejected += rejected ?? 0;
    if (rejected) throw new Error(`Intake rejects ${rejected} items: ${text.slice(0, 1_000)}`);
  }
}
