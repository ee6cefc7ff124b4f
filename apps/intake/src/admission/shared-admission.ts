/** Admission state shared by all copies of intake, in Redis: the level of each tenant's bucket, and the current episodes of refusals. */
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Consumption, RateLimit } from '@sentinai/domain';
import { CONFIG, type ConfigOf, redisTls } from '@sentinai/service-kit';
import { Redis } from 'ioredis';
import type { admissionSettings } from './admission.settings.ts';

const PREFIX = 'sentinai:admission';
/** Longest time that a request waits for Redis. */
const COMMAND_TIMEOUT_MS = 250;
/** After a failure Redis is not called for this long, so that a hanging Redis delays one request a second, not every request. */
const LEAVE_ALONE_MS = 1_000;
const LONGEST_RECONNECT_MS = 1_000;

/** `consume` of the domain library, on Redis' own clock: copies whose clocks differ share one bucket. */
const CONSUME = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  local count, per_second, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local ms_per_token = 1000 / per_second
  local empty = burst * ms_per_token
  local missing = math.max(0, tonumber(redis.call('GET', KEYS[1]) or '0') - now)
  local wait = missing + math.min(count, burst) * ms_per_token - empty
  if wait > 0 then
    return { 0, math.floor(math.max(0, empty - missing) / ms_per_token), math.ceil(wait) }
  end
  local taken = missing + count * ms_per_token
  redis.call('SET', KEYS[1], string.format('%.3f', now + taken), 'PX', math.ceil(taken) + 1)
  return { 1, math.floor(math.max(0, empty - taken) / ms_per_token), 0 }`;

/** Returns 1 when the key is new. The key expires ARGV[1] ms after the last call. */
const BEGIN = `
  if redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 1 end
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  return 0`;

export type SharedConsumption = Omit<Consumption, 'fullAt'>;

@Injectable()
export class SharedAdmission implements OnApplicationShutdown {
  private readonly log = new Logger(SharedAdmission.name);
  private readonly redis: Redis;
  private leaveAloneUntil = 0;
  private failure: Error | undefined;
  /** Reason for the lost connection; undefined while connected. */
  private unreachable: Error | undefined;

  constructor(@Inject(CONFIG) config: Pick<ConfigOf<typeof admissionSettings>, 'redisUrl' | 'redisTlsCaFile'>) {
    this.redis = new Redis(config.redisUrl, {
      ...redisTls(config),
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
      retryStrategy: (times) => Math.min(times * 100, LONGEST_RECONNECT_MS),
    });
    // Kept for the failing command to log once: the command itself knows only that there is no connection, not why.
    this.redis.on('error', (error) => (this.unreachable = error));
    this.redis.on('ready', () => (this.unreachable = undefined));
  }

  /** Reason why the copies do not share state at the moment; undefined while Redis answers. */
  get trouble(): Error | undefined {
    return this.failure;
  }

  /** Takes tokens from the tenant's bucket. Returns undefined while Redis does not answer. */
  async consume(tenantId: string, count: number, limit: RateLimit): Promise<SharedConsumption | undefined> {
    const answer = await this.ask((redis) =>
      redis.eval(CONSUME, 1, `${PREFIX}:bucket:${tenantId}`, count, limit.perSecond, limit.burst),
    );
    if (!answer) return undefined;
    const [accepted, remaining, retryAfterMs] = answer as [number, number, number];
    return { accepted: accepted === 1, remaining, retryAfterMs };
  }

  /**
   * Reports a refused request of the tenant. Returns true for the first refusal after a quiet period of `quietMs`, and undefined while Redis
   * does not answer.
   */
  async beginEpisode(tenantId: string, quietMs: number): Promise<boolean | undefined> {
    const answer = await this.ask((redis) => redis.eval(BEGIN, 1, `${PREFIX}:episode:${tenantId}`, quietMs));
    return answer === undefined ? undefined : answer === 1;
  }

  /** Deletes the episode, so that the next refusal begins a new one. */
  async forgetEpisode(tenantId: string): Promise<void> {
    await this.ask((redis) => redis.del(`${PREFIX}:episode:${tenantId}`));
  }

  /** Pings Redis, to keep {@link trouble} up to date while no requests arrive. */
  async look(): Promise<void> {
    await this.ask((redis) => redis.ping());
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  private async ask<T>(command: (redis: Redis) => Promise<T>): Promise<T | undefined> {
    if (Date.now() < this.leaveAloneUntil) return undefined;
    try {
      const answer = await command(this.redis);
      if (this.failure) this.log.log('Redis answers again: limits are shared by all copies');
      this.failure = undefined;
      return answer;
    } catch (error) {
      this.leaveAloneUntil = Date.now() + LEAVE_ALONE_MS;
      const failure = this.unreachable ?? (error as Error);
      if (!this.failure) this.log.warn(`Redis: ${failure.message}. Each copy applies the limits by itself`);
      this.failure = failure;
      return undefined;
    }
  }
}
