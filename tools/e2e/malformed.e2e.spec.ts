/**
 * A flood of malformed records on every topic: all go to the dead letters, and nobody else is affected. MALFORMED_PER_TOPIC sets
 * their number. One in five hundred has 5 MB; ten thousand of that size would be 50 GB per topic.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, type Message, type Producer, logLevel } from 'kafkajs';
import { KINDS, type Kind, type Sample, malformed } from './fixtures/malformed-records.ts';
import { TestStack, until } from './fixtures/test-stack.ts';

const PER_TOPIC = Number(process.env.MALFORMED_PER_TOPIC ?? 48);
/** The flood comes in two halves, to compare memory between them. */
const FLOODS = 2;
const OF_A_KIND = Math.ceil(PER_TOPIC / FLOODS / (KINDS.length - 1));
const OVERSIZED = Math.ceil(PER_TOPIC / FLOODS / 500);
const RECORDS_AT_ONCE = 250;
const WORKERS = ['intake', 'triage', 'policy', 'playbook', 'tool', 'feedback'];
/** Largest growth of a worker's memory from the first flood to the end of the second, in MB. */
const GROWTH_MB = 100;

/** Every topic with a consumer, and an event published on it. */
const CONSUMED = [
  { topic: 'exceptions.ingested', consumer: 'intake', type: 'ExceptionIngested' },
  { topic: 'exceptions.normalized', consumer: 'triage', type: 'ExceptionNormalized' },
  { topic: 'triage.completed', consumer: 'policy', type: 'TriageCompleted' },
  { topic: 'playbooks.matched', consumer: 'playbook', type: 'PlaybookMatched' },
  { topic: 'playbooks.commanded', consumer: 'playbook', type: 'StepCommandSubmitted' },
  { topic: 'tools.requested', consumer: 'tool', type: 'ToolExecutionRequested' },
  { topic: 'tools.completed', consumer: 'playbook', type: 'ToolExecutionCompleted' },
  { topic: 'sla.expired', consumer: 'playbook', type: 'SLAExpired' },
  { topic: 'exceptions.resolved', consumer: 'feedback', type: 'ExceptionResolved' },
] as const;

/** Payloads of events that the test traffic does not produce. */
const SAMPLES: Record<string, Sample> = {
  StepCommandSubmitted: { step_order: 1, command: 'complete', actor_id: 'ann', actor_roles: [], note: null },
  SLAExpired: { sla_deadline: '2026-11-20T08:00:00.000Z', severity: 'low', minutes_overdue: 3 },
};

const pack = {
  domain: 'Flooded',
  exception_types: { BREAK: { default_severity: 'low' } },
  severity_rules: [],
  tools: {
    page: {
      endpoint: 'http://demo-tools/itsm/pages?behaviour=steady',
      effect: 'act',
      timeout_ms: 5_000,
      max_attempts: 3,
    },
  },
  playbooks: [
    {
      name: 'Any',
      match: { exception_type: '*' },
      steps: [
        {
          name: 'page',
          action_type: 'call_tool',
          params: { tool: 'page', arguments: { team: 'network', summary: 'About {exception_id}' } },
        },
        { name: 'close', action_type: 'set_status', params: { status: 'resolved' } },
      ],
    },
  ],
};

const VALID = 'M-valid';
/** An existing tenant, but not the one that the records are about. */
const OTHER = 'M-other';

