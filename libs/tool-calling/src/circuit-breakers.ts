/** One circuit breaker per tenant, tool and origin: an endpoint that keeps failing is not called for a while. */
import type { CircuitState } from '@sentinai/contracts';
import { LRUCache } from 'lru-cache';
import CircuitBreaker from 'opossum';
import { ToolFailure } from './tool-failure.ts';
import type { BreakerSettings } from './tool-http.settings.ts';

/** Identity of a breaker. */
export interface Circuit {
  readonly tenantId: string;
  readonly tool: string;
  /** Scheme, host and port. */
  readonly origin: string;
}

/** Callback for changes of a circuit's state; never invoked per call. */
export type CircuitWatch = (circuit: Circuit, state: CircuitState) => void;

type Task<Result> = () => Promise<Result>;
type Breaker<Result> = CircuitBreaker<[Task<Result>], Result>;

export class CircuitBreakers<Result> {
  private readonly settings: BreakerSettings;
  private readonly breakers: LRUCache<string, Breaker<Result>>;

  /** Called on every change of state; does nothing by default. */
  watch: CircuitWatch = () => undefined;

  constructor(settings: BreakerSettings) {
    this.settings = settings;
    this.breakers = new LRUCache({ max: settings.maxBreakers, dispose: (breaker) => breaker.shutdown() });
  }

  /** @throws ToolFailure `circuit_open` without running the task; otherwise the task's own error */
  async run(circuit: Circuit, task: Task<Result>): Promise<Result> {
    try {
      return await this.breaker(circuit).fire(task);
    } catch (error) {
      if (!(error instanceof Error && CircuitBreaker.isOurError(error))) throw error;
      throw new ToolFailure('circuit_open', 'not called: the endpoint kept failing', { repeating: 'safe' });
    }
  }

  close(): void {
    this.breakers.clear();
  }

  private breaker(circuit: Circuit): Breaker<Result> {
    const key = JSON.stringify([circuit.tenantId, circuit.tool, circuit.origin]);
    const known = this.breakers.get(key);
    if (known) return known;
    const breaker = this.create(circuit);
    this.breakers.set(key, breaker);
    return breaker;
  }

  private create(circuit: Circuit): Breaker<Result> {
    const breaker = new CircuitBreaker((task: Task<Result>) => task(), {
      timeout: false,
      errorThresholdPercentage: this.settings.errorPercent,
      volumeThreshold: this.settings.minimumCalls,
      rollingCountTimeout: this.settings.windowMs,
      resetTimeout: this.settings.openMs,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      errorFilter: (error: unknown) => error instanceof ToolFailure && !error.facts.endpointAtFault,
    });
    breaker.on('open', () => this.watch(circuit, 'open'));
    breaker.on('halfOpen', () => this.watch(circuit, 'half_open'));
    breaker.on('close', () => this.watch(circuit, 'closed'));
    return breaker;
  }
}
