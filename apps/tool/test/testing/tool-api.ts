/** The real application with its worker stopped, on its own database with a tenant that has tools, and a client. */
import { randomUUID } from 'node:crypto';
import { type ExceptionRecord, openCase } from '@sentinai/domain';
import { ExceptionRepository } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { type Service, createService } from '@sentinai/service-kit';
import { type TestIssuer, type TokenClaims, startTestIssuer } from '@sentinai/service-kit/testing';
import { toolConfig } from '../../src/tool.config.ts';
import { ToolModule } from '../../src/tool.module.ts';

export const TENANT = 'TENANT_001';
export const OTHER_TENANT = 'TENANT_002';

/** Tools that read or act, that are blocked, or that require an approval. */
export const PACK = {
  domain: 'Tools',
  exception_types: { BREAK: { default_severity: 'high' } },
  severity_rules: [],
  tools: {
    look_up: {
      endpoint: 'https://tools.example.test/accounts/{account}',
      method: 'GET',
      effect: 'read',
      input_schema: {
        type: 'object',
        properties: { account: { type: 'string' }, depth: { type: 'integer' } },
        required: ['account'],
      },
    },
    pay: { endpoint: 'https://tools.example.test/pay', auth_ref: 'bearer env:TOOL_SECRET_TENANT_5F001__PAY' },
    blocked: { endpoint: 'https://tools.example.test/blocked' },
  },
  playbooks: [],
  guardrails: { block_lists: ['blocked'] },
};

/** A response body, untyped as from JSON.parse; each test knows what it expects. */
type Answer = ReturnType<typeof JSON.parse>;

export interface ToolApi {
  database: TestDatabase;
  service: Service;
  /** Sends a request as an admin of TENANT, unless the claims say otherwise. */
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    url: string,
    options?: SendOptions,
  ): Promise<{ status: number; body: Answer }>;
  /** Id of the version in force. */
  toolId(name: string): Promise<number>;
  /** Stores an exception as intake does. @returns its id */
  anException(facts?: Partial<ExceptionRecord>): Promise<string>;
  stop(): Promise<void>;
}

export interface SendOptions {
  body?: object;
  claims?: TokenClaims;
  headers?: Record<string, string>;
}

export async function startToolApi(settings: Record<string, string> = {}): Promise<ToolApi> {
  const [database, issuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
  const tenantPack = { approval_rules: [{ tool: 'pay', severity: 'critical', require_approval: true }] };
  await createTestTenant(database, TENANT, { domainPack: PACK, tenantPack });
  await createTestTenant(database, OTHER_TENANT, { domainPack: PACK });
  const env = {
    ...issuer.env,
    DATABASE_URL: database.urlFor('sentinai_tool'),
    KAFKA_BROKERS: process.env.KAFKA_BROKERS,
    LOG_LEVEL: 'silent',
    ...settings,
  };
  const service = await createService({ name: 'tool', config: toolConfig, module: ToolModule }, { env });
  return {
    database,
    service,
    send: (method, url, options) => send(service, issuer, { method, url, ...options }),
    toolId: (name) => toolId(database, name),
    anException: (facts) => storeException(database, facts),
    async stop() {
      await service.app.close();
      await Promise.all([database.drop(), issuer.stop()]);
    },
  };
}

async function send(
  service: Service,
  issuer: TestIssuer,
  { method, url, body, claims, headers }: SendOptions & { method: 'POST' | 'PUT' | 'DELETE'; url: string },
) {
  const bearer = await issuer.bearer({ subject: 'ann', roles: ['admin'], tenants: [TENANT], ...claims });
  const response = await service.app.inject({
    method,
    url,
    headers: { ...bearer, ...headers },
    ...(body && { payload: body }),
  });
  return { status: response.statusCode, body: response.body === '' ? null : response.json<Answer>() };
}

async function toolId(database: TestDatabase, name: string): Promise<number> {
  const rows = await database.asOwner<{ tool_id: number }>(
    `select t.tool_id from tool_definition t join pack_activation a using (tenant_id, domain)
     where t.tenant_id = $1 and t.name = $2 and t.tool_id = any (a.own_tool_ids || a.tool_ids)
     order by t.tool_id = any (a.own_tool_ids) desc`,
    [TENANT, name],
  );
  return rows[0]?.tool_id ?? 0;
}

async function storeException(database: TestDatabase, facts: Partial<ExceptionRecord> = {}): Promise<string> {
  const exceptionId = `EX-${randomUUID().slice(0, 8)}`;
  const now = new Date();
  const item = {
    domain: 'Tools',
    exception_type: 'BREAK',
    source_system: 'test',
    entity: null,
    amount: null,
    title: null,
    occurred_at: now.toISOString(),
    occurred_at_source: 'given' as const,
    source_updated_at: null,
    raw_payload: {},
    redacted: [],
  };
  const record = { ...openCase({ tenantId: TENANT, exceptionId }, item, now), ...facts };
  const transactions = await database.connect('sentinai_intake', { poolSize: 1 });
  await transactions.run([TENANT], (tx) => new ExceptionRepository().insert(tx, [record]));
  return exceptionId;
}
