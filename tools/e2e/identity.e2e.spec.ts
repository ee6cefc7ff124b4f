/** Authentication: people through the identity provider, machines with client credentials or API keys; everybody else is refused. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { importJWK, SignJWT } from 'jose';
import { Kafka, logLevel } from 'kafkajs';
import type { DevelopmentIdentities } from '../local-stack/identity/development-identities.ts';
import { IDENTITY_TENANTS } from './fixtures/identity-tenants.ts';
import { OidcClient } from './fixtures/oidc-client.ts';
import { TestStack, until } from './fixtures/test-stack.ts';

const [TENANT, OTHER_TENANT] = IDENTITY_TENANTS;
const LIST = `/api/exceptions/${TENANT}`;
const PACK = {
  domain: 'Identity',
  exception_types: { BREAK: { default_severity: 'high', sla_minutes: 60 } },
  severity_rules: [],
  tools: {},
  playbooks: [],
};
const ITEM = { source_system: 'test', exception_type: 'BREAK', raw_payload: { n: 1 } };

let stack: TestStack;
let oidc: OidcClient;
let identities: DevelopmentIdentities;

beforeAll(async () => {
  stack = await TestStack.shared();
  oidc = new OidcClient(stack.stack.issuer);
  identities = JSON.parse(readFileSync(join(stack.folder, 'state', 'identity.json'), 'utf8')) as DevelopmentIdentities;
  for (const tenant of [TENANT, OTHER_TENANT]) await stack.importPack(PACK, tenant);
});
afterAll(() => stack.stop());

/** Returns the status of a request with this credential, and the code of its problem. */
const ask = async (credential: Record<string, string>, method = 'GET', path = LIST, body?: object) => {
  const answer = await fetch(stack.stack.gatewayUrl + path, {
    method,
    body: body && JSON.stringify(body),
    headers: { ...credential, ...(body && { 'content-type': 'application/json' }) },
  });
  return { status: answer.status, body: (await answer.json()) as { code?: string } };
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const passwordOf = (login: string) => identities.users.find((user) => user.login === login)?.password ?? '';

describe('a person', () => {
  const operator = 'operator@identity.local';

  it('logs in by authorization code with PKCE, and the APIs take the token, as far as its role and tenants go', async () => {
    const { access_token } = await oidc.logIn(operator, passwordOf(operator));

    expect(await ask(bearer(access_token))).toMatchObject({ status: 200 });
    expect(await ask(bearer(access_token), 'POST', LIST, ITEM)).toMatchObject({ status: 202 });
    expect(await ask(bearer(access_token), 'GET', `/api/exceptions/${OTHER_TENANT}`)).toMatchObject({
      status: 403,
      body: { code: 'tenant_forbidden' },
    });
    expect(await ask(bearer(access_token), 'GET', '/api/api-keys')).toMatchObject({ status: 403 });
  });

  it('stays logged in with a refresh token, and the ID token opens no API', async () => {
    const { id_token = '', refresh_token = '' } = await oidc.logIn(operator, passwordOf(operator));
    const renewed = await oidc.refresh(refresh_token);

    expect(await ask(bearer(renewed.access_token))).toMatchObject({ status: 200 });
    expect(await ask(bearer(id_token))).toMatchObject({ status: 401 });
  });

  it('is not logged in with a wrong password, and a stolen code is worth nothing without its verifier', async () => {
    const code = await oidc.authorize(randomBytes(32).toString('base64url'), {
      login: operator,
      password: passwordOf(operator),
    });
    const stolen = oidc.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'http://localhost:5199/auth/callback',
      code_verifier: randomBytes(32).toString('base64url'),
    });

    await expect(stolen).rejects.toThrow('invalid_grant');
    await expect(oidc.logIn(operator, 'wrong')).rejects.toThrow('401');
  });
});

it('a machine gets a token by client credentials', async () => {
  const machine = identities.machines.find(({ tenants }) => tenants.includes(TENANT));
  const { access_token } = await oidc.token({ grant_type: 'client_credentials' }, machine);

  expect(await ask(bearer(access_token), 'POST', LIST, ITEM)).toMatchObject({ status: 202 });
});

it('a token of npm run token and one of the provider are checked with the same keys', async () => {
  expect(await ask(bearer(await stack.token(TENANT)))).toMatchObject({ status: 200 });
});

it.each([
  ['for another audience', { audience: 'elsewhere' }, 'unauthenticated'],
  ['of another issuer', { issuer: 'http://localhost:1' }, 'unauthenticated'],
  ['that has expired', { expiresAt: Date.now() / 1_000 - 120 }, 'token_expired'],
])('no API takes a token %s, though the key that signed it is right', async (_, wrong, code) => {
  const { issuer, audience, expiresAt } = {
    issuer: stack.stack.issuer,
    audience: 'sentinai',
    expiresAt: Date.now() / 1_000 + 60,
    ...wrong,
  };
  const key = JSON.parse(readFileSync(join(stack.folder, 'state', 'keys', 'private.jwk.json'), 'utf8'));
  const token = await new SignJWT({ roles: ['admin'], tenants: [TENANT] })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid })
    .setSubject('eve')
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(Math.floor(expiresAt))
    .sign(await importJWK(key, 'ES256'));

  for (const [method, path] of [
    ['GET', LIST],
    ['POST', LIST],
    ['GET', '/api/api-keys'],
  ] as const) {
    expect(await ask(bearer(token), method, path, method === 'POST' ? ITEM : undefined)).toMatchObject({
      status: 401,
      body: { code },
    });
  }
});

