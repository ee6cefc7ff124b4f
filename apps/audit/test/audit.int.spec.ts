/** The process on real Kafka and PostgreSQL: what agents do becomes a record once, and the API shows what anybody did. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventType, JsonObject } from '@sentinai/contracts';
import { anException } from '@sentinai/domain/testing';
import { AuditRecordRepository, type AuditRecord, type StoredEvent } from '@sentinai/persistence';
import { createTestTenant } from '@sentinai/persistence/testing';
import { TestHost } from '@sentinai/messaging/testing';
import { type TestIssuer, startTestIssuer } from '@sentinai/service-kit/testing';
import { auditConfig } from '../src/audit.config.ts';
import { AuditModule } from '../src/audit.module.ts';
import { AuditObserver } from '../src/observing/audit.observer.ts';

const TENANT = 'TENANT_A';
const OTHER = 'TENANT_B';
const CALLED = { tool: 'settle', step_order: 1, http_status: 200, output: {}, attempts: 1, duration_ms: 5 };

interface Happening {
  type: EventType;
  data: JsonObject;
}

/** A response body, untyped as from JSON.parse; each test knows what it expects. */
type Body = ReturnType<typeof JSON.parse>;

describe('audit', () => {
  let host: TestHost;
  let issuer: TestIssuer;

  beforeAll(async () => {
    issuer = await startTestIssuer();
    host = await TestHost.start(
      { name: 'audit', config: auditConfig, module: AuditModule, role: 'sentinai_audit', env: issuer.env },
      async (database) => {
        for (const tenant of [TENANT, OTHER]) await createTestTenant(database, tenant);
      },
    );
  });
  afterAll(async () => {
    await host?.stop();
    await issuer?.stop();
  });

  const get = async (query: Record<string, string>, claims: object = {}): Promise<{ status: number; body: Body }> => {
    const headers = await issuer.bearer({ roles: ['admin'], tenants: [TENANT], ...claims });
    const url = `/audit/events?${new URLSearchParams(query).toString()}`;
    const response = await host.service.app.inject({ method: 'GET', url, headers });
    return { status: response.statusCode, body: response.json() };
  };

  /**
   * Stores an exception and publishes events about it, all to one topic. @returns the events and all records of the exception, once the last
   * event has one: the earlier ones are observed then
   */
  const happened = async (
    source: string,
    ...facts: Happening[]
  ): Promise<{ events: StoredEvent[]; records: Body[] }> => {
    const exception = anException()
      .with({ tenantId: TENANT, exceptionId: `EX-${randomUUID()}` })
      .build();
    const [first] = facts as [Happening];
    const opened = await host.open(exception, first.type, first.data as never);
    const events = facts.map(({ type, data }) => ({
      ...opened,
      source,
      eventId: randomUUID(),
      eventType: type,
      payloadJson: JSON.stringify(data),
    }));
    for (const event of events) await host.publish(event);
    return { events, records: await recordsUntil(exception.exceptionId, events.at(-1)?.eventId) };
  };
  const recordsUntil = async (exceptionId: string, lastEvent: string | undefined): Promise<Body[]> => {
    for (;;) {
      const { body } = await get({ exception_id: exceptionId });
      if (body.items.some((item: Body) => item.event_id === lastEvent)) return body.items;
      await delay(50);
    }
  };
  const escalated: Happening = {
    type: 'ExceptionEscalated',
    data: { reason: 'no_playbook', detail: 'No playbook matches.', escalated_to: 'desk' },
  };
  const resolvedBy = (resolved_by: string): Happening => ({
    type: 'ExceptionResolved',
    data: { resolved_at: '2026-11-20T10:00:00.000Z', resolved_by, resolution: 'Paid.' },
  });
  const called = (execution_id: string): Happening => ({
    type: 'ToolExecutionCompleted',
    data: { ...CALLED, execution_id },
  });

  describe('what agents do', () => {
    it('is recorded once, though the event comes again', async () => {
      const { events } = await happened('/sentinai/policy', escalated);
      const [event] = events as [StoredEvent];
      await host.publish(event);
      const again = { ...event, eventId: randomUUID() };
      await host.publish(again);
      const records = await recordsUntil(event.exceptionId, again.eventId);

      expect(records.filter(({ event_id }) => event_id === event.eventId)).toEqual([
        expect.objectContaining({
          tenant_id: TENANT,
          actor_type: 'agent',
          actor_id: 'policy',
          action: 'case.escalated',
          subject_type: 'exception',
          subject_id: event.exceptionId,
          exception_id: event.exceptionId,
          reason: 'No playbook matches.',
          after: { status: 'escalated', escalated_to: 'desk', cause: 'no_playbook' },
          request_id: null,
          source: '/sentinai/policy',
          occurred_at: event.createdAt.toISOString(),
        }),
      ]);
    });

    it('is not recorded when it carries out what a person ordered', async () => {
      const { events, records } = await happened(
        '/sentinai/playbook',
        resolvedBy('user:ann'),
        resolvedBy('playbook:fix'),
      );

      expect(records.map(({ event_id }) => event_id)).not.toContain(events[0]?.eventId);
      expect(records.filter(({ event_id }) => event_id === events[1]?.eventId)).toMatchObject([
        { action: 'case.resolved', actor_id: 'playbook', after: { by: 'playbook:fix' } },
      ]);
    });

    it('includes calls of tools that act, or are no longer known, and none that only read', async () => {
      const [acting, reading, gone] = [randomUUID(), randomUUID(), randomUUID()];
      await storeRun(acting, 'act');
      await storeRun(reading, 'read');

      const { events, records } = await happened('/sentinai/tool', called(acting), called(reading), called(gone));
      const of = (index: number) => records.filter(({ event_id }) => event_id === events[index]?.eventId);

      expect(of(0)).toMatchObject([
        { action: 'tool.called', actor_id: 'tool', subject_type: 'tool_execution', subject_id: acting },
      ]);
      expect(of(1)).toEqual([]);
      expect(of(2)).toMatchObject([{ action: 'tool.called', subject_id: gone }]);
    });

    const storeRun = (executionId: string, effect: 'act' | 'read') =>
      host.database.asOwner(
        `with tool as (
           insert into tool_definition (tenant_id, domain, name, version, type, config, content_hash)
           values ($1::varchar, 'D', $2::varchar, 1, 'http', jsonb_build_object('effect', $2::varchar), $2::varchar)
           returning tool_id)
         insert into tool_execution (tenant_id, execution_id, exception_id, tool_id, tool, tool_version, status, arguments,
           requested_by, requested_at)
         select $1::varchar, $3::uuid, 'EX', tool_id, $2::varchar, 1, 'succeeded', '{}', 'playbook:p', now() from tool`,
        [TENANT, effect, executionId],
      );
  });

  describe('a rebuild', () => {
    it('forgets what was observed from its time on, and nothing that was recorded with an act', async () => {
      const { events } = await happened('/sentinai/policy', escalated);
      const [observed] = events as [StoredEvent];
      const idsOf = async () =>
        (await get({ exception_id: observed.exceptionId })).body.items.map(({ event_id }: Body) => event_id);
      const by = aRecord({ actor: { type: 'user', id: 'rebuilder' } });
      await add(by);
      const transactions = await host.database.connect('sentinai_audit', { poolSize: 1 });
      const forget = (from: Date, tenants = [TENANT]) =>
        transactions.run(tenants, (tx) => host.service.app.get(AuditObserver).forget(tx, from));

      await forget(new Date(observed.createdAt.getTime() + 1));
      await forget(new Date(0), [OTHER]);
      expect(await idsOf()).toContain(observed.eventId);
      await forget(observed.createdAt);

      expect(await idsOf()).toEqual([]);
      expect((await get({ actor: 'rebuilder' })).body.items).toHaveLength(1);
    });
  });

  const aRecord = (facts: Partial<AuditRecord> = {}): AuditRecord => ({
    tenantId: TENANT,
    auditId: randomUUID(),
    occurredAt: new Date(),
    actor: { type: 'user', id: 'ann' },
    action: 'pack.activated',
    subjectType: 'domain_pack',
    subjectId: 'D',
    exceptionId: null,
    reason: null,
    before: { version: 1 },
    after: { version: 2 },
    requestId: null,
    source: '/sentinai/governance',
    eventId: null,
    ...facts,
  });
  /** Adds records as the service does in which people act. */
  const add = async (...records: AuditRecord[]): Promise<void> => {
    const governance = await host.database.connect('sentinai_governance', { poolSize: 1 });
    await governance.run([...new Set(records.map(({ tenantId }) => tenantId))], (tx) =>
      new AuditRecordRepository().add(tx, records),
    );
  };

  describe('GET /audit/events', () => {
    const day = (n: number): Date => new Date(Date.UTC(2026, 9, n));
    const run = `run-${randomUUID()}`;
    const one = aRecord({ occurredAt: day(1), action: 'pack.imported', requestId: run });
    const two = aRecord({ occurredAt: day(2), actor: { type: 'cli', id: run } });
    const three = aRecord({ occurredAt: day(3), action: 'packs.x', subjectType: 'tool', subjectId: run });
    const four = aRecord({
      occurredAt: day(3),
      action: 'case.resolved',
      exceptionId: run,
      subjectType: 'exception',
      subjectId: run,
    });
    const foreign = aRecord({ tenantId: OTHER, occurredAt: day(2) });
    const SPAN = { from: '2026-10-01', to: '2026-10-03' };

    beforeAll(() => add(one, two, three, four, foreign));

    const idsOf = async (query: Record<string, string>): Promise<string[]> => {
      const { status, body } = await get({ ...SPAN, ...query });
      expect(status).toBe(200);
      return body.items.map(({ audit_id }: { audit_id: string }) => audit_id);
    };

    it('pages, newest first, without a gap or a repetition', async () => {
      const pages: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body } = await get({ ...SPAN, limit: '1', ...(cursor && { cursor }) });
        pages.push(...body.items.map((item: Body) => item.audit_id));
        cursor = body.next_cursor;
      }
      const last = [three.auditId, four.auditId].sort().reverse();

      expect(pages).toEqual([...last, two.auditId, one.auditId]);
    });

    it.each([
      ['actor', { actor: run }, [two]],
      ['actor type', { actor_type: 'cli' }, [two]],
      ['action', { action: 'pack.activated' }, [two]],
      ['all actions of a noun', { action: 'pack.' }, [two, one]],
      ['subject', { subject_type: 'tool', subject_id: run }, [three]],
      ['exception as subject', { subject_type: 'exception', subject_id: run }, [four]],
      ['exception', { exception_id: run }, [four]],
      ['request', { request_id: run }, [one]],
      ['time', { from: '2026-10-02', to: '2026-10-02' }, [two]],
      ['several', { action: 'pack.', actor_type: 'user' }, [one]],
    ])('filters by %s', async (_, query, expected) => {
      expect(await idsOf(query as Record<string, string>)).toEqual(expected.map(({ auditId }) => auditId));
    });

    it('shows a record as it was made', async () => {
      const { body } = await get({ request_id: run });

      expect(body.items).toEqual([
        {
          audit_id: one.auditId,
          tenant_id: TENANT,
          occurred_at: '2026-10-01T00:00:00.000Z',
          actor_type: 'user',
          actor_id: 'ann',
          action: 'pack.imported',
          subject_type: 'domain_pack',
          subject_id: 'D',
          exception_id: null,
          reason: null,
          before: { version: 1 },
          after: { version: 2 },
          request_id: run,
          source: '/sentinai/governance',
          event_id: null,
        },
      ]);
    });

    it.each([
      [{ subject_id: 'x' }, 'subject_type'],
      [{ actor_type: 'god' }, 'actor_type'],
      [{ cursor: 'x' }, 'cursor'],
      [{ limit: '201' }, 'limit'],
      [{ nonsense: 'x' }, 'nonsense'],
    ])('refuses %j', async (query, path) => {
      const { status, body } = await get(query);

      expect([status, body.errors?.[0]?.path]).toEqual([400, path]);
    });

    it('shows a tenant nothing of another, and operators nothing', async () => {
      expect((await get(SPAN, { tenants: [OTHER] })).body.items).toMatchObject([{ audit_id: foreign.auditId }]);
      expect(await get({ tenant_id: OTHER })).toMatchObject({ status: 403, body: { code: 'tenant_forbidden' } });
      expect(await get({}, { roles: ['operator'] })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(await get({}, { tenants: ['NOBODY'] })).toMatchObject({ status: 404, body: { code: 'unknown_tenant' } });
    });
  });
});
