import { SERVICE_ROLES } from '@sentinai/persistence';
/** The gateway's responses to bad input, strangers and other tenants: always a problem, never a 500, nothing half-written. */
import { Client } from 'pg';
import { TestStack } from './fixtures/test-stack.ts';

const A = 'TENANT-A';
const B = 'TENANT-B';

const PACK = {
  domain: 'Http',
  exception_types: { BREAK: { default_severity: 'high', sla_minutes: 60 } },
  severity_rules: [],
  tools: {},
  playbooks: [],
};

const item = (fields: object = {}) => ({
  source_system: 'test',
  exception_type: 'BREAK',
  raw_payload: { n: 1 },
  ...fields,
});

describe('the HTTP APIs', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
    for (const tenant of [A, B]) expect(await stack.importPack(PACK, tenant)).toMatchObject({ exitCode: 0 });
    expect(
      await stack.request(B, 'POST', `/api/exceptions/${B}`, { body: item({ exception_id: 'B-1' }) }),
    ).toMatchObject({
      status: 202,
    });
    await stack.settled(B);
  });

  afterAll(() => stack.stop());

  const stored = async () =>
    (
      await stack.sql<{ count: number }>(
        'select count(*)::integer as count from exception_event where tenant_id = $1',
        [A],
      )
    )[0]?.count;

  const single = `/api/exceptions/${A}`;
  const batch = `${single}/batch`;
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  it.each<[string, string, Parameters<TestStack['request']>[3], number, string]>([
    ['broken JSON', single, { raw: '{"source_system":' }, 400, 'invalid_json'],
    ['an empty body', single, { raw: '' }, 400, 'invalid_json'],
    ['no body', single, {}, 400, 'invalid_request'],
    ['an array for one item', single, { body: [item()] }, 400, 'invalid_request'],
    ['a text', single, { body: 'hello' }, 400, 'invalid_request'],
    ['null', single, { body: null }, 400, 'invalid_request'],
    ['a missing field', single, { body: { raw_payload: {} } }, 400, 'invalid_request'],
    ['wrong types', single, { body: item({ amount: 'much', raw_payload: [] }) }, 400, 'invalid_request'],
    ['an unknown field', single, { body: item({ colour: 'red' }) }, 400, 'invalid_request'],
    ['a date that is none', single, { body: item({ occurred_at: '2026-13-45T00:00:00Z' }) }, 400, 'invalid_request'],
    ['an exception id with a space', single, { body: item({ exception_id: 'a b' }) }, 400, 'invalid_request'],
    ['an unknown domain', single, { body: item({ domain: 'Elsewhere' }) }, 400, 'invalid_request'],
    ['a NUL in a text', single, { body: item({ raw_payload: { a: 'x\u0000y' } }) }, 400, 'invalid_request'],
    ['half a surrogate pair', single, { body: item({ raw_payload: { a: '\ud83d' } }) }, 400, 'invalid_request'],
    ['deep nesting', single, { raw: `{"source_system":"t","raw_payload":${nested(5_000)}}` }, 400, 'nesting_too_deep'],
    [
      'a poisoned prototype',
      single,
      { raw: '{"source_system":"t","raw_payload":{"__proto__":{"a":1}}}' },
      400,
      'invalid_json',
    ],
    ['a body of 10 MB', single, { body: item({ raw_payload: { a: 'x'.repeat(10_000_000) } }) }, 413, 'body_too_large'],
    [
      'a payload of 2 MB',
      single,
      { body: item({ raw_payload: { a: 'x'.repeat(2_000_000) } }) },
      400,
      'invalid_request',
    ],
    [
      'another media type',
      single,
      { raw: 'a=1', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_media_type',
    ],
    ['a batch that is no array', batch, { body: { items: [] } }, 400, 'invalid_request'],
    ['a batch of 1,001 items', batch, { body: Array.from({ length: 1_001 }, () => item()) }, 413, 'too_many_items'],
    [
      'an Idempotency-Key without end',
      single,
      { body: item(), headers: { 'idempotency-key': 'k'.repeat(300) } },
      400,
      'invalid_request',
    ],
    ['a tenant id that is none', '/api/exceptions/%20', { body: item() }, 400, 'invalid_request'],
    ['another tenant', `/api/exceptions/${B}`, { body: item() }, 403, 'tenant_forbidden'],
    ['no token', single, { body: item(), headers: { authorization: '' } }, 401, 'unauthenticated'],
    [
      'a token that is none',
      single,
      { body: item(), headers: { authorization: 'Bearer abc' } },
      401,
      'unauthenticated',
    ],
  ])('refuses %s', async (_what, path, options, status, code) => {
    const before = await stored();

    const answer = await stack.request(A, 'POST', path, options);

    expect(answer.body).toMatchObject({ status, code, detail: expect.any(String), instance: expect.any(String) });
    expect(answer).toMatchObject({ status, contentType: expect.stringContaining('application/problem+json') });
    expect(await stored()).toBe(before);
  });

  it('refuses an expired token and says so', async () => {
    const expired = await stack.token(A, 'admin', -120_000);

    const answer = await stack.request(A, 'GET', single, { headers: { authorization: `Bearer ${expired}` } });

    expect(answer).toMatchObject({ status: 401, body: { code: 'token_expired' } });
  });

  it('refuses a viewer who writes', async () => {
    const viewer = await stack.token(A, 'viewer');

    const answer = await stack.request(A, 'POST', single, {
      body: item(),
      headers: { authorization: `Bearer ${viewer}` },
    });

    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('tells a super admin of a tenant that does not exist', async () => {
    const token = await stack.token('*', 'super_admin');

    const answer = await stack.request(A, 'POST', '/api/exceptions/NOBODY', {
      body: item(),
      headers: { authorization: `Bearer ${token}` },
    });

    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown_tenant' } });
  });

  it.each(['/api/exceptions/NOBODY', '/api/exceptions/NOBODY/X', '/ops/pipeline?tenant_id=NOBODY'])(
    'tells on reading %s, too, that there is no such tenant',
    async (path) => {
      expect(await stack.request('NOBODY', 'GET', path)).toMatchObject({
        status: 404,
        body: { code: 'unknown_tenant' },
      });
    },
  );

  it('answers each item of a batch, and stores the good ones', async () => {
    const items = [
      item({ exception_id: 'M-1' }),
      { source_system: 7 },
      item({ exception_id: 'M-1' }),
      item({ exception_id: 'M-1', amount: 5 }),
    ];

    const answer = await stack.request<{ items: object[] }>(A, 'POST', batch, { body: items });

    expect(answer).toMatchObject({ status: 200, body: { accepted: 2, duplicates: 1, rejected: 1 } });
    expect(answer.body.items).toMatchObject([
      { index: 0, status: 'accepted', event_type: 'ExceptionIngested' },
      {
        index: 1,
        status: 'rejected',
        error: {
          code: 'invalid_request',
          errors: expect.arrayContaining([{ path: 'source_system', message: expect.any(String) }]),
        },
      },
      { index: 2, status: 'duplicate' },
      { index: 3, status: 'accepted', event_type: 'SourceUpdateReceived' },
    ]);
  });

  it('takes a stream of JSON lines, broken ones among them', async () => {
    const lines = [
      JSON.stringify(item({ exception_id: 'N-1' })),
      '{"broken',
      '',
      JSON.stringify(item({ exception_id: 'N-2' })),
    ];

    const answer = await stack.request<{ items: object[] }>(A, 'POST', batch, {
      raw: lines.join('\r\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    });

    expect(answer).toMatchObject({ status: 200, body: { accepted: 2, rejected: 1 } });
    expect(answer.body.items[1]).toMatchObject({ status: 'rejected', error: { code: 'invalid_json' } });
  });

  it('answers a repeated Idempotency-Key with the first answer, and refuses it for another body', async () => {
    const headers = { 'idempotency-key': 'order-66' };
    const first = await stack.request(A, 'POST', '/exceptions', { body: item(), headers });

    const again = await stack.request(A, 'POST', '/exceptions', { body: item(), headers });
    const other = await stack.request(A, 'POST', '/exceptions', { body: item({ amount: 2 }), headers });

    expect(first).toMatchObject({
      status: 202,
      body: { status: 'accepted', status_url: expect.stringContaining(`/api/exceptions/${A}/EX-`) },
    });
    expect(again.body).toMatchObject({
      exception_id: first.body.exception_id,
      event_id: first.body.event_id,
      status: 'duplicate',
    });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
  });

  it('has the exception at its status_url as soon as it is accepted', async () => {
    const accepted = await stack.request<{ status_url: string; exception_id: string }>(A, 'POST', '/exceptions', {
      body: item(),
    });

    const answer = await stack.request(A, 'GET', accepted.body.status_url);

    expect(answer).toMatchObject({ status: 200, body: { exception_id: accepted.body.exception_id } });
  });

  it('keeps personal data out of every table', async () => {
    const raw_payload = { contact: 'jane.doe@example.org', note: 'SSN 123-45-6789, card 4111 1111 1111 1111' };

    await stack.request(A, 'POST', single, { body: item({ exception_id: 'PII-1', raw_payload }) });
    await stack.settled(A);

    for (const table of ['exception', 'exception_event']) {
      const rows = await stack.sql(`select t::text as row from ${table} t where exception_id = 'PII-1'`);
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toMatch(/jane\.doe|123-45-6789|4111/);
    }
  });

  describe("for a token of another tenant, B's data", () => {
    it.each([
      ['GET', `/api/exceptions/${B}`],
      ['GET', `/api/exceptions/${B}/B-1`],
      ['GET', `/api/exceptions/${B}/B-1/events`],
      ['GET', `/api/exceptions/${B}/B-1/playbook`],
      ['GET', `/ops/pipeline?tenant_id=${B}`],
      ['POST', `/api/exceptions/${B}`],
      ['POST', `/api/exceptions/${B}/batch`],
    ])('is out of reach over %s %s', async (method, path) => {
      const answer = await stack.request(A, method, path, method === 'POST' ? { body: item() } : {});

      expect(answer).toMatchObject({ status: 403, body: { code: 'tenant_forbidden' } });
    });

    it('cannot be asked for by naming the tenant in the body', async () => {
      const answer = await stack.request(A, 'POST', '/exceptions', { body: item({ tenant_id: B }) });

      expect(answer).toMatchObject({ status: 403, body: { code: 'tenant_forbidden' } });
    });

    it('is not found under the own tenant', async () => {
      expect(await stack.request(A, 'GET', `/api/exceptions/${A}/B-1`)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
    });

    it.each(SERVICE_ROLES)("is hidden from SQL of %s in A's transaction, and without one", async (role) => {
      const client = new Client({ connectionString: stack.roleUrl(role) });
      await client.connect();
      try {
        for (const table of ['tenant', 'exception', 'exception_event', 'pack_activation']) {
          const asked = `select * from ${table} where tenant_id = '${B}'`;
          expect((await client.query(asked)).rows).toEqual([]);
          await client.query(`begin; select set_config('app.tenants', '${A}', true)`);
          expect((await client.query(asked)).rows).toEqual([]);
          await client.query('rollback');
        }
      } finally {
        await client.end();
      }
    });

    it('cannot be changed in SQL of a service', async () => {
      const client = new Client({ connectionString: stack.roleUrl('sentinai_triage') });
      await client.connect();
      try {
        await client.query(`begin; select set_config('app.tenants', '${A}', true)`);
        expect((await client.query(`update exception set title = 'mine' where tenant_id = '${B}'`)).rowCount).toBe(0);
        await client.query('rollback');
        await expect(client.query(`update exception_event set payload = '{}'`)).rejects.toThrow('permission denied');
      } finally {
        await client.end();
      }
    });
  });
});
