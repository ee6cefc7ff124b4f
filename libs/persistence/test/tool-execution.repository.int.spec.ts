import { randomUUID } from 'node:crypto';
import {
  type BegunExecution,
  type EndedExecution,
  type TenantTransactions,
  ToolExecutionRepository,
} from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 20, 8, minute));

describe('tool executions', () => {
  const executions = new ToolExecutionRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_tool');
  });
  afterAll(() => database.drop());

  const anExecution = (facts: Partial<BegunExecution> = {}): BegunExecution => ({
    tenantId: 'ACME',
    executionId: randomUUID(),
    exceptionId: 'EX-1',
    toolId: 4,
    tool: 'look_up',
    toolVersion: 2,
    stepOrder: 1,
    arguments: { account: 'A-1 "ü" {}', limit: null },
    requestedBy: 'agent:playbook',
    requestedAt: at(0),
    ...facts,
  });
  const anEnd = ({ tenantId, executionId }: BegunExecution, facts: Partial<EndedExecution> = {}): EndedExecution => ({
    tenantId,
    executionId,
    status: 'succeeded',
    output: { balance: 0, rows: [null, 'ü'] },
    httpStatus: 200,
    errorCode: null,
    error: null,
    attempts: 1,
    ...facts,
  });
  const begin = (entries: readonly BegunExecution[], now = at(1)): Promise<ReadonlySet<string>> =>
    transactions.run(['ACME', 'OTHER'], (tx) => executions.begin(tx, entries, now));
  const end = (entries: readonly EndedExecution[], now = at(2)): Promise<void> =>
    transactions.run(['ACME'], (tx) => executions.end(tx, entries, now));
  const stored = async ({ tenantId, executionId }: BegunExecution) =>
    (
      await database.asOwner<Record<string, unknown>>(
        'select * from tool_execution where tenant_id = $1 and execution_id = $2',
        [tenantId, executionId],
      )
    )[0];

  it('run from their beginning', async () => {
    const [full, sparse] = [anExecution(), anExecution({ toolId: null, stepOrder: null, arguments: {} })];
    await begin([full, sparse]);

    expect(await stored(full)).toEqual({
      tenant_id: 'ACME',
      execution_id: full.executionId,
      exception_id: 'EX-1',
      tool_id: 4,
      tool: 'look_up',
      tool_version: 2,
      step_order: 1,
      status: 'running',
      arguments: full.arguments,
      output: null,
      http_status: null,
      error_code: null,
      error: null,
      attempts: 0,
      requested_by: 'agent:playbook',
      requested_at: at(0),
      started_at: at(1),
      completed_at: null,
    });
    expect(await stored(sparse)).toMatchObject({ tool_id: null, step_order: null, arguments: {} });
  });

  it('keep their row when they are begun again after a crash', async () => {
    const execution = anExecution();
    await begin([execution]);
    await begin([{ ...execution, tool: 'another' }, anExecution()], at(9));

    expect(await stored(execution)).toMatchObject({ tool: 'look_up', status: 'running', started_at: at(1) });
  });

  it('end with their result', async () => {
    const [good, bad] = [anExecution(), anExecution()];
    await begin([good, bad]);
    await end([
      anEnd(good),
      anEnd(bad, {
        status: 'failed',
        output: null,
        httpStatus: null,
        errorCode: 'timeout',
        error: 'No "answer"',
        attempts: 3,
      }),
    ]);

    expect(await stored(good)).toMatchObject({
      status: 'succeeded',
      output: { balance: 0, rows: [null, 'ü'] },
      http_status: 200,
      error: null,
      attempts: 1,
      completed_at: at(2),
    });
    expect(await stored(bad)).toMatchObject({
      status: 'failed',
      output: null,
      http_status: null,
      error_code: 'timeout',
      error: 'No "answer"',
      attempts: 3,
    });
  });

  it('stay ended when they are begun again', async () => {
    const execution = anExecution();
    await begin([execution]);
    await end([anEnd(execution)]);
    await begin([execution], at(9));

    expect(await stored(execution)).toMatchObject({ status: 'succeeded', completed_at: at(2) });
  });

  it('of another tenant are not ended, even with the same id', async () => {
    const mine = anExecution();
    const theirs = anExecution({ tenantId: 'OTHER', executionId: mine.executionId });
    await begin([mine, theirs]);
    await end([anEnd(mine), anEnd(theirs)]);

    expect(await stored(mine)).toMatchObject({ status: 'succeeded' });
    expect(await stored(theirs)).toMatchObject({ status: 'running' });
  });

  it('are stored once when two events request the same one', async () => {
    const execution = anExecution();
    await begin([execution, { ...execution, tool: 'another' }]);

    expect(await stored(execution)).toMatchObject({ status: 'running' });
  });

  it('can be requested before they begin, and wait between attempts', async () => {
    const execution = anExecution();
    await transactions.run(['ACME'], (tx) => executions.request(tx, execution));
    expect(await stored(execution)).toMatchObject({ status: 'requested', started_at: null });

    await begin([execution], at(1));
    await transactions.run(['ACME'], (tx) => executions.postpone(tx, [execution]));
    expect(await stored(execution)).toMatchObject({ status: 'waiting', started_at: at(1) });

    await begin([execution], at(3));
    expect(await stored(execution)).toMatchObject({ status: 'running', started_at: at(1) });
  });

  it('that were cancelled are reported instead of beginning', async () => {
    const [gone, goes] = [anExecution(), anExecution()];
    await transactions.run(['ACME'], async (tx) => {
      await executions.request(tx, gone);
      expect(await executions.lock(tx, gone)).toMatchObject({ status: 'requested', tool: 'look_up', stepOrder: 1 });
      await executions.cancel(tx, gone, 'not needed', at(1));
    });

    expect(await begin([gone, goes], at(2))).toEqual(new Set([gone.executionId]));
    expect(await stored(gone)).toMatchObject({ status: 'cancelled', error: 'not needed', completed_at: at(1) });
  });

  it('accept an empty list', async () => {
    expect(await begin([])).toEqual(new Set());
    await expect(end([])).resolves.toBeUndefined();
  });
});
