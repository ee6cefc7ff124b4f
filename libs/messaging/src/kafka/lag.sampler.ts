/** Samples a consumer group's lag every few seconds, independent of scrapes: a scrape must not wait for Kafka. */
import type { LagMonitor } from './lag.monitor.ts';

const SAMPLE_MS = 5_000;

export class LagSampler {
  private readonly timer = setInterval(() => void this.sample(), SAMPLE_MS).unref();
  private asking = false;

  /** @param report called with each sample; undefined when Kafka could not be queried */
  constructor(
    private readonly monitor: Pick<LagMonitor, 'lag'>,
    private readonly report: (records: number | undefined) => void,
  ) {}

  stop(): void {
    clearInterval(this.timer);
  }

  private async sample(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      this.report(await this.monitor.lag());
    } catch {
      this.report(undefined);
    } finally {
      this.asking = false;
    }
  }
}
