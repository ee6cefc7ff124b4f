/** A flooding tenant slows only itself: while one sends fifty times as much as another, the other's p95 is unchanged. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import { TestStack, until } from './fixtures/test-stack.ts';

const QUIET = 'QUIET';
const SECONDS = 8;
/** Several rounds: other load on the machine passes, whereas unfairness shows in every round. */
const MOST_ROUNDS = 5;
const QUIET_PER_SECOND = 10;
/** Fifty times the rate of the other tenant. */
const FLOOD_PER_SECOND = 50 * QUIET_PER_SECOND;
const FLOOD_BATCH = 50;
/** Below this, noise exceeds the measured effect. */
const NOISE_MS = 250;

const pack = {
  domain: 'Breaks',
  exception_types: { BREAK: { description: 'A break', default_severity: 'low', sla_minutes: 60 } },
  severity_rules: [],
  tools: {},
  playbooks: [
    {
      name: 'Any break',
      match: { exception_type: 'BREAK' },
      steps: [
        { name: 'assign', action_type: 'assign_owner', params: { owner: 'ops' } },
        { name: 'close', action_type: 'set_status', params: { status: 'resolved' } },
      ],
    },
  ],
};

interface BatchAnswer {
  items: { status: string; exception_id?: string }[];
}

/** The quiet tenant alone, beside a flooding one, and alone again: other load on the machine comes and goes. */
interface Round {
  floods: string;
  before: Sent;
  beside: Sent;
  after: Sent;
  flood: Sent;
  /** In milliseconds; alone: the longer of before and after. */
  p95: { alone: number; beside: number };
}

/** Outcome of a tenant's requests. */
interface Sent {
  /** Accepted exceptions, with the time at which their request was sent (ms). */
  accepted: Map<string, number>;
  refusals: { retryAfter: string | null; rateLimit: string | null; code: unknown }[];
  failures: number[];
}

