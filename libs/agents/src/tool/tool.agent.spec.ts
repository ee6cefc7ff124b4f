import type { ToolExecutionRequested } from '@sentinai/contracts';
import type { ToolCall, ToolErrorCode, ToolOutcome } from '@sentinai/domain';
import { aCaseFile, anEvent, decided } from '@sentinai/domain/testing';
import { type Attempt, type Matter, type Transaction, contractDisagreements } from '@sentinai/messaging/agent';
import type {
  BeginningExecution,
  ExecutionKey,
  ExecutionLog,
  FinishedExecution,
  ToolCaller,
} from './tool-agent.ports.ts';
import { ToolAgent } from './tool.agent.ts';

const EXECUTION_ID = '6f0f6d9e-3f0a-5b7e-9f55-0d7c52a2c001';
const TX = {} as Transaction;
const FIRST_ATTEMPT: Attempt = { attempt: 1, isLastAttempt: false };
const SUCCEEDED: ToolOutcome = {
  status: 'succeeded',
  httpStatus: 200,
  output: { price: 7 },
  attempts: 2,
  durationMs: 41.6,
};

class RememberingCaller implements ToolCaller {
  readonly calls: ToolCall[] = [];
  answer: ToolOutcome = SUCCEEDED;

  async execute(call: ToolCall): Promise<ToolOutcome> {
    this.calls.push(call);
    return this.answer;
  }
}

class RememberingLog implements ExecutionLog {
  begun: readonly BeginningExecution[] = [];
  ended: readonly FinishedExecution[] = [];

  cancelled: readonly string[] = [];
  postponed: readonly ExecutionKey[] = [];

  async begin(_tx: Transaction, executions: readonly BeginningExecution[]): Promise<ReadonlySet<string>> {
    this.begun = executions;
    return new Set(this.cancelled);
  }

  async postpone(_tx: Transaction, executions: readonly ExecutionKey[]): Promise<void> {
    this.postponed = executions;
  }

  async end(_tx: Transaction, executions: readonly FinishedExecution[]): Promise<void> {
    this.ended = executions;
  }
}

const client = new RememberingCaller();
const executions = new RememberingLog();
const agent = new ToolAgent(client, executions);

const aMatter = (tool = 'getOrder', attempt: Attempt = FIRST_ATTEMPT): Matter => {
  const request: ToolExecutionRequested = {
    execution_id: EXECUTION_ID,
    tool,
    tool_version: 1,
    arguments: { orderId: 'O-1' },
    step_order: 3,
    requested_by: 'playbook:fix',
  };
  return { event: anEvent('ToolExecutionRequested', request), file: aCaseFile(), ...attempt };
};

const failure = (
  errorCode: ToolErrorCode,
  facts: Partial<Extract<ToolOutcome, { status: 'failed' }>> = {},
): ToolOutcome => ({
  status: 'failed',
  errorCode,
  message: 'it failed',
  attempts: 3,
  durationMs: 12,
  retryable: false,
  ...facts,
});

it('consumes what the contracts say it consumes', () => {
  expect(contractDisagreements(ToolAgent)).toEqual([]);
});

it("calls the tenant's tool, with the execution's id as idempotency key", async () => {
  await agent.execute(aMatter());

  expect(client.calls).toMatchObject([
    {
      tenantId: 'TENANT_A',
      exceptionId: 'EX-1',
      executionId: EXECUTION_ID,
      tool: { name: 'getOrder', endpoint: 'https://tools.example.com/order' },
      arguments: { orderId: 'O-1' },
    },
  ]);
});

it('concludes an answer', () => {
  const { types, data } = decided(agent.conclude(aMatter(), SUCCEEDED));

  expect(types).toEqual(['ToolExecutionCompleted']);
  expect(data('ToolExecutionCompleted')).toEqual({
    execution_id: EXECUTION_ID,
    tool: 'getOrder',
    step_order: 3,
    http_status: 200,
    output: { price: 7 },
    attempts: 2,
    duration_ms: 42,
  });
});

describe('a tool whose circuit is open', () => {
  beforeAll(() => {
    client.answer = failure('circuit_open', { message: 'not called: the endpoint kept failing', attempts: 0 });
  });
  afterAll(() => {
    client.answer = SUCCEEDED;
  });

  it('is called later', async () => {
    await expect(agent.execute(aMatter())).rejects.toMatchObject({
      name: 'RetryableError',
      code: 'circuit_open',
      message: 'Tool "getOrder" is not called: the endpoint kept failing',
    });
  });

  it('has failed when there is no later', async () => {
    const last = aMatter('getOrder', { attempt: 5, isLastAttempt: true });

    const { data } = decided(agent.conclude(last, await agent.execute(last)));

    expect(data('ToolExecutionFailed')).toMatchObject({ error_code: 'circuit_open', attempts: 0 });
  });
});

