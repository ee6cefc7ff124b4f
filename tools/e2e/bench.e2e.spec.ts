/** The bench's limit program has its own tables, which must match the real ones. */
import { EXCEPTIONS } from '../bench/limit/statements.ts';
import { createLimitTables, LIMIT_SCHEMA } from '../bench/limit/tables.ts';
import { TestStack } from './fixtures/test-stack.ts';

describe('the tables of the limit', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
  });

  afterAll(async () => {
    await stack.sql(`drop schema if exists ${LIMIT_SCHEMA} cascade`);
    await stack.sql(`delete from exception where tenant_id = 'LIMIT'`);
    await stack.stop();
  });

  it('accept whole exceptions of the pipeline, including generated columns', async () => {
    await stack.sql(`insert into tenant (tenant_id, name) values ('LIMIT', 'Limit')`);
    await stack.sql(
      `insert into exception (tenant_id, exception_id, domain, type, severity, status, stage, source_system, payload,
         occurred_at, created_at, updated_at, event_count, events_in_flight)
       values ('LIMIT', 'EX-1', 'Any', 'BREAK', 'high', 'open', 'ingested', 'test', '{"amount": 5}', now(), now(), now(), 1, 1)`,
    );
    const [row] = await stack.sql<{ exception: object }>(
      `select to_jsonb(e) as exception from exception e where tenant_id = 'LIMIT'`,
    );

    await createLimitTables(stack.pool);
    await stack.pool.query({ ...EXCEPTIONS, values: [[JSON.stringify({ ...row?.exception, exception_id: 'EX-2' })]] });

    const [copied] = await stack.sql<{ exception: object }>(
      `select to_jsonb(e) as exception from ${LIMIT_SCHEMA}.exception e`,
    );
    expect(copied?.exception).toEqual({ ...row?.exception, exception_id: 'EX-2' });
  });
});
