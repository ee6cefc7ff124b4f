/** The real application on its own database, and a client for it. */
import { type TestDatabase, createTestDatabase } from '@sentinai/persistence/testing';
import { type Service, createService } from '@sentinai/service-kit';
import { type TestIssuer, type TokenClaims, startTestIssuer } from '@sentinai/service-kit/testing';
import { opsApiConfig } from '../../src/ops-api.config.ts';
import { OpsApiModule } from '../../src/ops-api.module.ts';

export const TENANT = 'TENANT_001';
export const OTHER_TENANT = 'TENANT_002';

/** A response body, untyped as from JSON.parse; each test knows what it expects. */
type Answer = ReturnType<typeof JSON.parse>;

export interface OpsApi {
  database: TestDatabase;
  issuer: TestIssuer;
  service: Service;
  /** Sends a request as a viewer of TENANT, unless the claims say otherwise. */
  get(url: string, claims?: TokenClaims): Promise<{ status: number; type: string; body: Answer }>;
  /** Sends a request with a body, as an operator of TENANT unless the claims say otherwise. */
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    url: string,
    sent?: Sent,
  ): Promise<{ status: number; type: string; body: Answer }>;
  stop(): Promise<void>;
}

/** Options of a request beside its URL. */
export interface Sent {
  body?: unknown;
  claims?: TokenClaims;
  headers?: Record<string, string>;
}

export async function startOpsApi(): Promise<OpsApi> {
  const [database, issuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
  await database.asOwner('insert into tenant (tenant_id, name) values ($1, $1), ($2, $2)', [TENANT, OTHER_TENANT]);
  const env = {
    ...issuer.env,
    DATABASE_URL: database.urlFor('sentinai_ops_api'),
    KAFKA_BROKERS: process.env.KAFKA_BROKERS,
    LOG_LEVEL: 'silent',
  };
  const service = await createService({ name: 'ops-api', config: opsApiConfig, module: OpsApiModule }, { env });
  return {
    database,
    issuer,
    service,
    async get(url, claims = {}) {
      const headers = await issuer.bearer({ roles: ['viewer'], tenants: [TENANT], ...claims });
      return answerOf(await service.app.inject({ method: 'GET', url, headers }));
    },
    async send(method, url, { body, claims = {}, headers = {} } = {}) {
      const bearer = await issuer.bearer({ roles: ['operator'], tenants: [TENANT], ...claims });
      const typed = body === undefined ? {} : { 'content-type': 'application/json' };
      const payload = body === undefined ? undefined : JSON.stringify(body);
      return answerOf(await service.app.inject({ method, url, headers: { ...bearer, ...typed, ...headers }, payload }));
    },
    async stop() {
      await service.app.close();
      await Promise.all([database.drop(), issuer.stop()]);
    },
  };
}

type Response = Awaited<ReturnType<Service['app']['inject']>>;

const answerOf = (response: Response) => ({
  status: response.statusCode,
  type: String(response.headers['content-type']),
  body: response.body === '' ? null : response.json<Answer>(),
});
