/** `POST /api/exceptions/{tenant_id}/manual` on the real application. */
import { parseJson } from '@sentinai/contracts';
import { SMALL_PACK, type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { type Service, createService, makeApiKey } from '@sentinai/service-kit';
import { type TestIssuer, type TokenClaims, startTestIssuer } from '@sentinai/service-kit/testing';
import { randomUUID } from 'node:crypto';
import { intakeConfig } from '../src/intake.config.ts';
import { IntakeModule } from '../src/intake.module.ts';

const TENANT = 'TENANT_A';
/** Tenant whose source is the system of record. */
const FOLLOWER = 'FOLLOWER';
const TYPE = 'BREAK';

/** A response body, untyped as from JSON.parse; each test knows what it expects. */
type Answer = ReturnType<typeof JSON.parse>;

let database: TestDatabase;
let issuer: TestIssuer;
let service: Service;

beforeAll(async () => {
  [database, issuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
  await createTestTenant(database, TENANT, { domainPack: SMALL_PACK });
  await createTestTenant(database, FOLLOWER, {
    domainPack: {
      ...SMALL_PACK,
      domain: 'Followed',
      normalization: { source_status: '$.state', status: { authority: 'source', map: {}, default: 'open' } },
    },
  });
  const env = {
    ...issuer.env,
    DATABASE_URL: database.urlFor('sentinai_intake'),
    KAFKA_BROKERS: process.env.KAFKA_BROKERS,
    REDIS_URL: process.env.REDIS_URL,
    INTAKE_TENANT_RATE: '100',
    INTAKE_TENANT_BURST: '1000',
    LOG_LEVEL: 'silent',
  };
  service = await createService({ name: 'intake', config: intakeConfig, module: IntakeModule }, { env });
});

afterAll(async () => {
  await service.app.close();
  await Promise.all([database.drop(), issuer.stop()]);
});

interface Sent {
  claims?: TokenClaims;
  headers?: Record<string, string>;
  tenant?: string;
}

async function create(body: unknown, { claims = {}, headers, tenant = TENANT }: Sent = {}) {
  const bearer = headers?.['x-api-key']
    ? {}
    : await issuer.bearer({ subject: 'ann', roles: ['operator'], tenants: [TENANT, FOLLOWER], ...claims });
  const response = await service.app.inject({
    method: 'POST',
    url: `/api/exceptions/${tenant}/manual`,
    headers: { ...bearer, 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.statusCode, headers: response.headers, body: response.json<Answer>() };
}

const A_CASE = { exception_type: TYPE, title: 'A delivery is missing' };

const eventsOf = (exceptionId: string) =>
  database.asOwner<Answer>(
    `select sequence, event_type, actor_type, actor_id, payload::text as payload
     from exception_event where exception_id = $1 order by sequence`,
    [exceptionId],
  );

it('is stored as the person’s event, with the form’s fields where the domain pack finds them', async () => {
  const { status, body, headers } = await create(
    `{"exception_type": "${TYPE}", "title": "A delivery is missing", "description": "Call ann@example.com.", "entity": "ACC-1",
      "amount": 1.10, "currency": "EUR", "occurred_at": "2026-11-20T08:00:00Z", "raw_payload": {"trade": 9007199254740993}}`,
  );

  expect(status).toBe(202);
  expect(headers).toHaveProperty('ratelimit-policy');
  expect(body).toEqual({
    status: 'accepted',
    exception_id: expect.stringMatching(/^EX-\d{4}-/),
    event_id: expect.any(String),
    event_type: 'ManualExceptionCreated',
    status_url: `/api/exceptions/${TENANT}/${body.exception_id}`,
  });
  const events = await eventsOf(body.exception_id);
  expect(events).toMatchObject([
    { sequence: 1, event_type: 'ManualExceptionCreated', actor_type: 'user', actor_id: 'ann' },
  ]);
  expect(JSON.parse(JSON.stringify(parseJson(events[0].payload)))).toMatchObject({
    source_system: 'manual',
    exception_type: TYPE,
    title: 'A delivery is missing',
    entity: 'ACC-1',
    occurred_at: '2026-11-20T08:00:00.000Z',
    raw_payload: { currency: 'EUR', description: 'Call [REDACTED:email].' },
  });
  expect(events[0].payload).toContain('9007199254740993');
  expect(events[0].payload).toMatch(/"amount": ?1\.10/);
});

it('is a new exception each time, unless the key is the same', async () => {
  const key = { 'idempotency-key': 'once' };
  const answers = [
    await create(A_CASE),
    await create(A_CASE),
    await create(A_CASE, { headers: key }),
    await create(A_CASE, { headers: key }),
  ];

  expect(answers.map(({ status, body }) => [status, body.status])).toEqual([
    [202, 'accepted'],
    [202, 'accepted'],
    [202, 'accepted'],
    [202, 'duplicate'],
  ]);
  expect(new Set(answers.map(({ body }) => body.exception_id)).size).toBe(3);
  expect(await create({ ...A_CASE, title: 'Another' }, { headers: key })).toMatchObject({
    status: 409,
    body: { code: 'idempotency_conflict' },
  });
});

it.each<[string, unknown, string]>([
  ['no type', { title: 'x' }, 'exception_type'],
  ['a type that the pack does not have', { ...A_CASE, exception_type: 'INVENTED' }, 'exception_type'],
  ['no title', { exception_type: TYPE }, 'title'],
  ['an empty title', { ...A_CASE, title: '' }, 'title'],
  ['no currency code', { ...A_CASE, currency: 'Euro' }, 'currency'],
  ['an amount in words', { ...A_CASE, amount: 'much' }, 'amount'],
  ['a day that does not exist', { ...A_CASE, occurred_at: '2026-02-30T00:00:00Z' }, 'occurred_at'],
  ['a domain that the tenant does not have', { ...A_CASE, domain: 'Elsewhere' }, 'domain'],
  ['an id', { ...A_CASE, exception_id: 'EX-1' }, 'exception_id'],
  ['a source', { ...A_CASE, source_system: 'Murex' }, 'source_system'],
  ['a list for a payload', { ...A_CASE, raw_payload: [] }, 'raw_payload'],
  ['a description twice', { ...A_CASE, description: 'x', raw_payload: { description: 'y' } }, 'description'],
  ['a list', [A_CASE], ''],
])('refuses %s and names the field', async (_case, body, path) => {
  const answer = await create(body);

  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(new Set(answer.body.errors.map((fault: { path: string }) => fault.path))).toEqual(new Set([path]));
});

it('refuses a domain whose source is the system of record: nobody could ever resolve the exception', async () => {
  const answer = await create(A_CASE, { tenant: FOLLOWER });

  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'domain' }] } });
  expect(answer.body.detail).toMatch(/system of record/);
});

describe('is for people who work on exceptions', () => {
  it('a viewer may not', async () => {
    expect(await create(A_CASE, { claims: { roles: ['viewer'] } })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  it('nor an operator of another tenant', async () => {
    expect(await create(A_CASE, { claims: { tenants: ['OTHER'] } })).toMatchObject({
      status: 403,
      body: { code: 'tenant_forbidden' },
    });
  });

  it('nor an API key, which reports exceptions instead', async () => {
    const id = randomUUID();
    const { key, hash, prefix } = makeApiKey(id);
    await database.asOwner(
      `insert into api_key (tenant_id, id, name, roles, hash, prefix, created_by)
       values ($1, $2, 'feed', '{operator}', $3, $4, 'ann')`,
      [TENANT, id, hash, prefix],
    );

    const answer = await create(A_CASE, { headers: { 'x-api-key': key } });

    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(answer.body.detail).toMatch(/by people/);
  });
});
