/** The real application on its own database, exceptions with running playbooks, and a client. */
import { Run } from '@sentinai/agents/testing';
import type { DomainPack, ExceptionRecord, PackPlaybook } from '@sentinai/domain';
import { NOW } from '@sentinai/domain/testing';
import { ExceptionRepository, PackRepository, TenantConfigStore } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { type Service, createService } from '@sentinai/service-kit';
import { type TestIssuer, type TokenClaims, startTestIssuer } from '@sentinai/service-kit/testing';
import { playbookConfig } from '../../src/playbook.config.ts';
import { PlaybookModule } from '../../src/playbook.module.ts';

export const TENANT = 'TENANT_A';
export const OTHER_TENANT = 'TENANT_B';

/** A response body, untyped as from JSON.parse; each test knows what it expects. */
type Answer = ReturnType<typeof JSON.parse>;

export interface Asked {
  body?: unknown;
  /** Default: an operator `ann` of TENANT. */
  claims?: TokenClaims;
  headers?: Record<string, string>;
}

export const TRADING: Partial<DomainPack> & { playbooks: PackPlaybook[] } = {
  domain: 'Trading',
  exception_types: { CASH_BREAK: { default_severity: 'low', tags: ['cash'] } },
  severity_rules: [],
  tools: { retrySettlement: { endpoint: 'https://tools.example.com/retry' } },
  playbooks: [
    {
      name: 'fix',
      match: { exception_type: 'CASH_BREAK' },
      steps: [
        { name: 'call', action_type: 'manual', params: { instruction: 'Call' }, timeout: 30 },
        {
          name: 'act',
          action_type: 'call_tool',
          params: { tool: 'retrySettlement', arguments: { amount: 5 } },
          approval: { quorum: 2 },
        },
      ],
    },
  ],
};

export class PlaybookApi {
  private constructor(
    readonly database: TestDatabase,
    readonly issuer: TestIssuer,
    readonly service: Service,
  ) {}

  static async start(): Promise<PlaybookApi> {
    const [database, issuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
    for (const tenant of [TENANT, OTHER_TENANT]) await createTestTenant(database, tenant, { domainPack: TRADING });
    const env = {
      ...issuer.env,
      DATABASE_URL: database.urlFor('sentinai_playbook'),
      KAFKA_BROKERS: process.env.KAFKA_BROKERS,
      // Tests scan the timers themselves.
      STEP_TIMER_INTERVAL: '60s',
      LOG_LEVEL: 'silent',
    };
    const service = await createService({ name: 'playbook', config: playbookConfig, module: PlaybookModule }, { env });
    return new PlaybookApi(database, issuer, service);
  }

  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    { body, claims = {}, headers = {} }: Asked = {},
  ): Promise<{ status: number; body: Answer }> {
    const bearer = await this.issuer.bearer({ subject: 'ann', roles: ['operator'], tenants: [TENANT], ...claims });
    const payload = body === undefined ? {} : { payload: body as object };
    const response = await this.service.app.inject({ method, url, headers: { ...bearer, ...headers }, ...payload });
    return { status: response.statusCode, body: response.body === '' ? {} : response.json() };
  }

  /** Creates an exception of TENANT with a started playbook, modified by `more`. */
  async running(exceptionId: string, more: (run: Run) => void = () => undefined): Promise<ExceptionRecord> {
    const transactions = await this.database.connect('sentinai_intake', { poolSize: 1 });
    return transactions.run([TENANT], async (tx) => {
      const store = this.service.app.get(TenantConfigStore);
      const config = (await store.forTenants(tx, [TENANT])).get(TENANT)?.domains.get('Trading');
      const [playbook] = config?.playbooks ?? [];
      if (!config || !playbook) throw new Error('The tenant has no playbook');
      const run = Run.of(config, playbook, exceptionId);
      run.start();
      more(run);
      await new ExceptionRepository().insert(tx, [{ ...run.exception, updatedAt: NOW }]);
      return run.exception;
    });
  }

  /** What is in force for TENANT, by its own connection. */
  async activation() {
    const transactions = await this.database.connect('sentinai_governance', { poolSize: 1 });
    const [activation] = await transactions.run([TENANT], (tx) => new PackRepository().activations(tx, [TENANT]));
    return activation;
  }

  async stop(): Promise<void> {
    await this.service.app.close();
    await Promise.all([this.database.drop(), this.issuer.stop()]);
  }
}
