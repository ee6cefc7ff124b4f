/** Scans for elapsed step timers and records each once; the agent decides what follows. */
import { Injectable } from '@nestjs/common';
import { stepClock } from '@sentinai/agents';
import { ExceptionClock } from '@sentinai/messaging';
import { ExceptionRepository } from '@sentinai/persistence';

@Injectable()
export class StepClockService {
  constructor(
    private readonly clock: ExceptionClock,
    private readonly exceptions: ExceptionRepository,
  ) {}

  /** Handles all due timers. Returns the number of timers examined. */
  scan(): Promise<number> {
    return this.clock.scan({
      clock: stepClock,
      tenants: (...due) => this.exceptions.tenantsWithDueTimers(...due),
      lock: (...due) => this.exceptions.lockTimers(...due),
    });
  }
}
