/** Rebuilds of an observer's table from the log, on a real database. */
import { AuditRecorded, HEADERS } from '@sentinai/contracts';
import type { StoredEvent } from '@sentinai/persistence';
import { createTestTenant } from '@sentinai/persistence/testing';
import { PermanentError, RetryableError } from '../src/agent/index.ts';
import { ConsumptionPaused } from '../src/observing/consumption-paused.ts';
import type { ReceivedRecord } from '../src/runtime/received-batch.ts';
import { until } from './kafka.fixture.ts';
import { Diary, RebuildScene, aStoredEvent, recordOf } from './rebuild.fixture.ts';
import { aRecord } from './runtime.fixture.ts';

const ACME = 'ACME';
const GLOBEX = 'GLOBEX';

describe('a rebuild', () => {
  let scene: RebuildScene;

  beforeEach(async () => {
    scene = await RebuildScene.open();
    for (const tenant of [ACME, GLOBEX]) await createTestTenant(scene.database, tenant);
  });
  afterEach(() => scene.close());

  const consume = (events: readonly StoredEvent[]) => scene.processor().process(events.map(recordOf));
  const aTenantRecord = (): ReceivedRecord => {
    const data = { actor_id: 'ann', action: 'tenant.suspended', subject_type: 'tenant', subject_id: ACME };
    const rest = { reason: null, before: null, after: null, request_id: null };
    const headers = {
      [HEADERS.type]: AuditRecorded.type,
      [HEADERS.exceptionId]: undefined,
      [HEADERS.sequence]: undefined,
    };
    const value = JSON.stringify({ ...data, ...rest });
    return { ...aRecord(ACME, '', { headers, value }), topic: AuditRecorded.topic };
  };
  const damage = () =>
    scene.database.asOwner(`
      delete from diary where page % 3 = 0 and exception_id <> '';
      update diary set sequence = 99 where page % 3 = 1 and exception_id <> ''`);

  it('ends with the table that live consumption wrote, whatever became of it', async () => {
    const events = [...(await scene.log(ACME, 7)), ...(await scene.log(ACME, 2)), ...(await scene.log(GLOBEX, 5))];
    await consume(events);
    await scene.processor().process([aTenantRecord()]);
    const live = await scene.pages();
    await damage();

    const ended = await scene.rebuilt();

    expect(ended).toMatchObject({
      state: 'completed',
      eventsDone: 14,
      eventsTotal: 14,
      error: null,
      requestedBy: 'ann',
    });
    expect(live).toHaveLength(15);
    expect(await scene.pages()).toEqual(live);
    expect(await consume(events)).toMatchObject({ processed: 0, duplicates: 14 });
  });

  it('observes what was never consumed; its copies from Kafka are duplicates then', async () => {
    const events = await scene.log(ACME, 5);

    await scene.rebuilt();

    expect(await scene.pages()).toHaveLength(5);
    expect(await consume(events)).toMatchObject({ processed: 0, duplicates: 5 });
  });

  it('leaves alone what is earlier than asked for, and events that it does not consume', async () => {
    const events = await scene.log(ACME, 4);
    await scene.log(ACME, 2, { eventType: 'CommentAdded' });
    await consume(events);
    await scene.database.asOwner('update diary set sequence = 99');

    const ended = await scene.rebuilt(events[2]?.createdAt);

    expect(ended).toMatchObject({ eventsDone: 2, eventsTotal: 2 });
    expect((await scene.pages()).map(({ sequence }) => sequence)).toEqual([99, 99, 3, 4]);
  });

  it('pauses consumption, waits for the batch under way, and consumption goes on afterwards', async () => {
    const events = await scene.log(ACME, 8);
    const [slow, slowly] = gate();
    scene.diary.pause = () => slow;
    const underWay = consume(events);
    await until('a batch is under way', () => holdsLock(scene));
    const rebuilding = new Diary();
    const [held, release] = gate();
    rebuilding.pause = () => held;
    const host = scene.host({ diary: rebuilding });
    await until('the observer is announced', () => scene.isAnnounced());

    const id = await scene.request();
    await until('the rebuild waits for the batch', () => waitsForLock(scene));
    expect(await scene.rebuild(id)).toMatchObject({ state: 'requested' });
    slowly();
    expect(await underWay).toMatchObject({ processed: 8 });
    await until('the rebuild observes', async () => (await scene.rebuild(id))?.position.tenantId === ACME);

    scene.diary.pause = () => Promise.resolve();
    const later = await scene.log(ACME, 2);
    await expect(consume(later)).rejects.toThrow(ConsumptionPaused);
    expect(host.rebuilding).toEqual({ state: 'running', eventsDone: 0, eventsTotal: 8 });
    release();
    expect(await scene.ended(id)).toMatchObject({ state: 'completed' });
    expect(await consume([...later, ...events])).toMatchObject({ duplicates: expect.any(Number) });
    expect((await scene.pages()).map(({ event_id }) => event_id).sort()).toEqual(idsOf([...events, ...later]));
    await until('the host sees the end', () => host.rebuilding === undefined);
  });

  it('goes on where it was when its process dies in the middle of a batch', async () => {
    const events = [...(await scene.log(ACME, 10)), ...(await scene.log(GLOBEX, 10))];
    await consume(events);
    const live = await scene.pages();
    const doomed = new Diary();
    let batches = 0;
    doomed.pause = () => ((batches += 1) > 2 ? new Promise(() => undefined) : Promise.resolve());
    const connections = await scene.database.connect('sentinai_triage', { applicationName: 'doomed' });
    scene.host({ diary: doomed, transactions: connections });
    await until('the observer is announced', () => scene.isAnnounced());
    const id = await scene.request();
    await until('the doomed process is in its third batch', () => batches === 3);

    scene.abandonHosts();
    await scene.database.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed'`,
    );
    scene.host();

    expect(await scene.ended(id)).toMatchObject({ state: 'completed', eventsDone: 20, eventsTotal: 20 });
    expect(await scene.pages()).toEqual(live);
  });

  it('observes each event once, though several processes are at it', async () => {
    const events = (await Promise.all(Array.from({ length: 12 }, () => scene.log(ACME, 5)))).flat();
    await consume(events);
    const live = await scene.pages();
    for (const batchSize of [2, 3, 5]) scene.host({ batchSize });
    await until('the observer is announced', () => scene.isAnnounced());

    const ended = await scene.ended(await scene.request());

    expect(ended).toMatchObject({ state: 'completed', eventsDone: 60 });
    expect(await scene.pages()).toEqual(live);
  });

  it('dead-letters the event at fault and observes the others; a later rebuild that observes it closes the dead letter', async () => {
    const good = await scene.log(ACME, 6);
    const bad = await scene.log(ACME, 1);
    const badId = bad[0]?.eventId;
    scene.diary.failing.set(bad[0]?.exceptionId ?? '', new PermanentError('not_for_me', 'No page for this'));

    expect(await scene.rebuilt()).toMatchObject({ state: 'completed', eventsDone: 7 });
    expect((await scene.pages()).map(({ event_id }) => event_id).sort()).toEqual(idsOf(good));
    expect(await scene.letters()).toEqual([{ event_id: badId, status: 'pending', error_code: 'not_for_me' }]);

    scene.diary.failing.set(bad[0]?.exceptionId ?? '', new PermanentError('still_not', 'No page for this'));
    await scene.rebuilt();
    expect(await scene.letters()).toEqual([{ event_id: badId, status: 'pending', error_code: 'still_not' }]);

    scene.diary.failing.clear();
    await scene.rebuilt();
    expect(await scene.pages()).toHaveLength(7);
    expect(await scene.letters()).toEqual([{ event_id: badId, status: 'succeeded', error_code: 'still_not' }]);
    expect(await consume(bad)).toMatchObject({ duplicates: 1 });
  });

  it('closes the dead letter that consumption left', async () => {
    const events = await scene.log(ACME, 1);
    scene.diary.failing.set(events[0]?.exceptionId ?? '', new PermanentError('not_for_me', 'No page for this'));
    await consume(events);
    scene.diary.failing.clear();

    await scene.rebuilt();

    expect(await scene.pages()).toHaveLength(1);
    expect(await scene.letters()).toMatchObject([{ status: 'succeeded' }]);
  });

  it('replaces events that wait for a retry, in their order', async () => {
    const events = await scene.log(ACME, 3);
    const [first, ...others] = events;
    await consume(first ? [first] : []);
    scene.diary.failing.set(first?.exceptionId ?? '', new RetryableError('not_yet', 'The page is wet'));
    await consume(others);
    expect(await scene.waiting()).toHaveLength(2);
    scene.diary.failing.clear();

    await scene.rebuilt();

    expect(await scene.waiting()).toEqual([]);
    expect((await scene.pages()).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('lets an event wait that fails for now, with the later ones of its exception behind it', async () => {
    const events = await scene.log(ACME, 3);
    const others = await scene.log(ACME, 2);
    scene.diary.failing.set(events[0]?.exceptionId ?? '', new RetryableError('not_yet', 'The page is wet'));

    expect(await scene.rebuilt()).toMatchObject({ state: 'completed', eventsDone: 5 });
    expect((await scene.waiting()).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
    scene.diary.failing.clear();
    for (let round = 0; round < 3; round += 1) await scene.retryAll([ACME]);

    expect(await scene.waiting()).toEqual([]);
    expect((await scene.pages()).map(({ event_id }) => event_id).sort()).toEqual(idsOf([...events, ...others]));
  });

  it('passes an event that it cannot read', async () => {
    const events = await scene.log(ACME, 3);
    await scene.append([aStoredEvent(ACME, events[0]?.exceptionId ?? '', 4, { schemaVersion: 99 })]);

    expect(await scene.rebuilt(undefined, 2)).toMatchObject({ state: 'completed', eventsDone: 4 });
    expect(await scene.pages()).toHaveLength(3);
    expect(await scene.letters()).toMatchObject([{ status: 'pending' }]);
  });

  it('records nothing in the inbox for days that are dropped there', async () => {
    const old = await scene.log(ACME, 2, { createdAt: new Date('2020-01-01T00:00:00Z') });
    const recent = await scene.log(ACME, 2);

    await scene.rebuilt();

    const inbox = await scene.database.asOwner<{ event_id: string }>('select event_id from event_processing');
    expect(await scene.pages()).toHaveLength(old.length + recent.length);
    expect(inbox.map(({ event_id }) => event_id).sort()).toEqual(idsOf(recent));
  });

  it('fails, and lets consumption go on, when the observer cannot forget', async () => {
    const events = await scene.log(ACME, 2);
    scene.diary.forgetting = () => {
      throw new Error('Never forget');
    };

    expect(await scene.rebuilt()).toMatchObject({ state: 'failed', error: 'Never forget', eventsDone: 0 });
    expect(await consume(events)).toMatchObject({ processed: 2 });
  });

  it('ends when it is cancelled, and consumption goes on', async () => {
    const events = await scene.log(ACME, 9);
    const [held, release] = gate();
    let batches = 0;
    scene.diary.pause = () => ((batches += 1) === 2 ? held : Promise.resolve());
    scene.host({ batchSize: 2 });
    await until('the observer is announced', () => scene.isAnnounced());
    const id = await scene.request();
    await until('the second batch is under way', () => batches === 2);

    const cancelled = scene.cancel(id);
    await until('the request waits for the batch', () => waitsForLock(scene));
    release();

    expect(await cancelled).toBe(true);
    expect(await scene.ended(id)).toMatchObject({ state: 'cancelled', eventsDone: 4 });
    expect(await consume(events)).toMatchObject({ processed: 5, duplicates: 4 });
  });

  it('is one at a time', async () => {
    scene.host({ diary: Object.assign(new Diary(), { pause: () => new Promise<void>(() => undefined) }) });
    await until('the observer is announced', () => scene.isAnnounced());
    await scene.stopHosts();
    await scene.request();

    await expect(scene.request()).rejects.toThrow('There is a rebuild already');
  });
});

const idsOf = (events: readonly StoredEvent[]): string[] => events.map(({ eventId }) => eventId).sort();

/** A promise, and what resolves it. */
function gate(): [Promise<void>, () => void] {
  const { promise, resolve } = Promise.withResolvers<void>();
  return [promise, resolve];
}

const waitsForLock = async ({ database }: RebuildScene): Promise<boolean> =>
  (
    await database.asOwner(
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    )
  ).length > 0;

const holdsLock = async ({ database }: RebuildScene): Promise<boolean> =>
  (await database.asOwner(`select from pg_locks where locktype = 'advisory' and granted and mode = 'ShareLock'`))
    .length > 0;
