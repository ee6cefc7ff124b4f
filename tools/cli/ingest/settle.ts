/** Waits until the pipeline has processed a tenant's events, and counts the dead letters that resulted. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../connection/api-client.ts';
import { CommandError } from '../run-program.ts';

/** The fields of `GET /ops/pipeline` used here. */
interface PipelineState {
  /** Events published but not yet processed. */
  in_flight: number;
  dead_letters: number;
}

const SHORTEST_INTERVAL_MS = 200;
const LONGEST_INTERVAL_MS = 2_000;
/** Consecutive responses of 0 needed: a single one may fall between one event's processing and the next one's publication. */
const QUIET_ANSWERS = 2;

export class PipelineWatch {
  private readonly client: ApiClient;
  private readonly path: string;
  private deadLettersBefore = 0;

  constructor(client: ApiClient, tenant: string) {
    this.client = client;
    this.path = `/ops/pipeline?tenant_id=${encodeURIComponent(tenant)}`;
  }

  /** Records the number of dead letters before anything is sent. */
  async begin(): Promise<void> {
    this.deadLettersBefore = (await this.ask()).dead_letters;
  }

  /**
   * Polls until nothing is in flight, twice in a row.
   *
   * @param onState called after each response with the events in flight and the dead letters since {@link begin}
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
      throw new CommandError(`the response of ${this.path} lacks in_flight or dead_letters`);
    }
    return { in_flight: state.in_flight, dead_letters: state.dead_letters };
  }
}
