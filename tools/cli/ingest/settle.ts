/** Waits until the pipeline has processed what a tenant sent it, and counts the dead letters that came of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../connection/api-client.ts';
import { CommandError } from '../run-program.ts';

/** `GET /ops/pipeline`, as far as it is used here. */
interface PipelineState {
  /** Events that are published and not yet processed. */
  in_flight: number;
  dead_letters: number;
}

const SHORTEST_INTERVAL_MS = 200;
const LONGEST_INTERVAL_MS = 2_000;
/** One answer of 0 may fall between an event processed and the next one published. */
const QUIET_ANSWERS = 2;

export class PipelineWatch {
  private readonly client: ApiClient;
  private readonly path: string;
  private deadLettersBefore = 0;

  constructor(client: ApiClient, tenant: string) {
    this.client = client;
    this.path = `/ops/pipeline?tenant_id=${encodeURIComponent(tenant)}`;
  }

  /** Notes the dead letters there are before anything is sent. */
  async begin(): Promise<void> {
    this.deadLettersBefore = (await this.ask()).dead_letters;
  }

  /**
   * Asks until nothing is in flight, twice in a row.
   *
   * @param onState told after each answer: events in flight, and dead letters since {@link begin}
   * @throws {CommandError} when something is still in flight after `timeoutMs`, or the server fails
   */
  async settle(timeoutMs: number, onState: (inFlight: number, deadLetters: number) => void): Promise<void> {
    const givingUpAt = Date.now() + timeoutMs;
    let intervalMs = SHORTEST_INTERVAL_MS;
    for (let quiet = 0; ;) {
      const { in_flight: inFlight, dead_letters: deadLetters } = await this.ask();
      onState(inFlight, Math.max(0, deadLetters - this.deadLettersBefore));
      quiet = inFlight === 0 ? quiet + 1 : 0;
      if (quiet >= QUIET_ANSWERS) return;
      intervalMs = quiet > 0 ? SHORTEST_INTERVAL_MS : Math.min(LONGEST_INTERVAL_MS, intervalMs * 1.5);
      if (Date.now() + intervalMs > givingUpAt) {
        throw new CommandError(
          `${inFlight} events are still in flight after ${Math.round(timeoutMs / 1000)} s (--timeout)`,
        );
      }
      await sleep(intervalMs);
    }
  }

  private async ask(): Promise<PipelineState> {
    const state = (await this.client.get(this.path)) as Partial<PipelineState> | null;
    if (typeof state?.in_flight !== 'number' || typeof state.dead_letters !== 'number') {
      throw new CommandError(`${this.path} answers without in_flight and dead_letters`);
    }
    return { in_flight: state.in_flight, dead_letters: state.dead_letters };
  }
}