describe('two tenants, of which one floods', () => {
  let stack: TestStack;
  const rounds: Round[] = [];

  beforeAll(async () => {
    // The tenants' rate is within the capacity of the smallest machine; anything beyond would wait in Kafka in arrival order.
    stack = await TestStack.start(['intake', 'triage', 'policy', 'playbook', 'feedback'], {
      intake: { INTAKE_TENANT_RATE: '50', INTAKE_TENANT_BURST: '50', BACKLOG_CEILING: '2000' },
    });
    expect(await stack.importPack(pack, QUIET)).toMatchObject({ exitCode: 0 });
    while (rounds.length < MOST_ROUNDS && !rounds.some(isFair)) rounds.push(await round(`FLOOD-${rounds.length + 1}`));
  }, 1_200_000);

  afterAll(() => stack.stop());

  async function round(floods: string): Promise<Round> {
    expect(await stack.importPack(pack, floods)).toMatchObject({ exitCode: 0 });
    await warmUp(floods);
    const [before, beside, after, flood] = [emptySent(), emptySent(), emptySent(), emptySent()];
    const quietly = (into: Sent) => steadily(QUIET, into, { perSecond: QUIET_PER_SECOND, batch: 1 });
    await quietly(before);
    await Promise.all([quietly(beside), steadily(floods, flood, { perSecond: FLOOD_PER_SECOND, batch: FLOOD_BATCH })]);
    for (const tenant of [QUIET, floods]) await stack.settled(tenant);
    await quietly(after);
    await stack.settled(QUIET);
    const alone = Math.max(await p95(before), await p95(after));
    return { floods, before, beside, after, flood, p95: { alone, beside: await p95(beside) } };
  }

  /** The first events through a fresh stack pay for its connections and its compiled code. */
  async function warmUp(floods: string): Promise<void> {
    for (const tenant of [QUIET, floods]) await send(tenant, 50, emptySent());
    for (const tenant of [QUIET, floods]) await stack.settled(tenant);
    // Wait until the buckets are full again.
    await delay(2_000);
  }

  /** Sends at an even rate, whatever the responses and their latency. */
  async function steadily(tenant: string, into: Sent, pace: { perSecond: number; batch: number }): Promise<void> {
    const everyMs = (1_000 * pace.batch) / pace.perSecond;
    const began = performance.now();
    const requests: Promise<void>[] = [];
    for (let at = 0; at < SECONDS * 1_000; at += everyMs) {
      await delay(Math.max(0, began + at - performance.now()));
      requests.push(send(tenant, pace.batch, into));
    }
    await Promise.all(requests);
  }

  async function send(tenant: string, items: number, into: Sent): Promise<void> {
    const body = Array.from({ length: items }, () => ({
      exception_id: `EX-${randomUUID()}`,
      source_system: 'test',
      exception_type: 'BREAK',
      raw_payload: { amount: 5 },
    }));
    const sentAt = Date.now();
    const answer = await stack.request<BatchAnswer>(tenant, 'POST', `/api/exceptions/${tenant}/batch`, { body });
    const { status, headers } = answer;
    if (status === 200) for (const item of answer.body.items) into.accepted.set(item.exception_id ?? '?', sentAt);
    else if (status === 429) {
      const { code } = answer.body as { code?: unknown };
      into.refusals.push({ retryAfter: headers.get('retry-after'), rateLimit: headers.get('ratelimit'), code });
    } else into.failures.push(status);
  }

  /** Returns the time of each exception's `FeedbackCaptured`. */
  async function finished(tenant: string): Promise<Map<string, number>> {
    const rows = await stack.sql<{ exception_id: string; created_at: Date }>(
      `select exception_id, created_at from exception_event where tenant_id = $1 and event_type = 'FeedbackCaptured'`,
      [tenant],
    );
    return new Map(rows.map((row) => [row.exception_id, row.created_at.getTime()]));
  }

  async function p95({ accepted }: Sent): Promise<number> {
    const ends = await finished(QUIET);
    const times = [...accepted].map(([id, sentAt]) => (ends.get(id) ?? Infinity) - sentAt).sort((a, b) => a - b);
    return times[Math.ceil(times.length * 0.95) - 1] ?? Infinity;
  }

  /** Returns the tenants of the events on the topic, in order. */
  async function backpressureTold(): Promise<string[]> {
    const kafka = new Kafka({ brokers: [stack.stack.kafkaBrokers], logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: `test.${randomUUID()}` });
    const messages: KafkaMessage[] = [];
    await consumer.connect();
    await consumer.subscribe({ topics: ['control.backpressure'], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void messages.push(message) });
    await until('backpressure is told', 30_000, async () => messages.length >= rounds.length);
    await delay(2_000);
    await consumer.disconnect();
    return messages.map(({ headers, key }) => {
      expect(headers?.ce_type?.toString()).toBe('BackpressureDetected');
      expect(headers?.ce_tenantid?.toString()).toBe(key?.toString());
      return String(key);
    });
  }

  it("keeps the quiet tenant's p95 within twice what it is alone", async () => {
    for (const { p95: of, flood } of rounds) {
      const { size } = flood.accepted;
      process.stdout.write(
        `p95 alone ${of.alone} ms, beside the flood ${of.beside} ms; ${size} of the flood accepted\n`,
      );
    }

    expect(rounds.filter(isFair)).toHaveLength(1);
  });

  it('refuses and loses nothing of the quiet tenant', async () => {
    const ends = await finished(QUIET);

    for (const { accepted, refusals, failures } of rounds.flatMap(({ before, beside, after }) => [
      before,
      beside,
      after,
    ])) {
      expect(refusals).toEqual([]);
      expect(failures).toEqual([]);
      expect(accepted.size).toBe(SECONDS * QUIET_PER_SECOND);
      expect([...accepted.keys()].filter((id) => !ends.has(id))).toEqual([]);
    }
  });

  it('refuses the excess of the flood with 429 and Retry-After, and finishes the accepted part', async () => {
    for (const { floods, flood } of rounds) {
      const { accepted, refusals, failures } = flood;
      const ends = await finished(floods);

      expect(failures).toEqual([]);
      expect(refusals.length).toBeGreaterThan(0);
      for (const { retryAfter, code } of refusals) {
        expect(code).toBe('rate_limited');
        expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
        expect(Number(retryAfter)).toBeLessThanOrEqual(30);
      }
      expect(refusals.some(({ rateLimit }) => rateLimit?.includes('r='))).toBe(true);
      expect(accepted.size).toBeGreaterThan(SECONDS * QUIET_PER_SECOND);
      expect([...accepted.keys()].filter((id) => !ends.has(id))).toEqual([]);
    }
  });

  it('reports each backpressure episode once', async () => {
    expect((await backpressureTold()).sort()).toEqual(rounds.map(({ floods }) => floods));
  });
});

const isFair = ({ p95: { alone, beside } }: Round): boolean => beside <= 2 * Math.max(alone, NOISE_MS);

function emptySent(): Sent {
  return { accepted: new Map(), refusals: [], failures: [] };
}
