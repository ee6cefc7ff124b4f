/** While the database is down, clients are told to retry; when it is back, requests work again. */
import { createService } from '@sentinai/service-kit';
import { opsApiConfig } from '../src/ops-api.config.ts';
import { OpsApiModule } from '../src/ops-api.module.ts';
import { startLink } from './testing/breakable-link.ts';
import { type OpsApi, startOpsApi, TENANT } from './testing/ops-api.ts';

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
});

afterAll(() => api.stop());

it('answers 503 with Retry-After during an outage, and 200 after it', async () => {
  const link = await startLink(api.database.urlFor('sentinai_ops_api'));
  const env = {
    ...api.issuer.env,
    DATABASE_URL: link.url,
    KAFKA_BROKERS: process.env.KAFKA_BROKERS,
    LOG_LEVEL: 'silent',
  };
  const { app } = await createService({ name: 'ops-api', config: opsApiConfig, module: OpsApiModule }, { env });
  const headers = await api.issuer.bearer({ roles: ['viewer'] });
  const ask = () => app.inject({ method: 'GET', url: `/api/exceptions/${TENANT}`, headers });
  const before = await ask();
  await link.cut();
  const during = await Promise.all([ask(), ask(), ask()]);
  await link.mend();
  const after = await ask();
  await app.close();
  await link.cut();

  expect([before.statusCode, after.statusCode]).toEqual([200, 200]);
  for (const answer of during) {
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
  }
});
