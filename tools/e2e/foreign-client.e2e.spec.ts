/** Events produced by another Kafka client, with a correct envelope, are processed like our own. */
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { type JavaRecord, produceWithJava } from './fixtures/java-producer.ts';
import { TestStack, until } from './fixtures/test-stack.ts';

const TENANT = 'J-tenant';
const TOPIC = 'exceptions.ingested';
const SOURCE = '/elsewhere';
const KEYS = 40;

const pack = {
  domain: 'Foreign',
  exception_types: { BREAK: { default_severity: 'low' } },
  severity_rules: [],
  tools: {},
  playbooks: [
    {
      name: 'Any',
      match: { exception_type: '*' },
      steps: [
        { name: 'assign', action_type: 'assign_owner', params: { owner: 'ops' } },
        { name: 'close', action_type: 'set_status', params: { status: 'resolved' } },
      ],
    },
  ],
};

/** Same as in docs/asyncapi.json. */
function record(type: string, exceptionId: string, more: { amount?: number; raw_payload?: object } = {}): JavaRecord {
  return {
    key: `${TENANT}:${exceptionId}`,
    headers: {
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_type: type,
      ce_source: SOURCE,
      ce_time: new Date().toISOString(),
      ce_subject: exceptionId,
      ce_tenantid: TENANT,
      ce_exceptionid: exceptionId,
      ce_correlationid: exceptionId,
      ce_schemaversion: '1',
      'content-type': 'application/json',
    },
    value: {
      domain: pack.domain,
      source_system: 'elsewhere',
      exception_type: 'BREAK',
      entity: null,
      amount: more.amount ?? null,
      title: null,
      occurred_at: '2026-11-20T08:00:00.000Z',
      source_updated_at: null,
      raw_payload: more.raw_payload ?? {},
      redacted: [],
    },
  };
}

describe("records of Kafka's own Java producer", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
    expect(await stack.importPack(pack, TENANT)).toMatchObject({ exitCode: 0 });
  });

  afterAll(() => stack.stop());

  const produce = (...records: JavaRecord[]) => produceWithJava(stack.stack.kafkaBrokers, TOPIC, records);

  async function timeline(exceptionId: string): Promise<string[]> {
    const rows = await stack.sql<{ event_type: string; sequence: number }>(
      'select event_type, sequence from exception_event where tenant_id = $1 and exception_id = $2 order by sequence',
      [TENANT, exceptionId],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    return rows.map(({ event_type }) => event_type);
  }

  async function has(exceptionId: string, eventType: string, count = 1): Promise<void> {
    await until(`${count} ${eventType} of ${exceptionId}`, 30_000, async () => {
      const types = await timeline(exceptionId);
      return types.filter((type) => type === eventType).length === count;
    });
    await stack.settled(TENANT);
  }

  const theException = async (exceptionId: string) =>
    (
      await stack.sql(
        'select type, amount::float, status, stage, owner from exception where tenant_id = $1 and exception_id = $2',
        [TENANT, exceptionId],
      )
    )[0];

  it.each(['ExceptionIngested', 'ManualExceptionCreated'])('run to their end: %s', async (type) => {
    await produce(record(type, type, { amount: 12.5 }));
    await has(type, 'FeedbackCaptured');

    expect((await timeline(type)).slice(0, 3)).toEqual([type, 'ExceptionNormalized', 'TriageCompleted']);
    expect(await theException(type)).toEqual({
      type: 'BREAK',
      amount: 12.5,
      status: 'resolved',
      stage: 'finished',
      owner: 'ops',
    });
  });

  it('bring a later state of an exception', async () => {
    await produce(record('SourceUpdateReceived', 'ExceptionIngested', { amount: 99 }));
    await has('ExceptionIngested', 'ExceptionNormalized', 2);

    expect(await theException('ExceptionIngested')).toMatchObject({ amount: 99 });
  });

  it('change nothing when they come twice', async () => {
    const twice = record('ExceptionIngested', 'J-twice');
    await produce(twice, twice);
    await has('J-twice', 'FeedbackCaptured');
    const before = await timeline('J-twice');
    // The next record of its partition shows that it was read.
    await produce(twice, record('SourceUpdateReceived', 'J-twice', { amount: 1 }));
    await has('J-twice', 'ExceptionNormalized', 2);

    const after = await timeline('J-twice');
    expect(before.filter((type) => type === 'ExceptionIngested')).toHaveLength(1);
    expect(after.filter((type) => type === 'ExceptionIngested')).toHaveLength(1);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(await stack.sql('select * from dead_letter_event where tenant_id = $1', [TENANT])).toEqual([]);
  });

  it('are redacted before the first write, though their producer did not', async () => {
    await produce(record('ExceptionIngested', 'J-personal', { raw_payload: { note: 'Write to ann@example.com' } }));
    await has('J-personal', 'FeedbackCaptured');

    const stored = await stack.sql(
      `select payload::text from exception where exception_id = 'J-personal'
       union all select payload::text from exception_event where exception_id = 'J-personal'`,
    );
    expect(stored.length).toBeGreaterThan(5);
    expect(JSON.stringify(stored)).not.toContain('ann@example.com');
    expect(JSON.stringify(stored)).toContain('Write to');
  });

  it('lie in the same partitions as ours of the same exceptions', async () => {
    const ids = Array.from({ length: KEYS }, (_, index) => `J-key-${index}`);
    await produce(...ids.map((id) => record('ExceptionIngested', id)));
    const body = ids.map((id) => ({
      exception_id: id,
      source_system: 'elsewhere',
      exception_type: 'BREAK',
      raw_payload: { ours: true },
    }));
    const path = `/api/exceptions/${TENANT}/batch`;
    expect(await stack.request(TENANT, 'POST', path, { body })).toMatchObject({ status: 200 });
    await stack.settled(TENANT);

    const placed = await partitionsByKey(2 * KEYS);
    expect(placed.theirs.size).toBe(KEYS);
    expect([...placed.ours].sort()).toEqual([...placed.theirs].sort());
    expect(new Set(placed.theirs.values()).size).toBeGreaterThan(1);
  });

  async function partitionsByKey(expected: number) {
    const consumer = new Kafka({ brokers: [stack.stack.kafkaBrokers], logLevel: logLevel.NOTHING }).consumer({
      groupId: `test.${randomUUID()}`,
    });
    const placed = { theirs: new Map<string, number>(), ours: new Map<string, number>() };
    await consumer.connect();
    await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message: { key, headers } }) => {
        const name = String(key);
        if (!name.includes('J-key-')) return;
        placed[String(headers?.ce_source) === SOURCE ? 'theirs' : 'ours'].set(name, partition);
      },
    });
    await until('all of it is read', 30_000, async () => placed.theirs.size + placed.ours.size >= expected);
    await consumer.disconnect();
    return placed;
  }
});
