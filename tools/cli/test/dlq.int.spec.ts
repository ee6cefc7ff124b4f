/** Retries against a real PostgreSQL, under the command's role; the broker is a recording fake. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DeadLetter, DeadLetterRepository, UNKNOWN_TENANT } from '@sentinai/persistence';
import { createTestDatabase, type TestDatabase } from '@sentinai/persistence/testing';
import type { Producer, ProducerBatch } from 'kafkajs';
import { type DeadLetterDesk, retryDeadLetters, untilClosed } from '../dlq/retry-dead-letters.ts';

const TENANTS = ['ACME', UNKNOWN_TENANT];

describe('retryDeadLetters', () => {
  let database: TestDatabase;
  let desk: DeadLetterDesk;
  const sent: ProducerBatch[] = [];
  const producer: Pick<Producer, 'sendBatch'> = {
    sendBatch: (batch) => {
      sent.push(batch);
      return Promise.resolve([]);
    },
  };

  const aDeadLetter = (offset: number): DeadLetter => ({
    tenantId: offset % 2 === 0 ? 'ACME' : UNKNOWN_TENANT,
    exceptionId: null,
    consumer: 'triage',
    topic: offset % 3 === 0 ? 'triage.completed' : 'exceptions.normalized',
    partition: 0,
    offset: String(offset),
    eventId: null,
    eventType: null,
    key: null,
    headers: { ce_type: 'A' },
    payload: Buffer.from([offset]),
    errorCode: 'invalid_json',
    error: 'not JSON',
    fingerprint: 'f',
    attempts: 1,
    configVersions: {},
  });

  beforeAll(async () => {
    database = await createTestDatabase();
    const triage = await database.connect('sentinai_triage');
    const letters = Array.from({ length: 6 }, (_, index) => aDeadLetter(index + 1));
    await triage.run(TENANTS, (tx) => new DeadLetterRepository().add(tx, letters, new Date()));
    desk = { transactions: await database.connect('sentinai_governance'), tenants: TENANTS };
  });

  afterAll(() => database?.drop());

  it('publishes each record to its topic, marked as what it is, at the pace asked for', async () => {
    const began = performance.now();

    const published = await retryDeadLetters(desk, producer, { ids: ['1', '2', '3', '99'], rate: 10, by: 'ann' });

    expect(performance.now() - began).toBeGreaterThan(190);
    expect(published).toEqual(['1', '2', '3']);
    expect(sent.flatMap(({ topicMessages }) => topicMessages ?? [])).toEqual([
      message('exceptions.normalized', 1),
      message('exceptions.normalized', 2),
      message('triage.completed', 3),
    ]);
    expect(await database.asOwner('select distinct status, resolved_by from dead_letter_event where id <= 3')).toEqual([
      { status: 'retrying', resolved_by: 'ann' },
    ]);
  });

  it('leaves an audit record of each entry of a tenant', async () => {
    expect(
      await database.asOwner('select tenant_id, actor_id, action, subject_id, before, after from audit_record'),
    ).toEqual([
      {
        tenant_id: 'ACME',
        actor_id: 'ann',
        action: 'dead_letter.retried',
        subject_id: '2',
        before: { status: 'pending' },
        after: { status: 'retrying' },
      },
    ]);
  });

  const message = (topic: string, id: number) => ({
    topic,
    messages: [{ key: null, value: Buffer.from([id]), headers: { ce_type: 'A', 'sentinai-deadletterid': String(id) } }],
  });

  it('publishes nothing before it has marked it', async () => {
    const away = { sendBatch: () => Promise.reject(new Error('Kafka is away')) };

    await expect(retryDeadLetters(desk, away, { ids: ['4'], rate: 50, by: 'ann' })).rejects.toThrow('Kafka is away');
    expect(await database.asOwner('select status, retries from dead_letter_event where id = 4')).toEqual([
      { status: 'retrying', retries: 1 },
    ]);
    expect(await retryDeadLetters(desk, producer, { ids: ['4'], rate: 50, by: 'bob' })).toEqual(['4']);
    expect(
      await database.asOwner(`select actor_id, before from audit_record where subject_id = '4' order by occurred_at`),
    ).toEqual([
      { actor_id: 'ann', before: { status: 'pending' } },
      { actor_id: 'bob', before: { status: 'retrying' } },
    ]);
  });

  it('waits until all are closed, and says when they are not in time', async () => {
    await expect(untilClosed(desk, ['1', '2'], 10)).rejects.toThrow('2 of 2 are still being retried');
    await database.asOwner(`update dead_letter_event set status = 'succeeded' where id = 1`);
    await database.asOwner(`update dead_letter_event set status = 'pending' where id = 2`);

    expect(await untilClosed(desk, ['1', '2'], 10)).toEqual({ succeeded: 1, failed: 1 });
  });
});
