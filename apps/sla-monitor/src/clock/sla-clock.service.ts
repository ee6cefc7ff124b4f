/** Scans for due SLA clocks and stores the resulting warnings, each once. */
import { Injectable } from '@nestjs/common';
import { slaClock } from '@sentinai/agents';
import { ExceptionClock } from '@sentinai/messaging';
import { ExceptionRepository } from '@sentinai/persistence';

@Injectable()
export class SlaClockService {
  constructor(
    private readonly clock: ExceptionClock,
    private readonly exceptions: ExceptionRepository,
  ) {}

  /** Handles all due clocks. Returns the number of clocks examined. */
  scan(): Promise<number> {
    return this.clock.scan({
      clock: slaClock,
      tenants: (...due) => this.exceptions.tenantsWithDueSla(...due),
      lock: (...due) => this.exceptions.lockDue(...due),
    });
  }
}
