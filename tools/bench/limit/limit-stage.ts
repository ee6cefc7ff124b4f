/**
 * One process of the limit: a stage that consumes its topics in batches, with one transaction, one produce and one
 * offset commit per batch. It validates, decides, logs and measures nothing.
 * Arguments: script file, stage, database URL, brokers, exceptions to keep in the pipeline (0: another process creates them).
 */
import { readFileSync } from 'node:fs';
import { Kafka, logLevel, type EachBatchPayload, type KafkaMessage } from 'kafkajs';
import pg from 'pg';
import { Outgoing, type LimitEvent } from './outgoing.ts';
import type { LimitScript } from './script.ts';
import { LimitSource } from './limit-source.ts';
import { EVENTS, INBOX, TOOL_EXECUTIONS, UPDATE } from './statements.ts';

/** Same as the workers' own setting. */
const BATCH_EVENTS = 1_000;
const PARTITIONS_AT_ONCE = 4;

const [scriptFile = '', stageName = '', databaseUrl = '', brokers = '', window = '0'] = process.argv.slice(2);
const script = JSON.parse(readFileSync(scriptFile, 'utf8')) as LimitScript;
const database = new pg.Pool({ connectionString: databaseUrl, max: 2 * PARTITIONS_AT_ONCE });
const kafka = new Kafka({ brokers: brokers.split(','), clientId: `limit-${stageName}`, logLevel: logLevel.ERROR });
const producer = kafka.producer({ allowAutoTopicCreation: false });
const consumer = kafka.consumer({ groupId: `limit.${stageName}`, allowAutoTopicCreation: false });

process.on('SIGTERM', () => process.exit(0));
await producer.connect();
await consumer.connect();
const stage = script.stages.find(({ name }) => name === stageName);
await consumer.subscribe({ topics: stage?.topics ?? [], fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachBatchAutoResolve: false,
  partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
  eachBatch: consume,
});
// The first stage also creates the exceptions that arrive over HTTP in the real pipeline.
if (Number(window) > 0)
  await new LimitSource({ script, database, producer, admin: kafka.admin() }).hold(Number(window));

async function consume(payload: EachBatchPayload): Promise<void> {
  const { topic, partition, messages } = payload.batch;
  for (let start = 0; start < messages.length; start += BATCH_EVENTS) {
    const slice = messages.slice(start, start + BATCH_EVENTS);
    const last = slice.at(-1)?.offset ?? '0';
    const received = slice.map(read).filter(({ event }) => stageName in event.hops);
    if (received.length > 0) await producer.sendBatch({ acks: -1, topicMessages: await store(received) });
    await consumer.commitOffsets([{ topic, partition, offset: (BigInt(last) + 1n).toString() }]);
    payload.resolveOffset(last);
    await payload.heartbeat();
  }
}

function read({ key, headers = {}, timestamp }: KafkaMessage): LimitEvent {
  const [tenantId = '', exceptionId = ''] = String(key).split(':');
  const [kind = 0, sequence = 0] = String(headers.at).split(':').map(Number);
  const event = script.kinds[kind]?.events[sequence - 1];
  if (!event) throw new Error(`The script has no event ${sequence} of kind ${kind}`);
  return { tenantId, exceptionId, id: String(headers.id), time: Number(timestamp), kind, sequence, event };
}

async function store(received: readonly LimitEvent[]) {
  const now = new Date();
  const client = await database.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ event_id: string }>({ ...INBOX, values: inboxValues(received, now) });
    const fresh = new Set(rows.map(({ event_id }) => event_id));
    const outgoing = new Outgoing(script, now);
    for (const one of received) if (fresh.has(one.id)) outgoing.follow(one, one.event.hops[stageName] ?? []);
    await client.query({ ...EVENTS, values: outgoing.eventValues(stageName) });
    await client.query({ ...UPDATE, values: outgoing.updateValues(stageName) });
    if (stageName === 'tool') await client.query({ ...TOOL_EXECUTIONS, values: outgoing.toolValues() });
    await client.query('commit');
    return outgoing.messages();
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

function inboxValues(received: readonly LimitEvent[], now: Date): unknown[] {
  return [
    stageName,
    received.map(({ id }) => id),
    received.map(({ time }) => new Date(time).toISOString()),
    received.map(({ tenantId }) => tenantId),
    received.map(({ exceptionId }) => exceptionId),
    received.map(({ event }) => event.hops[stageName]?.[0] ?? null),
    received.map(({ event }) => event.hops[stageName]?.at(-1) ?? null),
    now.toISOString(),
  ];
}
