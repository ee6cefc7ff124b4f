/** An observer with a table of its own on a real database, its hosts, and a log to rebuild it from. */
import { randomUUID } from 'node:crypto';
import { AuditRecorded, type EventEnvelope, ExceptionNormalized } from '@sentinai/contracts';
import {
  DeadLetterRepository,
  EventLogRepository,
  InboxRepository,
  ObserverRepository,
  RebuildRequests,
  type StoredEvent,
  TenantRepository,
  type TenantTransactions,
  type Transaction,
  WaitingEventRepository,
} from '@sentinai/persistence';
import { type TestDatabase, createTenantConfigStore, createTestDatabase } from '@sentinai/persistence/testing';
import type { ObservingAgent } from '../src/agent/index.ts';
import { ObserverProcessor } from '../src/observing/observer.processor.ts';
import { ObserverStore } from '../src/observing/observer.store.ts';
import { RebuildLoop } from '../src/observing/rebuild-loop.ts';
import { RebuildTables } from '../src/observing/rebuild.ts';
import { recordOfStored } from '../src/observing/stored-record.ts';
import type { ReceivedRecord } from '../src/runtime/received-batch.ts';
import { until } from './kafka.fixture.ts';
import { QUICK_RETRIES, RememberingWatch, normalized } from './runtime.fixture.ts';

export const DIARY = { name: 'diary', consumes: [ExceptionNormalized, AuditRecorded] };

/** What the access table gives to a role with the duty of an observer, and its own table. */
export const DIARY_TABLE = `
  create table diary (page bigint generated always as identity, tenant_id varchar, exception_id varchar, sequence integer,
    event_id uuid unique, event_time timestamptz);
  grant select, insert, delete on diary to sentinai_triage;
  grant select, insert, update on observer, observer_rebuild to sentinai_triage;
  grant execute on function all_tenant_ids() to sentinai_triage;`;

/** Writes a row for each event. */
export class Diary implements ObservingAgent {
  /** Exceptions for which it fails. */
  readonly failing = new Map<string, Error>();
  /** Called before it writes. */
  pause: (events: readonly EventEnvelope[]) => Promise<void> = () => Promise.resolve();
  forgetting: () => void = () => undefined;

  async observe(tx: Transaction, events: readonly EventEnvelope[]): Promise<void> {
    await this.pause(events);
    await tx.run(WRITE, [
      events.map(({ tenantId }) => tenantId),
      events.map(({ exceptionId }) => exceptionId),
      events.map(({ sequence }) => sequence ?? null),
      events.map(({ id }) => id),
      events.map(({ time }) => time),
    ]);
    for (const { exceptionId } of events) {
      const failure = this.failing.get(exceptionId);
      if (failure) throw failure;
    }
  }

  async forget(tx: Transaction, from: Date): Promise<void> {
    this.forgetting();
    await tx.run(FORGET, [tx.tenants, from.toISOString()]);
  }
}

const WRITE = {
  name: 'diary.write',
  text: `insert into diary (tenant_id, exception_id, sequence, event_id, event_time)
    select * from unnest($1::varchar[], $2::varchar[], $3::integer[], $4::uuid[], $5::timestamptz[])`,
};

const FORGET = {
  name: 'diary.forget',
  text: `delete from diary where tenant_id = any ($1::varchar[]) and event_time >= $2::timestamptz and exception_id <> ''`,
};

export class RebuildScene {
  readonly diary = new Diary();
  private readonly hosts: RebuildLoop[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly transactions: TenantTransactions,
    private readonly governance: TenantTransactions,
  ) {}

  static async open(): Promise<RebuildScene> {
    const database = await createTestDatabase();
    await database.asOwner(DIARY_TABLE);
    return new RebuildScene(
      database,
      await database.connect('sentinai_triage', { poolSize: 10 }),
      await database.connect('sentinai_governance'),
    );
  }

  async close(): Promise<void> {
    await this.stopHosts();
    await this.database.drop();
  }

  /** Starts a process that hosts the observer, without its consumer group. */
  host({ diary = this.diary, transactions = this.transactions, batchSize = 4 } = {}): RebuildLoop {
    const store = createStore();
    const loop = new RebuildLoop({
      options: DIARY,
      observer: diary,
      processor: this.processor(diary, transactions),
      store,
      tables: new RebuildTables(new ObserverRepository(), new EventLogRepository(), new TenantRepository()),
      transactions,
      clock: () => new Date(),
      worker: randomUUID(),
      lag: () => Promise.resolve(7),
      pressure: { relieve: () => Promise.resolve(), batchSize },
      pollIntervalMs: 20,
    });
    this.hosts.push(loop);
    loop.start();
    return loop;
  }

  async stopHosts(): Promise<void> {
    await Promise.all(this.hosts.splice(0).map((host) => host.stop()));
  }

