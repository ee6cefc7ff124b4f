/**
 * An observer that is slow, dies and comes back: the pipeline beside it goes on as without it, and the observer's table ends as if it were
 * rebuilt from the log. The observer is `search`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import type { Stack } from '../local-stack/stack.ts';
import { TestStack, until } from './fixtures/test-stack.ts';

const TENANT = 'OBSERVED';
const TOPICS = ['exceptions.normalized', 'control.dlq'];
/** Requests of a load, the exceptions in each, and the pause between them. */
const REQUESTS = 8;
const EACH = 12;
const EVERY_MS = 250;

const pack = {
  domain: 'Observed',
  exception_types: { BREAK: { default_severity: 'low' } },
  severity_rules: [],
  tools: {},
  playbooks: [
    {
      name: 'Close',
      match: { exception_type: '*' },
      steps: [{ name: 'close', action_type: 'set_status', params: { status: 'resolved' } }],
    },
  ],
};

/** Each of the observer's batches takes five seconds from now on. */
const SLOW = `
  create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(5); return null; end $$;
  create trigger dawdle after insert on exception_text for each statement execute function dawdle()`;
const QUICK_AGAIN = 'drop function dawdle cascade';

let stack: TestStack<Stack>;
let admin: Admin;

beforeAll(async () => {
  // Small batches, so that the slow observer needs minutes for what the pipeline does in seconds.
  const search = { BATCH_MAX_EVENTS: '10', KAFKA_SESSION_TIMEOUT: '6s' };
  stack = await TestStack.start(['intake', 'triage', 'policy', 'playbook', 'feedback', 'search', 'ops-api'], {
    search,
  });
  admin = new Kafka({ brokers: [stack.stack.kafkaBrokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  expect(await stack.importPack(pack, TENANT)).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await admin.disconnect();
  await stack.stop();
});

const observer = () => stack.stack.app('search');

async function ingest(items: object[]): Promise<void> {
  const { status, body } = await stack.request(TENANT, 'POST', `/api/exceptions/${TENANT}/batch`, { body: items });
  expect({ status, body }).toMatchObject({ status: 200 });
}

const item = (name: string, index: number, title: string) => ({
  exception_id: `${name}-${String(index).padStart(3, '0')}`,
  source_system: 'test',
  exception_type: 'BREAK',
  title,
  raw_payload: { title },
});

/** Ingests exceptions at a steady pace, some of which the source then renames, and waits until the pipeline has processed them. */
async function load(name: string): Promise<void> {
  for (let request = 0; request < REQUESTS; request += 1) {
    const indexes = Array.from({ length: EACH }, (_, index) => request * EACH + index);
    await ingest(indexes.map((index) => item(name, index, `First heading of ${name} ${index}`)));
    await delay(EVERY_MS);
  }
  const renamed = Array.from({ length: EACH }, (_, index) => index * REQUESTS);
  await ingest(renamed.map((index) => item(name, index, `Second heading of ${name} ${index}`)));
  await stack.settled(TENANT);
}

/** Returns the 95th percentile of the time from an exception's creation to its first FeedbackCaptured, in milliseconds. */
async function p95Of(name: string): Promise<number> {
  const [row] = await stack.sql<{ p95: number; finished: number }>(
    `select percentile_disc(0.95) within group (order by ms)::integer as p95, count(*)::integer as finished from (
       select extract(epoch from min(v.created_at) - e.created_at) * 1000 as ms
       from exception e join exception_event v using (tenant_id, exception_id)
       where e.tenant_id = $1 and starts_with(e.exception_id, $2) and v.event_type = 'FeedbackCaptured'
       group by e.exception_id, e.created_at) as times`,
    [TENANT, `${name}-`],
  );
  expect(row?.finished).toBe(REQUESTS * EACH);
  return row?.p95 ?? 0;
}

/** Returns the number of events that the observer has yet to observe. */
async function behind(): Promise<number> {
  const [row] = await stack.sql<{ count: number }>(
    `select count(*)::integer as count from exception_event v where event_type = 'ExceptionNormalized'
       and not exists (select from event_processing p where p.consumer = 'search' and p.event_id = v.event_id)`,
  );
  return row?.count ?? 0;
}

const caughtUp = () => until('the observer has caught up', 120_000, async () => (await behind()) === 0);

const texts = () =>
  stack.sql('select tenant_id, exception_id, created_at, content from exception_text order by tenant_id, exception_id');

/** The texts according to the events alone. */
const textsOfTheLog = () =>
  stack.sql(
    `select distinct on (tenant_id, exception_id) tenant_id, exception_id, e.created_at,
       concat_ws(chr(10), exception_id, v.payload ->> 'entity', v.payload ->> 'title') as content
     from exception_event v join exception e using (tenant_id, exception_id)
     where event_type = 'ExceptionNormalized' order by tenant_id, exception_id, sequence desc`,
  );

it('does not hold up the pipeline while it sleeps five seconds a batch, nor when it dies', async () => {
  await observer().stop();
  await load('WARMUP');
  await load('WITHOUT');
  await stack.sql(SLOW);
  await observer().start();
  await observer().waitReady();
  await load('SLOW');
  const behindWhenSlow = await behind();
  // In the middle of a batch. It stays dead, so that its start takes no processor time from the load.
  observer().kill('SIGKILL');
  await observer().stop();
  await load('DEAD');

  const [without, slow, dead] = [await p95Of('WITHOUT'), await p95Of('SLOW'), await p95Of('DEAD')];
  process.stdout.write(
    `The pipeline's p95: ${without} ms without the observer, ${slow} ms beside one that sleeps 5 s a batch ` +
      `(${behindWhenSlow} events behind in the end), ${dead} ms after it was killed\n`,
  );
  expect(behindWhenSlow).toBeGreaterThan(0);
});

it('catches up when it is back, and its table is as one made from the log', async () => {
  await stack.sql(QUICK_AGAIN);
  await observer().start();
  await caughtUp();

  const caught = await texts();
  expect(caught).toHaveLength(4 * REQUESTS * EACH);
  expect(caught).toEqual(await textsOfTheLog());
});

it('comes to the same table when it observes all events again', async () => {
  const before = await texts();
  await observer().stop();
  await stack.sql(`delete from event_processing where consumer = 'search'`);
  await stack.sql('delete from exception_text');
  for (const topic of TOPICS) await admin.resetOffsets({ groupId: 'sentinai.search', topic, earliest: true });

  await observer().start();
  await caughtUp();

  expect(await texts()).toEqual(before);
});

it('finds a text soon after it is normalized, under load', async () => {
  const found = async (text: string): Promise<unknown> => {
    const path = `/api/exceptions/${TENANT}?q=${encodeURIComponent(text)}`;
    const { body } = await stack.request<{ items: { exception_id: string }[] }>(TENANT, 'GET', path);
    return body.items.map(({ exception_id }) => exception_id);
  };
  await load('FOUND');
  await caughtUp();

  const [row] = await stack.sql<{ p95: number }>(
    `select percentile_disc(0.95) within group (order by extract(epoch from processed_at - event_time) * 1000)::integer as p95
     from event_processing where consumer = 'search' and starts_with(exception_id, 'FOUND-')`,
  );
  process.stdout.write(`Search: p95 from ExceptionNormalized to the text in its table: ${row?.p95} ms\n`);
  expect(await found('second heading of found 8')).toEqual(expect.arrayContaining(['FOUND-008']));
  expect(await found('first heading of found 8')).not.toContain('FOUND-008');
  expect(await found('found-017')).toEqual(['FOUND-017']);
});
