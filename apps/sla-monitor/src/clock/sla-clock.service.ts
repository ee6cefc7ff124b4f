/** Looks for SLA clocks that are due and writes what follows: a warning is stored once. */
import { Injectable } from '@nestjs/common';
import { ExceptionClock } from '@sentinai/messaging';
import { ExceptionRepository } from '@sentinai/persistence';
import { lookAt } from './sla-look.ts';

@Injectable()
export class SlaClockService {
  constructor(
    private readonly clock: ExceptionClock,
    private readonly exceptions: ExceptionRepository,
  ) {}

  /** Handles everything that is due. Returns how many clocks it looked at. */
  scan(): Promise<number> {
    return this.clock.scan({
      tenants: (...due) => this.exceptions.tenantsWithDueSla(...due),
      lock: (...due) => this.exceptions.lockDue(...due),
      lookAt,
    });
  }
}