  /** Forgets the hosts whose current step never ends. */
  abandonHosts(): void {
    for (const host of this.hosts.splice(0)) void host.stop();
  }

  processor(observer: ObservingAgent = this.diary, transactions = this.transactions): ObserverProcessor {
    return new ObserverProcessor({
      options: DIARY,
      observer,
      transactions,
      store: createStore(),
      retries: QUICK_RETRIES,
      watch: new RememberingWatch(),
      clock: () => new Date(),
    });
  }

  /** Appends events of a new exception to the log, as a worker does. */
  async log(tenantId: string, count: number, changes: Partial<StoredEvent> = {}): Promise<StoredEvent[]> {
    const exceptionId = `EX-${randomUUID()}`;
    const events = Array.from({ length: count }, (_, index) => aStoredEvent(tenantId, exceptionId, index + 1, changes));
    await this.append(events);
    return events;
  }

  append(events: readonly StoredEvent[]): Promise<void> {
    const tenants = [...new Set(events.map(({ tenantId }) => tenantId))];
    return this.transactions.run(tenants, (tx) => new EventLogRepository().append(tx, events));
  }

  async request(from = new Date(0)): Promise<string> {
    const request = { observer: DIARY.name, from, by: 'ann' };
    const id = await this.governance.run([], (tx) => new RebuildRequests().request(tx, request));
    if (id === null) throw new Error('There is a rebuild already');
    return id;
  }

  rebuild(id: string) {
    return this.governance.run([], async (tx) => new RebuildRequests().find(tx, id));
  }

  cancel(id: string): Promise<boolean> {
    return this.governance.run([], (tx) => new RebuildRequests().cancel(tx, id));
  }

  /** Requests a rebuild, has one host do it, and returns how it ended. */
  async rebuilt(from = new Date(0), batchSize = 4) {
    const host = this.host({ batchSize });
    await until('the observer is announced', () => this.isAnnounced());
    const ended = await this.ended(await this.request(from));
    await host.stop();
    return ended;
  }

  async ended(id: string) {
    await until('the rebuild ends', async () => (await this.rebuild(id))?.endedAt != null);
    return this.rebuild(id);
  }

  async isAnnounced(): Promise<boolean> {
    return (await this.database.asOwner('select from observer where name = $1', [DIARY.name])).length > 0;
  }

  /** The diary without the order of exceptions, which a rebuild does not keep. */
  pages(): Promise<Record<string, unknown>[]> {
    return this.database.asOwner(
      `select tenant_id, exception_id, sequence, event_id, event_time,
         row_number() over (partition by tenant_id, exception_id order by page)::integer as place
       from diary order by tenant_id, exception_id, place`,
    );
  }

  waiting() {
    return this.database.asOwner<{ event_id: string; attempts: number }>(
      'select event_id, attempts from waiting_event order by id',
    );
  }

  /** Claims what is due and retries it, as the retry loop does. */
  async retryAll(tenants: readonly string[]): Promise<void> {
    const now = new Date();
    const claim = { now, until: new Date(now.getTime() + 30_000), limit: 100 };
    const claimed = await this.transactions.run(tenants, (tx) =>
      new WaitingEventRepository().claim(tx, DIARY.name, claim),
    );
    await this.processor().retry(claimed);
  }

  letters() {
    return this.database.asOwner<{ event_id: string; status: string; error_code: string }>(
      'select event_id, status, error_code from dead_letter_event order by id',
    );
  }
}

export const createStore = (): ObserverStore =>
  new ObserverStore(
    new EventLogRepository(),
    new InboxRepository(),
    new DeadLetterRepository(),
    new WaitingEventRepository(),
    createTenantConfigStore(),
    new ObserverRepository(),
  );

let minute = 0;

/** An event of a timeline; each is a minute younger than the one before. */
export function aStoredEvent(
  tenantId: string,
  exceptionId: string,
  sequence: number,
  changes: Partial<StoredEvent> = {},
): StoredEvent {
  minute += 1;
  return {
    tenantId,
    exceptionId,
    sequence,
    eventId: randomUUID(),
    eventType: ExceptionNormalized.type,
    schemaVersion: ExceptionNormalized.version,
    source: '/sentinai/intake',
    actor: { type: 'agent', id: 'intake' },
    correlationId: exceptionId,
    causationId: null,
    payloadJson: JSON.stringify(normalized()),
    createdAt: new Date(Date.now() - 3_600_000 + minute * 1_000),
    ...changes,
  };
}

let offset = 0;

/** The record that announces an event on its topic. */
export function recordOf(event: StoredEvent): ReceivedRecord {
  const { topic, message } = recordOfStored(event, 'kafka');
  offset += 1;
  return { topic, partition: 0, message: { ...message, offset: String(offset) } };
}
