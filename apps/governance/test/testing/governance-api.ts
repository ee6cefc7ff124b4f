/** The real application on a database of its own, and a way to ask it. */
import { type TestDatabase, createTestDatabase } from '@sentinai/persistence/testing';
import { type Service, createService } from '@sentinai/service-kit';
import { type TestIssuer, type TokenClaims, startTestIssuer } from '@sentinai/service-kit/testing';
import { governanceConfig } from '../../src/governance.config.ts';
import { GovernanceModule } from '../../src/governance.module.ts';

export const TENANT = 'TENANT_001';
export const OTHER_TENANT = 'TENANT_002';

/** A body as it came, untyped as JSON.parse gives it; each test knows what it expects in it. */
type Body = ReturnType<typeof JSON.parse>;

export interface Question {
  body?: object;
  /** Default: an admin of TENANT. */
  as?: TokenClaims;
  /** Instead of a token. */
  headers?: Record<string, string>;
}

export interface GovernanceApi {
  database: TestDatabase;
  service: Service;
  /** @param route `POST /api/api-keys` */
  ask(route: string, question?: Question): Promise<{ status: number; body: Body }>;
  stop(): Promise<void>;
}

export async function startGovernanceApi(): Promise<GovernanceApi> {
  const [database, issuer]: [TestDatabase, TestIssuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
  await database.asOwner('insert into tenant (tenant_id, name) values ($1, $1), ($2, $2)', [TENANT, OTHER_TENANT]);
  const env = {
    ...issuer.env,
    DATABASE_URL: database.urlFor('sentinai_governance'),
    KAFKA_BROKERS: process.env.KAFKA_BROKERS,
    LOG_LEVEL: 'silent',
  };
  const service = await createService(
    { name: 'governance', config: governanceConfig, module: GovernanceModule },
    { env },
  );
  return {
    database,
    service,
    async ask(route, { body, as = {}, headers } = {}) {
      const [method = 'GET', url = '/'] = route.split(' ');
      const response = await service.app.inject({
        method: method as 'GET',
        url,
        headers: headers ?? (await issuer.bearer({ subject: 'ann', roles: ['admin'], tenants: [TENANT], ...as })),
        ...(body && { payload: body }),
      });
      return { status: response.statusCode, body: response.body === '' ? null : response.json() };
    },
    async stop() {
      await service.app.close();
      await Promise.all([database.drop(), issuer.stop()]);
    },
  };
}
