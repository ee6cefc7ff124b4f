import { randomUUID } from 'node:crypto';
import type { BackpressureDetected } from '@sentinai/contracts';
import type { OutboxRelay } from '@sentinai/messaging';
import { OutboxRepository, TenantRepository, TenantRequests } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { BackpressureRecorder } from '../src/admission/backpressure.recorder.ts';
import { RateLimiter } from '../src/admission/rate-limiter.ts';
import { SharedAdmission } from '../src/admission/shared-admission.ts';

const NOBODY_LISTENS = 'redis://127.0.0.1:1';
const REDIS = process.env.REDIS_URL ?? NOBODY_LISTENS;

describe('copies of intake', () => {
  const open: SharedAdmission[] = [];
  const aShared = (redisUrl = REDIS): SharedAdmission => {
    const shared = new SharedAdmission({ redisUrl });
    open.push(shared);
    return shared;
  };
  /** Already connected, because the first command on a connection that is not yet open counts as a failure. */
  const connected = async (shared: SharedAdmission): Promise<SharedAdmission> => {
    const limit = { perSecond: 1, burst: 1 };
    while (!(await shared.consume(randomUUID(), 1, limit))) await new Promise((resolve) => setTimeout(resolve, 50));
    return shared;
  };
  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const aTenant = (): string => `T-${randomUUID().slice(0, 8)}`;

  afterAll(() => {
    for (const shared of open) shared.onApplicationShutdown();
  });

  describe('share a rate limit', () => {
    const aLimiter = async (tenantBurst: number, tenantRate = 1) =>
      new RateLimiter(await connected(aShared()), { tenantRate, tenantBurst });

    it('which holds over all of them, for requests that come together', async () => {
      const tenant = aTenant();
      const [first, second] = [await aLimiter(100), await aLimiter(100)];
      const began = performance.now();

      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? first : second).consume(tenant, 10)),
      );

      expect(answers.filter((answer) => answer?.accepted)).toHaveLength(10);
      const refused = answers.find((answer) => answer?.accepted === false);
      expect(refused?.remaining).toBe(0);
      // One token is replenished per second meanwhile.
      expect(refused?.retryAfterMs).toBeGreaterThan(9_990 - (performance.now() - began));
      expect(refused?.retryAfterMs).toBeLessThanOrEqual(10_000);
    });

    it('which lets through what it said it would, when it said so', async () => {
      const tenant = aTenant();
      const limiter = await aLimiter(10, 20);

      let refused = await limiter.consume(tenant, 5);
      while (refused?.accepted) refused = await limiter.consume(tenant, 5);
      await new Promise((resolve) => setTimeout(resolve, refused?.retryAfterMs));

      expect(await limiter.consume(tenant, 5)).toMatchObject({ accepted: true });
    });

    it('each tenant its own', async () => {
      const limiter = await aLimiter(5, 0.001);
      const [one, other] = [aTenant(), aTenant()];

      expect(await limiter.consume(one, 5)).toMatchObject({ accepted: true, remaining: 0 });
      expect(await limiter.consume(one, 1)).toMatchObject({ accepted: false });
      expect(await limiter.consume(other, 5)).toMatchObject({ accepted: true });
    });

    it('and have one each while Redis is away: nobody is refused for that, and nobody floods', async () => {
      const shared = aShared(NOBODY_LISTENS);
      const limiter = new RateLimiter(shared, { tenantRate: 0.001, tenantBurst: 5 });
      const tenant = aTenant();

      expect(await limiter.consume(tenant, 5)).toMatchObject({ accepted: true, remaining: 0 });
      expect(await limiter.consume(tenant, 1)).toMatchObject({ accepted: false });
      expect(shared.trouble).toBeInstanceOf(Error);
    });
  });

  describe('tell of backpressure', () => {
    const TENANT = aTenant();
    const outbox = new OutboxRepository('intake');
    let database: TestDatabase;
    let requests: TenantRequests;
    let kicks = 0;

    beforeAll(async () => {
      database = await createTestDatabase();
      await createTestTenant(database, TENANT);
      requests = new TenantRequests(await database.connect('sentinai_intake'));
    });
    afterAll(() => database.drop());

    const aRecorder = (shared: SharedAdmission): BackpressureRecorder => {
      const relay = { kick: () => (kicks += 1) } as unknown as OutboxRelay;
      return new BackpressureRecorder(shared, requests, new TenantRepository(), outbox, relay);
    };
    const refusal: BackpressureDetected = {
      cause: 'rate_limit',
      detected_at: new Date().toISOString(),
      retry_after_ms: 1_000,
      rate_per_second: 10,
      backlog_events: 0,
      backlog_ceiling: 100,
    };
    const stored = () =>
      database.asOwner<{ tenant_id: string; tenant_event: { payloadJson: string } }>(
        'select tenant_id, tenant_event from outbox order by id',
      );
    const hasStored = (rows: number) => until(async () => (await stored()).length >= rows);
    /** Long enough to notice an event that must not occur. */
    const aMoment = () => new Promise((resolve) => setTimeout(resolve, 500));

    it('once, however many of them refuse how often', async () => {
      const copies = [aRecorder(await connected(aShared())), aRecorder(await connected(aShared()))];

      for (let refused = 0; refused < 20; refused += 1) copies[refused % 2]?.refused(TENANT, refusal);
      await hasStored(1);
      await aMoment();

      const rows = await stored();
      expect(rows.map(({ tenant_id }) => tenant_id)).toEqual([TENANT]);
      expect(JSON.parse(rows[0]?.tenant_event.payloadJson ?? '')).toEqual(refusal);
      expect(kicks).toBe(1);
    });

    it('of tenants that exist only', async () => {
      aRecorder(await connected(aShared())).refused(aTenant(), refusal);
      await aMoment();

      expect(await stored()).toHaveLength(1);
    });

    it('also while Redis is away, each for itself', async () => {
      await database.asOwner('truncate outbox');
      const recorder = aRecorder(aShared(NOBODY_LISTENS));

      recorder.refused(TENANT, refusal);
      await hasStored(1);
      recorder.refused(TENANT, refusal);
      await aMoment();
      recorder.refused(TENANT, refusal);
      await aMoment();

      expect(await stored()).toHaveLength(1);
    });
  });
});
