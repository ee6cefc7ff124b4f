/** All agents in one process, on real PostgreSQL and Kafka and with a tenant's tool, under the pipeline's own database role. */
import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExceptionIngested } from '@sentinai/contracts';
import { anException, aSourceItem } from '@sentinai/domain/testing';
import { TestHost } from '@sentinai/messaging/testing';
import { createTestTenant } from '@sentinai/persistence/testing';
import { pipelineConfig } from '../src/pipeline.config.ts';
import { PipelineModule } from '../src/pipeline.module.ts';

const TENANT = 'TENANT_A';

const packWith = (endpoint: string) => ({
  domain: 'Trading',
  exception_types: { CASH_BREAK: { default_severity: 'low', sla_minutes: 120 } },
  severity_rules: [{ when: 'amount > 1000', severity: 'high' }],
  tools: { retry: { endpoint, effect: 'act' } },
  playbooks: [
    {
      name: 'Retry',
      match: { exception_type: 'CASH_BREAK' },
      steps: [
        { name: 'retry', action_type: 'call_tool', params: { tool: 'retry', arguments: { account: 'A-1' } } },
        { name: 'close', action_type: 'set_status', params: { status: 'resolved' } },
      ],
    },
  ],
});

describe('the pipeline', () => {
  const asked: IncomingMessage['headers'][] = [];
  let tool: Server;
  let host: TestHost;

  beforeAll(async () => {
    tool = createServer((request, response) => {
      asked.push(request.headers);
      request.resume();
      response.setHeader('content-type', 'application/json').end('{"done":true}');
    });
    await new Promise<void>((listening) => tool.listen(0, '127.0.0.1', listening));
    const { port } = tool.address() as AddressInfo;
    host = await TestHost.start(
      {
        name: 'pipeline',
        config: pipelineConfig,
        module: PipelineModule,
        role: 'sentinai_pipeline',
        env: { TOOL_ALLOWED_PRIVATE_HOSTS: '127.0.0.1' },
      },
      (database) => createTestTenant(database, TENANT, { domainPack: packWith(`http://127.0.0.1:${port}/retry`) }),
    );
  });
  afterAll(async () => {
    await host.stop();
    tool.closeAllConnections();
    await new Promise((closed) => tool.close(closed));
  });

  it('takes exceptions from intake to feedback, each event once, with one call to the tool', async () => {
    const item: ExceptionIngested = aSourceItem({ exception_type: 'CASH_BREAK', amount: 5_000 });
    const exceptions = Array.from({ length: 20 }, (_, index) =>
      anException()
        .with({ exceptionId: `EX-${index}` })
        .build(),
    );

    for (const exception of exceptions) await host.open(exception, 'ExceptionIngested', item);

    for (const exception of exceptions) {
      const timeline = await host.timelineWith('FeedbackCaptured', exception);
      expect(timeline.map(({ type }) => type)).toEqual([
        'ExceptionIngested',
        'ExceptionNormalized',
        'TriageCompleted',
        'PolicyEvaluationCompleted',
        'PlaybookMatched',
        'PlaybookStarted',
        'ToolExecutionRequested',
        'ToolExecutionCompleted',
        'PlaybookStepCompleted',
        'ExceptionResolved',
        'PlaybookStepCompleted',
        'PlaybookCompleted',
        'FeedbackCaptured',
      ]);
      expect(await host.exception(exception)).toMatchObject({
        status: 'resolved',
        severity: 'high',
        events_in_flight: 0,
      });
    }
    const keys = asked.map((headers) => headers['idempotency-key']);
    expect(keys).toHaveLength(20);
    expect(new Set(keys).size).toBe(20);
  });

  it('measures each agent, and says the lag of each', async () => {
    const ready = await host.service.app.inject('/readyz');
    const metrics = await host.service.app.inject('/metrics');

    expect(ready.statusCode).toBe(200);
    expect(Object.keys(ready.json<{ checks: { kafka: { agents: object } } }>().checks.kafka.agents)).toEqual([
      'intake',
      'triage',
      'policy',
      'playbook',
      'tool',
      'feedback',
    ]);
    for (const agent of ['intake', 'triage', 'policy', 'playbook', 'tool', 'feedback']) {
      expect(metrics.body).toMatch(
        new RegExp(`sentinai_events_consumed_total\\{agent="${agent}",result="processed",service="pipeline"\\} [1-9]`),
      );
    }
  });
});
