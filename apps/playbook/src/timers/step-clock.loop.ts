/** Has the steps' timers looked at, time and again. Every copy of the worker does: what one has locked, the others pass over. */
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type ConfigOf, HealthRegistry } from '@sentinai/service-kit';
import type { playbookConfig } from '../playbook.config.ts';
import { StepClockService } from './step-clock.service.ts';

@Injectable()
export class StepClockLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(StepClockLoop.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private failure: Error | undefined;

  constructor(
    private readonly clock: StepClockService,
    private readonly health: HealthRegistry,
    @Inject(CONFIG) private readonly config: ConfigOf<typeof playbookConfig>,
  ) {}

  onApplicationBootstrap(): void {
    this.health.register('timers', async () => {
      if (this.failure) throw this.failure;
    });
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.scan();
      await delay(this.config.stepTimerIntervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async scan(): Promise<void> {
    try {
      await this.clock.scan();
      this.failure = undefined;
    } catch (error) {
      if (!this.failure) this.log.warn(`Looking at the timers of steps fails: ${(error as Error).message}`);
      this.failure = error as Error;
    }
  }
}