describe('a flood of malformed records', () => {
  let stack: TestStack;
  let producer: Producer;
  let pids: Record<string, number | undefined>;
  const memory: Record<string, number>[] = [];
  const accepted: string[] = [];

  beforeAll(async () => {
    stack = await TestStack.start(WORKERS);
    producer = new Kafka({ brokers: [stack.stack.kafkaBrokers], logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    for (const tenant of [VALID, OTHER]) expect(await stack.importPack(pack, tenant)).toMatchObject({ exitCode: 0 });
    for (let index = 0; index < 5; index += 1) await ingest();
    await stack.settled(VALID);
    pids = processIds();
    const samples = { ...SAMPLES, ...(await sampleEvents()) };
    memory.push(await residentMegabytes());
    for (let round = 0; round < FLOODS; round += 1) {
      await whileIngesting(() => flood(samples));
      memory.push(await residentMegabytes());
    }
    await stack.settled(VALID);
  }, 3_600_000);

  afterAll(async () => {
    await producer.disconnect();
    await stack.stop();
  });

  async function ingest(): Promise<void> {
    const body = Array.from({ length: 10 }, (_, index) => ({
      exception_id: `V-${accepted.length + index}`,
      source_system: 'test',
      exception_type: 'BREAK',
      raw_payload: { index },
    }));
    accepted.push(...body.map(({ exception_id }) => exception_id));
    expect(await stack.request(VALID, 'POST', `/api/exceptions/${VALID}/batch`, { body })).toMatchObject({
      status: 200,
    });
  }

  /** Valid traffic, four requests a second, for as long as the work takes. */
  async function whileIngesting(work: () => Promise<void>): Promise<void> {
    let isOver = false;
    const ingesting = (async () => {
      while (!isOver) {
        await ingest();
        await delay(250);
      }
    })();
    await work().finally(() => (isOver = true));
    await ingesting;
  }

  /** Resolves when the workers have processed it. */
  async function flood(samples: Record<string, Sample>): Promise<void> {
    const before = await deadLetters();
    for (const { topic, type } of CONSUMED) await sendTo(topic, type, samples[type] ?? {});
    const expected = before + CONSUMED.length * KINDS.reduce((sum, kind) => sum + countOf(kind), 0);
    await until('all of it is set aside', 1_800_000, async () => (await deadLetters()) >= expected);
  }

  async function sendTo(topic: string, type: string, sample: Sample): Promise<void> {
    for (const kind of KINDS) {
      const make = (): Message => malformed(kind, { type, sample, tenant: VALID, otherTenant: OTHER });
      for (let left = countOf(kind); left > 0;) {
        const size = kind === 'oversized' ? 1 : Math.min(left, RECORDS_AT_ONCE);
        await producer.send({ topic, messages: Array.from({ length: size }, make) });
        left -= size;
      }
    }
  }

  async function sampleEvents(): Promise<Record<string, Sample>> {
    const rows = await stack.sql<{ event_type: string; payload: Sample }>(
      'select distinct on (event_type) event_type, payload from exception_event where tenant_id = $1',
      [VALID],
    );
    return Object.fromEntries(rows.map(({ event_type, payload }) => [event_type, payload]));
  }

  async function deadLetters(): Promise<number> {
    const [row] = await stack.sql<{ count: number }>('select count(*)::integer as count from dead_letter_event');
    return row?.count ?? 0;
  }

  async function residentMegabytes(): Promise<Record<string, number>> {
    const entries = WORKERS.map(async (name) => {
      const metrics = await fetch(`http://127.0.0.1:${stack.stack.app(name).port}/metrics`);
      const bytes = /^process_resident_memory_bytes\S* (\S+)$/m.exec(await metrics.text())?.[1];
      return [name, Math.round(Number(bytes) / 2 ** 20)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  const processIds = () => Object.fromEntries(WORKERS.map((name) => [name, stack.stack.app(name).pid]));

  it('is all in the dead letters, each with what is wrong with it', async () => {
    const found = await stack.sql<{ topic: string; consumer: string; error_code: string; count: number }>(
      `select topic, consumer, error_code, count(*)::integer as count from dead_letter_event group by 1, 2, 3`,
    );

    const lines = found.map((row) => `${row.topic} ${row.consumer} ${row.error_code} ${row.count}`).sort();
    expect(lines).toEqual(CONSUMED.flatMap(expectedLines).sort());
  });

  it('is kept byte for byte, also what is too large', async () => {
    const [kept] = await stack.sql<{ smallest: number; largest: number }>(
      `select min(octet_length(payload)) as smallest, max(octet_length(payload)) as largest
       from dead_letter_event where error_code = 'payload_too_large'`,
    );

    expect(kept).toEqual({ smallest: 5_000_000, largest: 5_000_000 });
  });

  it('leaves valid traffic alone: what was accepted meanwhile is finished', async () => {
    const finished = await stack.sql<{ exception_id: string }>(
      `select exception_id from exception where tenant_id = $1 and status = 'resolved' and events_in_flight = 0`,
      [VALID],
    );

    expect(finished).toHaveLength(accepted.length);
    expect(await stack.sql('select * from outbox')).toEqual([]);
    expect(await stack.sql('select * from exception where tenant_id = $1', [OTHER])).toEqual([]);
  });

  it('leaves memory flat and every worker at work', async () => {
    const [before = {}, middle = {}, end = {}] = memory;
    process.stdout.write(
      `${await deadLetters()} dead letters, ${accepted.length} valid exceptions; ` +
        WORKERS.map((name) => `${name} ${before[name]} → ${middle[name]} → ${end[name]} MB`).join(', ') +
        '\n',
    );

    for (const name of WORKERS) expect(end[name]).toBeLessThanOrEqual((middle[name] ?? 0) + GROWTH_MB);
    expect(processIds()).toEqual(pids);
    for (const name of WORKERS) await stack.stack.app(name).waitReady(10_000);
  });

  /** Records that nobody consumes cannot become dead letters: they stay in their topic until its retention ends. */
  it('is nothing to anybody on a topic without a consumer', async () => {
    const before = await deadLetters();
    for (const topic of ['policy.evaluated', 'feedback.captured', 'control.dlq', 'audit.recorded']) {
      await producer.send({ topic, messages: [{ key: randomUUID(), value: '{"domain": ' }] });
    }
    await ingest();
    await stack.settled(VALID);

    expect(await deadLetters()).toBe(before);
  });
});

const countOf = (kind: Kind): number => (kind === 'oversized' ? OVERSIZED : OF_A_KIND);

function expectedLines({ topic, consumer }: (typeof CONSUMED)[number]): string[] {
  const counts = new Map<string, number>();
  for (const kind of KINDS) {
    const code = errorCode(kind, consumer);
    counts.set(code, (counts.get(code) ?? 0) + FLOODS * countOf(kind));
  }
  return [...counts].map(([code, count]) => `${topic} ${consumer} ${code} ${count}`);
}

function errorCode(kind: Kind, consumer: string): string {
  switch (kind) {
    case 'not JSON':
      return 'invalid_json';
    case 'wrong types':
      return 'invalid_payload';
    case 'unknown tenant':
      // Only intake opens exceptions; the others look for one first.
      return consumer === 'intake' ? 'unknown_tenant' : 'exception_not_found';
    case "another tenant's key":
    case "another tenant's payload":
      return 'tenant_mismatch';
    case 'unknown event':
      return 'unknown_event';
    case 'future schema version':
      return 'unknown_schema_version';
    case 'no headers':
      return 'invalid_envelope';
    case 'oversized':
      return 'payload_too_large';
  }
}
