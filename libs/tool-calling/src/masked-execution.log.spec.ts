import {
  type BegunExecution,
  type EndedExecution,
  ToolExecutionRepository,
  type Transaction,
} from '@sentinai/persistence';
import { MaskedExecutionLog } from './masked-execution.log.ts';

const TX = {} as Transaction;
const NOW = new Date('2026-11-20T12:00:00.000Z');
const BEGUN: BegunExecution = {
  tenantId: 'TENANT_A',
  executionId: '6f0f6d9e-3f0a-5b7e-9f55-0d7c52a2c001',
  exceptionId: 'EX-1',
  toolId: 1,
  tool: 'getOrder',
  toolVersion: 1,
  stepOrder: 3,
  arguments: { orderId: 'O-1', nested: [{ api_key: 'hush' }] },
  requestedBy: 'playbook:fix',
  requestedAt: NOW,
};
const ENDED: EndedExecution = {
  tenantId: 'TENANT_A',
  executionId: BEGUN.executionId,
  status: 'succeeded',
  output: { access_token: 'hush', price: 7 },
  httpStatus: 200,
  errorCode: null,
  error: null,
  attempts: 1,
};

class RememberingRepository extends ToolExecutionRepository {
  stored: readonly object[] = [];

  override async begin(_tx: Transaction, executions: readonly BegunExecution[]): Promise<ReadonlySet<string>> {
    this.stored = executions;
    return new Set(['cancelled-one']);
  }

  override async end(_tx: Transaction, executions: readonly EndedExecution[]): Promise<void> {
    this.stored = executions;
  }
}

const repository = new RememberingRepository();
const log = new MaskedExecutionLog(repository);

it('masks the arguments whose fields have a secret name, at any depth, and nothing else', async () => {
  const cancelled = await log.begin(TX, [BEGUN], NOW);

  expect(repository.stored).toEqual([{ ...BEGUN, arguments: { orderId: 'O-1', nested: [{ api_key: '[redacted]' }] } }]);
  expect([...cancelled]).toEqual(['cancelled-one']);
});

it('masks the output, if there is any', async () => {
  await log.end(TX, [ENDED, { ...ENDED, output: null }], NOW);

  expect(repository.stored).toEqual([
    { ...ENDED, output: { access_token: '[redacted]', price: 7 } },
    { ...ENDED, output: null },
  ]);
});
