/** Looks for steps whose time is over and writes it down: a timer elapses once, and the agent decides what follows. */
import { Injectable } from '@nestjs/common';
import { ExceptionClock } from '@sentinai/messaging';
import { ExceptionRepository } from '@sentinai/persistence';
import { lookAt } from './step-clock.ts';

@Injectable()
export class StepClockService {
  constructor(
    private readonly clock: ExceptionClock,
    private readonly exceptions: ExceptionRepository,
  ) {}

  /** Handles everything that is due. Returns how many timers it looked at. */
  scan(): Promise<number> {
    return this.clock.scan({
      tenants: (...due) => this.exceptions.tenantsWithDueTimers(...due),
      lock: (...due) => this.exceptions.lockTimers(...due),
      lookAt,
    });
  }
}
