/** One circuit breaker for each tenant, tool and origin: an endpoint that keeps failing is left alone for a while. */
import { LRUCache } from 'lru-cache';
import CircuitBreaker from 'opossum';
import { ToolFailure } from './tool-failure.ts';
import type { BreakerSettings } from './tool-http.settings.ts';

type Task<Result> = () => Promise<Result>;
type Breaker<Result> = CircuitBreaker<[Task<Result>], Result>;

export class CircuitBreakers<Result> {
  private readonly settings: BreakerSettings;
  private readonly breakers: LRUCache<string, Breaker<Result>>;

  constructor(settings: BreakerSettings) {
    this.settings = settings;
    this.breakers = new LRUCache({ max: settings.maxBreakers, dispose: (breaker) => breaker.shutdown() });
  }

  /** @throws ToolFailure `circuit_open` without running the task; else what the task throws */
  async run(key: string, task: Task<Result>): Promise<Result> {
    try {
      return await this.breaker(key).fire(task);
    } catch (error) {
      if (!(error instanceof Error && CircuitBreaker.isOurError(error))) throw error;
      throw new ToolFailure('circuit_open', 'not called: the endpoint kept failing', { repeating: 'safe' });
    }
  }

  close(): void {
    this.breakers.clear();
  }

  private breaker(key: string): Breaker<Result> {
    const known = this.breakers.get(key);
    if (known) return known;
    const breaker = this.create();
    this.breakers.set(key, breaker);
    return breaker;
  }

  private create(): Breaker<Result> {
    return new CircuitBreaker((task: Task<Result>) => task(), {
      timeout: false,
      errorThresholdPercentage: this.settings.errorPercent,
      volumeThreshold: this.settings.minimumCalls,
      rollingCountTimeout: this.settings.windowMs,
      resetTimeout: this.settings.openMs,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      errorFilter: (error: unknown) => error instanceof ToolFailure && !error.facts.endpointAtFault,
    });
  }
}
