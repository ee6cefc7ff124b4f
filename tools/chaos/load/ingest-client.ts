/** Sends batches like a careful source: it repeats a batch under the same key until it is answered. */
import { setTimeout as delay } from 'node:timers/promises';
import type { ScriptedItem } from './case-script.ts';

const ATTEMPT_MS = 8_000;
const PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

export interface ItemAnswer {
  status: 'accepted' | 'duplicate' | 'rejected';
  error?: { code: string; detail: string };
}

export interface IngestClientOptions {
  gatewayUrl: string;
  token: string;
  /** Stops the attempts. */
  signal: AbortSignal;
}

/** The batch was refused, or never answered before the client was stopped. */
export class NotAccepted extends Error {}

export class IngestClient {
  /** Failed attempts that were repeated. */
  retries = 0;
  private readonly options: IngestClientOptions;

  constructor(options: IngestClientOptions) {
    this.options = options;
  }

  /**
   * Returns one result per item.
   * @throws NotAccepted
   */
  async send(tenantId: string, key: string, items: readonly ScriptedItem[]): Promise<ItemAnswer[]> {
    for (let pause = PAUSE_MS; !this.options.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const answer = await this.attempt(tenantId, key, items).catch(() => undefined);
      if (answer?.status === 200) return (answer.body as { items: ItemAnswer[] }).items;
      if (answer && answer.status < 500 && answer.status !== 429) {
        throw new NotAccepted(`HTTP ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      this.retries += 1;
      await delay(pause);
    }
    throw new NotAccepted('no answer before the end');
  }

  private async attempt(
    tenantId: string,
    key: string,
    items: readonly ScriptedItem[],
  ): Promise<{ status: number; body: unknown }> {
    const { gatewayUrl, token, signal } = this.options;
    const response = await fetch(`${gatewayUrl}/api/exceptions/${tenantId}/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(items),
      signal: AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_MS)]),
    });
    return { status: response.status, body: await response.json() };
  }
}