describe('an API key', () => {
  interface Key {
    id: string;
    key: string;
    last_used_at: string | null;
    status: string;
  }
  const make = async (roles: string[]): Promise<Key> =>
    (await stack.request<Key>(TENANT, 'POST', '/api/api-keys', { body: { name: 'e2e', roles } })).body;
  const listed = async (id: string): Promise<Key | undefined> => {
    const { body } = await stack.request<{ items: Key[] }>(TENANT, 'GET', '/api/api-keys');
    return body.items.find((key) => key.id === id);
  };
  const using = (key: Key) => ({ 'x-api-key': key.key });

  it('is shown once and stored hashed', async () => {
    const made = await make(['operator']);
    const secret = made.key.slice(-39);
    const [row] = await stack.sql<{ hash: Buffer }>('select hash from api_key where id = $1', [made.id]);
    const everything = await stack.sql(
      'select api_key::text, (select string_agg(o::text, $$$$) from outbox o) from api_key',
    );

    expect(row?.hash).toEqual(createHash('sha256').update(made.key).digest());
    expect(JSON.stringify([everything, await listed(made.id)])).not.toContain(secret);
    for (const log of ['governance', 'gateway']) {
      expect(readFileSync(join(stack.folder, 'state', 'logs', `${log}.log`), 'utf8')).not.toContain(secret);
    }
  });

  it('opens every API, by either header, for its tenant and its roles only', async () => {
    const operator = await make(['operator']);
    const viewer = await make(['viewer']);

    expect(await ask(using(operator))).toMatchObject({ status: 200 });
    expect(await ask(bearer(operator.key), 'POST', LIST, ITEM)).toMatchObject({ status: 202 });
    expect(await ask(using(viewer), 'POST', LIST, ITEM)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await ask(using(operator), 'GET', '/api/api-keys')).toMatchObject({ status: 403 });
    expect(await ask(using(operator), 'GET', `/api/exceptions/${OTHER_TENANT}`)).toMatchObject({
      status: 403,
      body: { code: 'tenant_forbidden' },
    });
  });

  it('says when it was last used', async () => {
    const key = await make(['viewer']);
    const before = await listed(key.id);
    await ask(using(key));
    await until('the use is noted', 5_000, async () => (await listed(key.id))?.last_used_at !== null);
    const after = await listed(key.id);

    expect(before?.last_used_at).toBeNull();
    expect(Math.abs(Date.parse(after?.last_used_at ?? '') - Date.now())).toBeLessThan(10_000);
  });

  it('is rotated: the new one works at once, the old one until its grace is over', async () => {
    const old = await make(['viewer']);
    const { body: renewed } = await stack.request<Key>(TENANT, 'POST', `/api/api-keys/${old.id}/rotate`, {
      body: { grace_seconds: 3 },
    });
    const during = [await ask(using(old)), await ask(using(renewed))];
    // Services may cache the old key for five seconds, but they knew its expiry from the start.
    await delay(3_100);
    const afterwards = [await ask(using(old)), await ask(using(renewed))];

    expect(during).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(afterwards).toMatchObject([{ status: 401, body: { code: 'unauthenticated' } }, { status: 200 }]);
  });

  it('stops everywhere within five seconds of being revoked', async () => {
    const key = await make(['operator']);
    const everywhere = () => Promise.all([ask(using(key)), ask(using(key), 'POST', LIST, ITEM)]);
    const before = await everywhere();
    const { status } = await stack.request(TENANT, 'DELETE', `/api/api-keys/${key.id}`);
    await delay(5_000);
    const after = await everywhere();

    expect(before).toMatchObject([{ status: 200 }, { status: 202 }]);
    expect(status).toBe(204);
    expect(after).toMatchObject([{ status: 401 }, { status: 401 }]);
  });

  it('leaves on the record who made, rotated and revoked it, without the secret', async () => {
    const key = await make(['viewer']);
    const rotated = await stack.request<Key>(TENANT, 'POST', `/api/api-keys/${key.id}/rotate`, { body: {} });
    await stack.request(TENANT, 'DELETE', `/api/api-keys/${rotated.body.id}`);
    const records = await auditRecords((seen) => seen.some(isAbout(rotated.body.id, 'api_key.revoked')));

    for (const [id, action] of [
      [key.id, 'api_key.created'],
      [rotated.body.id, 'api_key.rotated'],
      [rotated.body.id, 'api_key.revoked'],
    ] as const) {
      expect(records.find(isAbout(id, action))).toMatchObject({
        actor_id: `admin@${TENANT}.test`,
        subject_type: 'api_key',
        request_id: expect.any(String),
      });
    }
    expect(JSON.stringify(records)).not.toContain(key.key.slice(-39));
  });
});

interface AuditRecord {
  action: string;
  subject_id: string;
}

const isAbout = (id: string, action: string) => (record: AuditRecord) =>
  record.subject_id === id && record.action === action;

/** Reads the audit topic until the condition holds. */
async function auditRecords(enough: (seen: AuditRecord[]) => boolean): Promise<AuditRecord[]> {
  const brokers = stack.stack.kafkaBrokers.split(',');
  const consumer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).consumer({ groupId: `test.${randomUUID()}` });
  const seen: AuditRecord[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic: 'audit.recorded', fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void seen.push(JSON.parse(String(message.value))) });
  try {
    await until('the audit records are published', 20_000, async () => enough(seen));
  } finally {
    await consumer.disconnect();
  }
  return seen;
}
