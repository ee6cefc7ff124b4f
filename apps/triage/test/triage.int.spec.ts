/** Triage as a process on real PostgreSQL and Kafka, under its own database role. */
import { anException } from '@sentinai/domain/testing';
import { TestHost } from '@sentinai/messaging/testing';
import { createTestTenant } from '@sentinai/persistence/testing';
import { triageConfig } from '../src/triage.config.ts';
import { TriageModule } from '../src/triage.module.ts';

const TENANT = 'TENANT_A';
const PACK = {
  domain: 'Trading',
  exception_types: { CASH_BREAK: { default_severity: 'low', sla_minutes: 120 } },
  severity_rules: [{ when: 'amount > 1000000', severity: 'critical' }],
  tools: {},
  playbooks: [],
};

const normalized = {
  domain: 'Trading',
  source_system: 'Murex',
  exception_type: 'CASH_BREAK',
  entity: null,
  amount: 2_000_000,
  title: null,
  occurred_at: new Date().toISOString(),
  occurred_at_source: 'given' as const,
  unreadable: [],
  source_updated_at: null,
  source_status: null,
  status: null,
  update: false,
  domain_pack_version: 1,
  raw_payload: {},
};

describe('triage', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await TestHost.start(
      { name: 'triage', config: triageConfig, module: TriageModule, role: 'sentinai_triage' },
      (database) => createTestTenant(database, TENANT, { domainPack: PACK }),
    );
  });
  afterAll(() => host.stop());

  it('rates an exception by the tenant’s pack, and announces it', async () => {
    const exception = anException().with({ exceptionId: 'EX-RATED', amount: 2_000_000 }).build();
    const event = await host.open(exception, 'ExceptionNormalized', normalized);

    const timeline = await host.timelineWith('TriageCompleted', exception);

    expect(timeline).toMatchObject([
      { type: 'ExceptionNormalized' },
      {
        type: 'TriageCompleted',
        causationId: event.eventId,
        data: { exception_type: 'CASH_BREAK', severity: 'critical', sla_minutes: 120 },
      },
    ]);
    expect(await host.exception(exception)).toMatchObject({
      severity: 'critical',
      confidence: 1,
      source_type: 'CASH_BREAK',
      status: 'analyzing',
      stage: 'triaged',
      sla_state: 'running',
      events_in_flight: 1,
    });
  });

  it('rates it once, though the event arrives again', async () => {
    const exception = anException().with({ exceptionId: 'EX-TWICE' }).build();
    const event = await host.open(exception, 'ExceptionNormalized', normalized);
    await host.timelineWith('TriageCompleted', exception);

    await host.publish(event);
    await host.idle();

    expect(await host.timelineWith('TriageCompleted', exception)).toHaveLength(2);
    expect(await host.exception(exception)).toMatchObject({ event_count: 2, events_in_flight: 1 });
  });

  it('rates it again on request, from what is stored of it', async () => {
    const known = anException().ofType('CASH_BREAK').withSeverity('low').withStatus('escalated');
    const exception = known
      .with({ exceptionId: 'EX-AGAIN', amount: 2_000_000, milestones: { triaged_at: 'then' } })
      .build();
    const request = { actor_id: 'ann', reason: 'New rules.', reset_severity: false, bulk_job_id: null };
    await host.open(exception, 'TriageRequested', request);

    const timeline = await host.timelineWith('TriageCompleted', exception);

    expect(timeline.at(-1)).toMatchObject({ data: { severity: 'critical', confidence: 1, status: null } });
    expect(await host.exception(exception)).toMatchObject({
      severity: 'critical',
      confidence: 1,
      status: 'escalated',
      events_in_flight: 1,
    });
  });
});
