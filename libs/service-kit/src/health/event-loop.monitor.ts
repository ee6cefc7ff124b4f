/** Detects a blocked event loop. */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const NANOSECONDS_PER_MS = 1e6;
/** A mean delay above this since the last probe means that the process hangs; it is not merely busy. */
const STUCK_MS = 1_000;

@Injectable()
export class EventLoopMonitor implements OnApplicationShutdown {
  private readonly histogram = monitorEventLoopDelay({ resolution: 20 });

  constructor() {
    this.histogram.enable();
  }

  /** Returns the mean and longest delay of the event loop since the last call. */
  probe(): { responsive: boolean; meanMs: number; maxMs: number } {
    const seen = this.histogram.count > 0;
    const meanMs = seen ? Math.round(this.histogram.mean / NANOSECONDS_PER_MS) : 0;
    const maxMs = seen ? Math.round(this.histogram.max / NANOSECONDS_PER_MS) : 0;
    this.histogram.reset();
    return { responsive: meanMs < STUCK_MS, meanMs, maxMs };
  }

  onApplicationShutdown(): void {
    this.histogram.disable();
  }
}