describe('concludes a failure', () => {
  it.each<ToolErrorCode>([
    'invalid_arguments',
    'invalid_output',
    'timeout',
    'network_error',
    'circuit_open',
    'address_forbidden',
    'response_too_large',
    'auth_unavailable',
    'invalid_endpoint',
  ])('%s', (errorCode) => {
    const { types, data } = decided(agent.conclude(aMatter(), failure(errorCode)));

    expect(types).toEqual(['ToolExecutionFailed']);
    expect(data('ToolExecutionFailed')).toEqual({
      execution_id: EXECUTION_ID,
      tool: 'getOrder',
      step_order: 3,
      http_status: null,
      error_code: errorCode,
      error: 'it failed',
      attempts: 3,
      duration_ms: 12,
    });
  });

  it('http_error, with its status', () => {
    const { data } = decided(agent.conclude(aMatter(), failure('http_error', { httpStatus: 503 })));

    expect(data('ToolExecutionFailed')).toMatchObject({ error_code: 'http_error', http_status: 503 });
  });

  it('with as much of a long message as an event holds', () => {
    const { data } = decided(agent.conclude(aMatter(), failure('timeout', { message: 'x'.repeat(9_000) })));

    expect(data('ToolExecutionFailed').error).toHaveLength(4_000);
  });
});

describe('a tool that is gone', () => {
  const gone = aMatter('noLongerThere');

  it('is not called, and fails as such', async () => {
    const before = client.calls.length;

    const { data } = decided(agent.conclude(gone, await agent.execute(gone)));

    expect(client.calls).toHaveLength(before);
    expect(data('ToolExecutionFailed')).toMatchObject({ error_code: 'invalid_endpoint', attempts: 0 });
    expect(data('ToolExecutionFailed').error).toContain('noLongerThere');
  });

  it('is recorded without the id of a tool', async () => {
    await agent.begin(TX, [gone]);

    expect(executions.begun).toMatchObject([{ toolId: null, tool: 'noLongerThere' }]);
  });
});

it('records what it is about to call', async () => {
  await agent.begin(TX, [aMatter()]);

  expect(executions.begun).toEqual([
    {
      tenantId: 'TENANT_A',
      executionId: EXECUTION_ID,
      exceptionId: 'EX-1',
      toolId: 1,
      tool: 'getOrder',
      toolVersion: 1,
      stepOrder: 3,
      arguments: { orderId: 'O-1' },
      requestedBy: 'playbook:fix',
      requestedAt: new Date('2026-11-20T11:59:59.000Z'),
    },
  ]);
});

it('records how the calls ended', async () => {
  await agent.record(TX, [
    { matter: aMatter(), outcome: SUCCEEDED },
    { matter: aMatter(), outcome: failure('http_error', { httpStatus: 500 }) },
  ]);

  const identity = { tenantId: 'TENANT_A', executionId: EXECUTION_ID };
  expect(executions.ended).toEqual([
    {
      ...identity,
      status: 'succeeded',
      output: { price: 7 },
      httpStatus: 200,
      errorCode: null,
      error: null,
      attempts: 2,
    },
    {
      ...identity,
      status: 'failed',
      output: null,
      httpStatus: 500,
      errorCode: 'http_error',
      error: 'it failed',
      attempts: 3,
    },
  ]);
});

it('records what waits to be called later', async () => {
  await agent.postpone(TX, [aMatter().event]);

  expect(executions.postponed).toEqual([{ tenantId: 'TENANT_A', executionId: EXECUTION_ID }]);
});

describe('a run that was cancelled before it began', () => {
  const matter = aMatter();

  beforeAll(async () => {
    executions.cancelled = [EXECUTION_ID];
    await agent.begin(TX, [matter]);
    executions.cancelled = [];
  });

  it('is not called, says nothing more, and keeps its row', async () => {
    const before = client.calls.length;
    const outcome = await agent.execute(matter);
    await agent.record(TX, [{ matter, outcome }]);

    expect(client.calls).toHaveLength(before);
    expect(agent.conclude(matter, outcome)).toEqual({ events: [] });
    expect(executions.ended).toEqual([]);
  });
});

it('does not call a tool that is switched off', async () => {
  const matter = aMatter();
  const config = { ...matter.file.config, disabledTools: new Set(['getOrder']) };
  const off = { ...matter, file: { ...matter.file, config } };
  const before = client.calls.length;
  const { data } = decided(agent.conclude(off, await agent.execute(off)));

  expect(client.calls).toHaveLength(before);
  expect(data('ToolExecutionFailed')).toMatchObject({ error_code: 'tool_disabled', attempts: 0 });
});

describe('what a tool answers', () => {
  const file = aCaseFile({ config: { tenant: { pii_fields: ['holder'] } } });

  it('is redacted before it is stored, and before a playbook sees it', async () => {
    client.answer = {
      ...SUCCEEDED,
      output: { holder: 'Jane', mail: 'jane@example.com', pan: 4111111111111111, order: '2026011200000019' },
    };
    const matter = { ...aMatter(), file };
    const outcome = await agent.execute(matter);
    await agent.record(TX, [{ matter, outcome }]);

    const output = {
      holder: '[REDACTED]',
      mail: '[REDACTED:email]',
      pan: '[REDACTED:card]',
      order: '2026011200000019',
    };
    expect(executions.ended).toMatchObject([{ output }]);
    expect(decided(agent.conclude(matter, outcome)).data('ToolExecutionCompleted')).toMatchObject({ output });
  });

  it('is redacted in its errors too', async () => {
    client.answer = { ...failure('http_error'), message: 'no account of jane@example.com' } as ToolOutcome;
    const matter = { ...aMatter(), file };
    const outcome = await agent.execute(matter);
    await agent.record(TX, [{ matter, outcome }]);

    expect(executions.ended).toMatchObject([{ error: 'no account of [REDACTED:email]' }]);
    client.answer = SUCCEEDED;
  });
});
