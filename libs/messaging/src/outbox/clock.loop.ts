/**
 * Scans a clock repeatedly, with a pause in between. Every replica of a service runs its own loop and they share the
 * work: each skips what another has locked. Nothing else keeps the rhythm, so nothing else can stop it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { HealthRegistry } from '@sentinai/service-kit';

export interface ClockLoopParts {
  /** Name of the readiness check, which fails while the last scan has failed. */
  name: string;
  /** The scan's activity, for the log: `Scanning the SLA clocks`. */
  what: string;
  intervalMs: number;
  scan: () => Promise<unknown>;
  health: Pick<HealthRegistry, 'register'>;
}

export class ClockLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ClockLoop.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private failure: Error | undefined;

  constructor(private readonly parts: ClockLoopParts) {}

  onApplicationBootstrap(): void {
    this.parts.health.register(this.parts.name, async () => {
      if (this.failure) throw this.failure;
    });
    this.running = this.run();
  }

  /** Stops after the current scan. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.scan();
      await delay(this.parts.intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async scan(): Promise<void> {
    try {
      await this.parts.scan();
      this.failure = undefined;
    } catch (error) {
      if (!this.failure) this.log.warn(`${this.parts.what} failed and will be retried: ${(error as Error).message}`);
      this.failure = error as Error;
    }
  }
}
