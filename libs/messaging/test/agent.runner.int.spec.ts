import { randomUUID } from 'node:crypto';
import { ExceptionNormalized, HEADERS } from '@sentinai/contracts';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { Metrics } from '@sentinai/service-kit';
import { type Admin, Kafka, type Producer, logLevel } from 'kafkajs';
import { createTopics } from '../src/index.ts';
import { WorkerMetrics } from '../src/metrics/worker.metrics.ts';
import { AgentRunner } from '../src/worker/agent.runner.ts';
import { DatabasePressure } from '../src/worker/database-pressure.ts';
import { until } from './kafka.fixture.ts';
import {
  OPTIONS,
  aRecord,
  countingAgent,
  createProcessor,
  createRetryLoop,
  storeException,
} from './runtime.fixture.ts';

const TENANT = 'ACME';
const TOPIC = ExceptionNormalized.topic;

describe('a worker on Kafka', () => {
  // every run reads the topic in its own group
  const groupId = `test.${randomUUID()}`;
  const kafka = new Kafka({
    brokers: (process.env.KAFKA_BROKERS ?? '').split(','),
    clientId: 'test',
    logLevel: logLevel.NOTHING,
  });
  let database: TestDatabase;
  let admin: Admin;
  let producer: Producer;
  const running: AgentRunner[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTestTenant(database, TENANT);
    admin = kafka.admin();
    producer = kafka.producer();
    await Promise.all([admin.connect(), producer.connect()]);
    await createTopics(admin, { partitions: 4, replicationFactor: 1 });
    await startAtTheEnd();
  });

  afterAll(async () => {
    await Promise.all(running.map((runner) => runner.stop()));
    await Promise.all([admin.disconnect(), producer.disconnect()]);
    await database.drop();
  });

  /** Records that other suites left in the topic are not ours. */
  async function startAtTheEnd(): Promise<void> {
    const offsets = await admin.fetchTopicOffsets(TOPIC);
    const partitions = offsets.map(({ partition, high }) => ({ partition, offset: high }));
    await admin.setOffsets({ groupId, topic: TOPIC, partitions });
  }

  async function startWorker(): Promise<AgentRunner> {
    const transactions = await database.connect('sentinai_triage');
    const { processor } = createProcessor(countingAgent, transactions);
    const createConsumer = () => kafka.consumer({ groupId, sessionTimeout: 6_000, heartbeatInterval: 500 });
    const metrics = new WorkerMetrics(new Metrics('test'), OPTIONS.name);
    const retries = createRetryLoop(processor, transactions, metrics);
    const runner = new AgentRunner({
      options: OPTIONS,
      createConsumer,
      processor,
      retries,
      metrics,
      pressure: new DatabasePressure({ batchMax: 10, slowAfterMs: 2_000 }, metrics),
    });
    running.push(runner);
    await runner.start();
    return runner;
  }

  const send = async (...records: ReturnType<typeof aRecord>[]) =>
    producer.send({
      topic: TOPIC,
      messages: records.map(({ message }) => ({ key: message.key, value: message.value, headers: message.headers })),
    });
  const seen = async (id: string) =>
    Number(
      (await database.asOwner<{ title: string }>('select title from exception where exception_id = $1', [id]))[0]
        ?.title ?? 0,
    );
  const lag = async () => {
    const ends = await admin.fetchTopicOffsets(TOPIC);
    const [own] = await admin.fetchOffsets({ groupId, topics: [TOPIC] });
    return ends.reduce((sum, { partition, high }) => {
      const committed = own?.partitions.find((one) => one.partition === partition)?.offset ?? '0';
      return sum + Number(high) - Number(committed);
    }, 0);
  };

  it('processes events, dead-letters unreadable records, and commits its offsets', async () => {
    const id = `EX-${randomUUID()}`;
    await storeException(database, TENANT, id);
    const worker = await startWorker();
    await until('the worker is in its group', async () => {
      try {
        worker.checkReady();
        return true;
      } catch {
        return false;
      }
    });

    const records = Array.from({ length: 25 }, () => aRecord(TENANT, id));
    const garbage = aRecord(TENANT, id, { value: Buffer.from([0xff, 0x00, 0x7b]) });
    const bare = aRecord(TENANT, id, {
      headers: Object.fromEntries(Object.values(HEADERS).map((name) => [name, undefined])),
    });
    const notWanted = aRecord(TENANT, id, { headers: { [HEADERS.type]: 'TriageCompleted' } });
    await send(...records, garbage, bare, notWanted);

    await until('25 events are seen', async () => (await seen(id)) === 25);
    await until('the offsets are committed', async () => (await lag()) === 0);
    const letters = await database.asOwner<{ payload: Buffer }>(
      'select payload from dead_letter_event where key = $1 order by "offset"',
      [`${TENANT}:${id}`],
    );
    expect(letters).toHaveLength(3);
    expect(letters[0]?.payload).toEqual(garbage.message.value);
  });

  it('shares the partitions with a second replica; joining and leaving lose and duplicate nothing', async () => {
    const ids = Array.from({ length: 40 }, () => `EX-${randomUUID()}`);
    for (const id of ids) await storeException(database, TENANT, id);
    const sendRound = () => send(...ids.map((id) => aRecord(TENANT, id)));

    await sendRound();
    const second = await startWorker();
    for (let round = 0; round < 5; round += 1) await sendRound();
    await second.stop();
    await sendRound();

    await until('every event is seen', async () => (await Promise.all(ids.map(seen))).every((count) => count >= 7));
    await until('the offsets are committed', async () => (await lag()) === 0);
    expect(await Promise.all(ids.map(seen))).toEqual(ids.map(() => 7));
  });
});
