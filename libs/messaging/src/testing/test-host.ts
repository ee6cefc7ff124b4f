/**
 * `@sentinai/messaging/testing`: a process with agents on the real PostgreSQL and Kafka of the integration tests. It has a database and
 * consumer groups of its own, and sees only what is published after its start.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { EVENTS, type DataOf, type EventType, type JsonObject } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import { EventLogRepository, ExceptionRepository, type ServiceRole, type StoredEvent } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase } from '@sentinai/persistence/testing';
import { type Service, type ServiceOptions, createService } from '@sentinai/service-kit';
import type { Admin } from 'kafkajs';
import { EventProducer } from '../kafka/event.producer.ts';
import { KAFKA_ADMIN } from '../kafka/kafka.module.ts';
import { createTopics, groupId } from '../kafka/topics.ts';
import { AgentHost } from '../worker/agent.host.ts';

export interface TestHostOptions extends Pick<ServiceOptions, 'name' | 'config' | 'module'> {
  role: ServiceRole;
  env?: Record<string, string>;
}

/** An event of a timeline, without what is the same for all. */
export interface SeenEvent {
  type: string;
  data: JsonObject;
  causationId: string | null;
}

const SOON_MS = 120_000;
const POLL_MS = 50;

export class TestHost {
  private constructor(
    readonly database: TestDatabase,
    readonly service: Service,
  ) {}

  /** @param prepare fills the database before the process starts, such as with a tenant and its packs */
  static async start(options: TestHostOptions, prepare: (database: TestDatabase) => Promise<void>): Promise<TestHost> {
    const { role, env, ...service } = options;
    const database = await createTestDatabase();
    await prepare(database);
    const prefix = `test-${randomUUID()}`;
    const surroundings = {
      env: {
        DATABASE_URL: database.urlFor(role),
        KAFKA_BROKERS: process.env.KAFKA_BROKERS,
        KAFKA_GROUP_PREFIX: prefix,
        LOG_LEVEL: 'silent',
        ...env,
      },
    };
    const configure: ServiceOptions['configure'] = async (app) => {
      const host = app.get(AgentHost);
      await startAtTheEnd(app.get<Admin>(KAFKA_ADMIN), host, prefix);
      app.connectMicroservice({ strategy: host });
    };
    return new TestHost(database, await createService({ ...service, configure }, surroundings));
  }

  /** Stores an exception with its first event, and publishes that event. @returns the event as stored */
  async open<Type extends EventType>(
    exception: ExceptionRecord,
    type: Type,
    data: DataOf<(typeof EVENTS)[Type]>,
  ): Promise<StoredEvent> {
    const { tenantId, exceptionId } = exception;
    const event: StoredEvent = {
      tenantId,
      exceptionId,
      sequence: 1,
      eventId: randomUUID(),
      eventType: type,
      schemaVersion: EVENTS[type].version,
      source: '/sentinai/test',
      actor: { type: 'system', id: 'test' },
      correlationId: exceptionId,
      causationId: null,
      payloadJson: JSON.stringify(data),
      createdAt: new Date(),
    };
    const inFlight = EVENTS[type].consumedBy.length;
    const transactions = await this.database.connect('sentinai_intake', { poolSize: 1 });
    await transactions.run([tenantId], async (tx) => {
      await new ExceptionRepository().insert(tx, [{ ...exception, eventCount: 1, eventsInFlight: inFlight }]);
      await new EventLogRepository().append(tx, [event]);
    });
    await this.publish(event);
    return event;
  }

  /** Publishes a stored event, again if it was published before. */
  publish(event: StoredEvent): Promise<void> {
    return this.service.app.get(EventProducer).publish([event]);
  }

  /** Returns the timeline of an exception once it has an event of this type. */
  async timelineWith(type: EventType, { tenantId, exceptionId }: ExceptionRecord): Promise<SeenEvent[]> {
    return eventually(`${exceptionId} has ${type}`, async () => {
      const events = await this.timeline(tenantId, exceptionId);
      return events.some((event) => event.type === type) ? events : undefined;
    });
  }

  /** Returns the exception's row, without waiting. */
  async exception({ tenantId, exceptionId }: ExceptionRecord): Promise<Record<string, unknown>> {
    const [row] = await this.database.asOwner('select * from exception where tenant_id = $1 and exception_id = $2', [
      tenantId,
      exceptionId,
    ]);
    return row ?? {};
  }

  /** Waits until the agents have read all that is published. */
  async idle(): Promise<void> {
    const host = this.service.app.get(AgentHost);
    await eventually('all is read', async () => ((await host.lag()).lag === 0 ? true : undefined));
  }

  async stop(): Promise<void> {
    await this.service.app.close();
    await this.database.drop();
  }

  private timeline(tenantId: string, exceptionId: string): Promise<SeenEvent[]> {
    return this.database.asOwner<SeenEvent>(
      `select event_type as type, payload as data, causation_id as "causationId" from exception_event
       where tenant_id = $1 and exception_id = $2 order by sequence`,
      [tenantId, exceptionId],
    );
  }
}

/** Lets the groups of the host begin at the end of their topics: earlier records are of other tests. */
async function startAtTheEnd(admin: Admin, host: AgentHost, prefix: string): Promise<void> {
  await createTopics(admin, { partitions: 4, replicationFactor: 1 });
  await Promise.all(
    host.agents.map(async ({ options }) => {
      const group = groupId(prefix, options.name);
      for (const topic of new Set(options.consumes.map((event) => event.topic))) {
        const ends = await admin.fetchTopicOffsets(topic);
        const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
        await admin.setOffsets({ groupId: group, topic, partitions });
      }
    }),
  );
}

/** @throws when there is no answer within two minutes, which a slow and busy machine may need */
async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + SOON_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Did not happen: ${what}`);
    await delay(POLL_MS);
  }
}
