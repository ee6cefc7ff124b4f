/** Feedback as a process on real PostgreSQL and Kafka, under its own database role. */
import { anException } from '@sentinai/domain/testing';
import { TestHost } from '@sentinai/messaging/testing';
import { createTestTenant } from '@sentinai/persistence/testing';
import { feedbackConfig } from '../src/feedback.config.ts';
import { FeedbackModule } from '../src/feedback.module.ts';

const TENANT = 'TENANT_A';
const PACK = {
  domain: 'Trading',
  exception_types: { CASH_BREAK: {} },
  severity_rules: [],
  tools: {},
  playbooks: [],
};

describe('feedback', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await TestHost.start(
      { name: 'feedback', config: feedbackConfig, module: FeedbackModule, role: 'sentinai_feedback' },
      (database) => createTestTenant(database, TENANT, { domainPack: PACK }),
    );
  });
  afterAll(() => host.stop());

  it('captures the outcome of an exception, which is then settled', async () => {
    const now = new Date();
    const exception = anException()
      .ofType('CASH_BREAK')
      .with({ exceptionId: 'EX-DONE', occurredAt: new Date(now.getTime() - 60_000), humanTouches: 2 })
      .dueAt(new Date(now.getTime() + 60_000))
      .resolvedAt(now)
      .build();
    const resolved = { resolved_at: now.toISOString(), resolved_by: 'playbook:fix', resolution: 'done' };
    const event = await host.open(exception, 'ExceptionResolved', resolved);

    const timeline = await host.timelineWith('FeedbackCaptured', exception);

    expect(timeline.at(-1)).toMatchObject({
      type: 'FeedbackCaptured',
      causationId: event.eventId,
      data: { outcome: 'resolved', total_ms: 60_000, sla_met: true, human_touches: 2 },
    });
    expect(await host.exception(exception)).toMatchObject({ events_in_flight: 0 });
  });
});
