/** The real application on its own database, and a client for it. */
import { type TestDatabase, createTestDatabase } from '@sentinai/persistence/testing';
import { type Service, createService } from '@sentinai/service-kit';
import { type TestIssuer, type TokenClaims, startTestIssuer } from '@sentinai/service-kit/testing';
import { governanceConfig } from '../../src/governance.config.ts';
import { GovernanceModule } from '../../src/governance.module.ts';
import { PACK_LIMITS } from '../../src/packs/pack.limits.ts';

export const TENANT = 'TENANT_001';
export const OTHER_TENANT = 'TENANT_002';
export const SUPER_ADMIN: TokenClaims = { roles: ['super_admin'], tenants: [], subject: 'root' };

/** A response body, untyped as from JSON.parse; each test knows what it expects. */
type Body = ReturnType<typeof JSON.parse>;

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Body;
}

export interface Governance {
  database: TestDatabase;
  issuer: TestIssuer;
  service: Service;
  /** Sends a request as an admin of TENANT, unless the claims say otherwise. */
  ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, options?: AskOptions): Promise<Answer>;
  stop(): Promise<void>;
}

export interface AskOptions {
  body?: unknown;
  claims?: TokenClaims;
  /** Headers in addition to the token; `authorization` or `x-api-key` replaces the token. */
  headers?: Record<string, string>;
}

export async function startGovernance(): Promise<Governance> {
  const [database, issuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
  await database.asOwner('insert into tenant (tenant_id, name) values ($1, $1), ($2, $2)', [TENANT, OTHER_TENANT]);
  const env = {
    ...issuer.env,
    DATABASE_URL: database.urlFor('sentinai_governance'),
    KAFKA_BROKERS: process.env.KAFKA_BROKERS,
    LOG_LEVEL: 'silent',
  };
  const options = { name: 'governance', config: governanceConfig, module: GovernanceModule, http: PACK_LIMITS };
  const service = await createService(options, { env });
  return {
    database,
    issuer,
    service,
    async ask(method, url, { body, claims = {}, headers = {} } = {}) {
      const identified = 'x-api-key' in headers || 'authorization' in headers;
      const token = { roles: ['admin'] as const, tenants: [TENANT], subject: 'ann', ...claims };
      const bearer = identified ? {} : await issuer.bearer({ ...token, roles: [...token.roles] });
      const response = await service.app.inject({
        method,
        url,
        headers: { ...bearer, ...headers },
        ...(body !== undefined && { payload: body as object }),
      });
      return {
        status: response.statusCode,
        headers: response.headers,
        body: response.body === '' ? null : response.json(),
      };
    },
    async stop() {
      await service.app.close();
      await Promise.all([database.drop(), issuer.stop()]);
    },
  };
}
