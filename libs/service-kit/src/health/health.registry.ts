/** The readiness checks of a service: each part registers its own, and the probe runs them all. */
import { Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';

/** Resolves when the part works, with details to show such as a lag; rejects when it does not. */
export type ReadinessCheck = (signal: AbortSignal) => Promise<Record<string, unknown> | void>;

/** Result of one check, with its details next to the status. */
export interface CheckReport extends Record<string, unknown> {
  status: 'up' | 'down';
  /** Only with `down`. */
  error?: string;
  /** How long the check took; the answer may be up to 500 ms old. */
  response_time_ms?: number;
}

/** Body of `/readyz`. */
export interface ReadinessReport {
  status: 'ok' | 'error';
  checks: Record<string, CheckReport>;
}

const TIMEOUT_MS = 2_000;
/** Results are cached this long, so that frequent probes cannot load what they watch. */
const CACHE_MS = 500;

@Injectable()
export class HealthRegistry {
  private readonly logger = new Logger(HealthRegistry.name);
  private readonly checks = new Map<string, ReadinessCheck>();
  private readonly failing = new Set<string>();
  private shuttingDown = false;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly health: HealthCheckService,
  ) {}

  /**
   * Adds a readiness check, limited to 2 s. Call it while the application starts.
   *
   * @example registry.register('database', async () => { await dataSource.query('select 1'); });
   * @throws Error when the name is taken
   */
  register(name: string, check: ReadinessCheck): void {
    if (this.checks.has(name)) throw new Error(`A readiness check named "${name}" is registered already.`);
    this.checks.set(name, check);
  }

  /** Makes the service not ready from now on, whatever its checks say: it accepts no new work. */
  beginShutdown(): void {
    this.shuttingDown = true;
  }

  /** Runs every check. Never rejects. */
  async readiness(): Promise<ReadinessReport> {
    if (this.shuttingDown) {
      return { status: 'error', checks: { process: { status: 'down', error: 'shutting down' } } };
    }
    const attempts = [...this.checks].map(([name, check]) => this.attempt(name, check));
    const { details } = await this.health.check(attempts).catch(resultOfFailure);
    const checks = Object.fromEntries(Object.entries(details).map(([name, detail]) => [name, toReport(detail)]));
    this.logChanges(checks);
    const down = Object.values(checks).some(({ status }) => status === 'down');
    return { status: down ? 'error' : 'ok', checks };
  }

  /** The details are nested under their own key: Terminus reserves names such as `status`. */
  private attempt(name: string, check: ReadinessCheck) {
    return this.indicators
      .check(name)
      .attempt(async ({ signal }) => ({ details: (await check(signal)) ?? {} }))
      .withTimeout(TIMEOUT_MS)
      .cacheFor(CACHE_MS);
  }

  /** Probes come every few seconds, so only changes are logged. */
  private logChanges(checks: Record<string, CheckReport>): void {
    for (const [name, { status, error }] of Object.entries(checks)) {
      if (status === 'down' && !this.failing.has(name)) {
        this.failing.add(name);
        this.logger.warn(`Readiness check ${name} fails: ${error}`);
      } else if (status === 'up' && this.failing.delete(name)) {
        this.logger.log(`Readiness check ${name} has recovered`);
      }
    }
  }
}

function resultOfFailure(failure: unknown): HealthCheckResult {
  if (failure instanceof ServiceUnavailableException) return failure.getResponse() as HealthCheckResult;
  throw failure;
}

function toReport(detail: Record<string, unknown>): CheckReport {
  const { status, message, responseTime, details } = detail;
  const timing = { response_time_ms: responseTime as number };
  if (status !== 'up') return { status: 'down', error: String(message), ...timing };
  return { ...(details as Record<string, unknown>), status: 'up', ...timing };
}
