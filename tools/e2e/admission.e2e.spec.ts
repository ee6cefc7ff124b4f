/** Admission at intake: a tenant's rate, a stream that exceeds it, a pipeline with a backlog, an unavailable Redis. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../local-stack/stack.ts';
import { type Answer, TestStack, until } from './fixtures/test-stack.ts';

const RATE = 100;
const BURST = 200;
const CEILING = 2_500;
const TENANTS = ['SINGLE', 'ARRAY', 'STREAM', 'GREEDY', 'MODEST', 'OTHER', 'NO_REDIS'];

const pack = { domain: 'D', exception_types: { T: {} }, severity_rules: [], tools: {}, playbooks: [] };
const item = { source_system: 's', exception_type: 'T', raw_payload: {} };

interface BatchAnswer {
  items: { status: string; error?: { code: string; detail: string } }[];
  accepted: number;
  rejected: number;
}

describe('admission', () => {
  let stack: TestStack<Stack>;

  beforeAll(async () => {
    // Nobody consumes what intake normalizes, so all of it is backlog.
    stack = await TestStack.start(['intake'], {
      intake: {
        INTAKE_TENANT_RATE: String(RATE),
        INTAKE_TENANT_BURST: String(BURST),
        BACKLOG_CEILING: String(CEILING),
      },
    });
    for (const tenant of TENANTS) expect(await stack.importPack(pack, tenant)).toMatchObject({ exitCode: 0 });
  }, 300_000);

  afterAll(() => stack.stop());

  const batch = (tenant: string, items: number): Promise<Answer<BatchAnswer>> =>
    stack.request<BatchAnswer>(tenant, 'POST', `/api/exceptions/${tenant}/batch`, {
      body: Array.from({ length: items }, () => item),
    });
  const single = (tenant: string) => stack.request(tenant, 'POST', `/api/exceptions/${tenant}`, { body: item });
  const stored = async (tenant: string): Promise<number> =>
    (await stack.sql(`select from exception where tenant_id = $1`, [tenant])).length;
  const readiness = async () => {
    const response = await fetch(`http://127.0.0.1:${stack.stack.app('intake').port}/readyz`);
    const { checks } = (await response.json()) as { checks: { admission: { limits: string; backlog: number } } };
    return { ...checks.admission, status: response.status };
  };

  it('admits or refuses a batch as a whole, and says how much is left and when to retry', async () => {
    const first = await batch('ARRAY', BURST);
    const refused = await batch('ARRAY', BURST);

    expect(first).toMatchObject({ status: 200, body: { accepted: BURST } });
    expect(first.headers.get('ratelimit-policy')).toBe(`"items-per-tenant";q=${BURST};w=2`);
    expect(first.headers.get('ratelimit')).toMatch(/^"items-per-tenant";r=\d+;t=\d$/);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited', title: 'Too many requests' } });
    expect(refused.contentType).toContain('application/problem+json');
    const seconds = Number(refused.headers.get('retry-after'));
    expect([1, 2]).toContain(seconds);
    expect(await stored('ARRAY')).toBe(BURST);

    await delay(seconds * 1_000);
    expect(await batch('ARRAY', BURST)).toMatchObject({ status: 200 });
  });

  it('refuses single reports too, of this tenant only', async () => {
    // A full bucket admits more than a burst, at the cost of a longer wait until the next item.
    await batch('SINGLE', 1_000);

    const refused = await single('SINGLE');
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await single('STREAM')).toMatchObject({ status: 202 });
  });

  it('stores the part of a stream before the limit, and refuses the rest item by item', async () => {
    await delay(1_000);
    const raw = `${JSON.stringify(item)}\n`.repeat(1_200);
    const headers = { 'content-type': 'application/x-ndjson' };
    const path = '/api/exceptions/STREAM/batch';
    const before = await stored('STREAM');

    const { status, body } = await stack.request<BatchAnswer>('STREAM', 'POST', path, { raw, headers });

    expect(status).toBe(200);
    expect([body.accepted, body.rejected]).toEqual([500, 700]);
    expect(body.items.slice(500).every(({ error }) => error?.code === 'rate_limited')).toBe(true);
    expect(body.items[500]?.error?.detail).toMatch(/Retry in \d+ s\./);
    expect(await stored('STREAM')).toBe(before + 500);
    expect(await stack.request('STREAM', 'POST', path, { raw, headers })).toMatchObject({ status: 429 });
  });

  it('refuses tenants over their share while the pipeline is behind, then everybody', async () => {
    const refusedFor = async (tenant: string, items: number): Promise<string> => {
      const { status, body } = await batch(tenant, items);
      return status === 429 ? String((body as unknown as { detail: string }).detail) : '';
    };
    await until('the pipeline is behind', 60_000, async () => {
      await batch('GREEDY', 100);
      return (await readiness()).backlog >= CEILING;
    });
    await batch('MODEST', 1);
    await until('the greedy is refused for its share', 20_000, async () => {
      return /more than its share/.test(await refusedFor('GREEDY', 100));
    });
    expect(await batch('MODEST', 1)).toMatchObject({ status: 200 });

    await until('the pipeline is far behind', 60_000, async () => {
      await Promise.all(['OTHER', 'ARRAY', 'NO_REDIS'].map((tenant) => batch(tenant, 1_000)));
      return (await readiness()).backlog >= 2 * CEILING;
    });
    await until('all are refused', 10_000, async () =>
      /backlog of the pipeline is too large/.test(await refusedFor('MODEST', 1)),
    );
  });

  it('counts admitted and refused items, by reason', async () => {
    const { text } = await metrics();

    expect(text).toMatch(/sentinai_admission_items_total\{result="rate_limit",.*\} [1-9]/);
    expect(text).toMatch(/sentinai_admission_items_total\{result="fair_share",.*\} [1-9]/);
    expect(text).toMatch(/sentinai_admission_items_total\{result="backlog",.*\} [1-9]/);
  });

  it('applies the limit per copy while Redis is unavailable, and stays ready', async () => {
    if (!stack.stack.redis) throw new Error('This test needs a Redis of its own');
    await stack.stack.redis.stop();

    await until('it is noticed', 20_000, async () => {
      await single('NO_REDIS');
      return (await readiness()).limits.startsWith('of this copy');
    });
    expect((await readiness()).status).toBe(200);
    expect((await metrics()).text).toMatch(/sentinai_admission_local\{.*\} 1/);

    await stack.stack.redis.start();
    await until('it is noticed that Redis is back', 20_000, async () => {
      await single('NO_REDIS');
      return (await readiness()).limits === 'of all copies';
    });
  });

  const metrics = async () => {
    const response = await fetch(`http://127.0.0.1:${stack.stack.app('intake').port}/metrics`);
    return { text: await response.text() };
  };
});
