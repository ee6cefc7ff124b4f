/** Latency of the read API over much data: one exception, lists, lists with filters, search, sorts and later pages, counts, tool runs. */
import type { Pool } from 'pg';
import { Pool as HttpPool } from 'undici';
import { BENCH_TENANT_IDS } from '../load/bench-tenants.ts';
import { percentilesOf } from '../measure/percentiles.ts';
import type { QueryResult } from '../report/result.ts';

export interface QueryParts {
  url: string;
  token: string;
  database: Pool;
  signal: AbortSignal;
}

const REQUESTS = 300;
/** Requests before measuring, so that code is compiled and statements are prepared. */
const WARM_UP_REQUESTS = 300;

/** Resources of one exception; the first is the exception itself. */
const ONE = ['', '/events', '/playbook'] as const;
const LISTS = ['', '?limit=100', '?sort=created_at', '?sort=-updated_at', '?status=resolved'] as const;
const COMPLEX = [
  '?status=resolved&severity=high&severity=critical&sort=-amount',
  '?domain=CapitalMarkets&severity=medium&sort=sla_deadline',
  '?type=SETTLEMENT_FAIL&sort=-severity&limit=100',
  '?stage=finished&sla_state=met&sort=-updated_at',
  '?q=apple',
  '?source_system=Recon&sort=amount',
  '?owner=settlements-desk',
  '?entity=Counterparty%20A&status=escalated',
  '?created_from=2026-01-01&created_to=2100-01-01&severity=high',
  '?q=no-such-text-anywhere',
] as const;
/** Supervisors' views, one tenant per request. */
const COUNTS = ['/ops/supervisor', '/ops/pipeline'] as const;
const TOOL_RUNS = ['', '&limit=100', '&status=succeeded', '&status=failed', '&requested_by=user:nobody'] as const;

/** Sends the requests one after the other. @throws Error when a response is not 200 */
export async function measureQueries(parts: QueryParts): Promise<QueryResult[]> {
  const http = new HttpPool(parts.url, { connections: 1 });
  const get = (path: string): Promise<unknown> => answerOf(http, path, parts);
  try {
    const ids = await someExceptions(parts.database);
    const one = (what: string, index: number): string => {
      const { tenant_id, exception_id } = ids[index % ids.length] ?? { tenant_id: '', exception_id: '' };
      return `/api/exceptions/${tenant_id}/${exception_id}${what}`;
    };
    return [
      await timed('one', ONE, (what, index) => get(one(what, index))),
      await timed('list', LISTS, (query, index) => get(`/api/exceptions/${tenantAt(index, LISTS)}${query}`)),
      await timed('complex', COMPLEX, (query, index) => get(`/api/exceptions/${tenantAt(index, COMPLEX)}${query}`)),
      await timed('counts', COUNTS, (path, index) => get(`${path}?tenant_id=${tenantAt(index, COUNTS)}`)),
      await timed('tool runs', TOOL_RUNS, (query, index) =>
        get(`/api/tools/executions?tenant_id=${tenantAt(index, TOOL_RUNS)}${query}`),
      ),
      await timed('later pages', ['?limit=100&cursor=…'], pageTurner(get)),
    ];
  } finally {
    await http.close();
  }
}

/** Sends requests of each kind in turn. */
async function timed(
  name: string,
  kinds: readonly string[],
  ask: (kind: string, index: number) => Promise<unknown>,
): Promise<QueryResult> {
  const kindAt = (index: number): string => kinds[index % kinds.length] ?? '';
  for (let index = 0; index < WARM_UP_REQUESTS; index += 1) await ask(kindAt(index), index);
  const durations: number[] = [];
  for (let index = 0; index < REQUESTS; index += 1) {
    const began = performance.now();
    await ask(kindAt(index), index);
    durations.push(performance.now() - began);
  }
  const byKind = kinds.map((request, kind) => {
    const { p95 } = percentilesOf(durations.filter((_, index) => index % kinds.length === kind));
    return { request, p95 };
  });
  const [slowest = { request: '', p95: 0 }] = byKind.sort((a, b) => b.p95 - a.p95);
  return { name, slowest, ...percentilesOf(durations) };
}

/** Tenants take turns as well, so that every tenant gets every kind of request. */
const tenantAt = (index: number, kinds: readonly string[]): string =>
  BENCH_TENANT_IDS[Math.floor(index / kinds.length) % BENCH_TENANT_IDS.length] ?? '';

/** Pages through one tenant's list. */
function pageTurner(get: (path: string) => Promise<unknown>): () => Promise<unknown> {
  let cursor: string | null = null;
  return async () => {
    const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await get(`/api/exceptions/${BENCH_TENANT_IDS[0] ?? ''}?limit=100${after}`)) as {
      next_cursor?: string;
    };
    cursor = page.next_cursor ?? null;
    return page;
  };
}

async function answerOf(http: HttpPool, path: string, { token, signal }: QueryParts): Promise<unknown> {
  const { statusCode, body } = await http.request({
    method: 'GET',
    path,
    headers: { authorization: `Bearer ${token}` },
    signal,
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`GET ${path} answers ${statusCode}: ${text}`);
  return JSON.parse(text);
}

async function someExceptions(database: Pool): Promise<{ tenant_id: string; exception_id: string }[]> {
  const { rows } = await database.query<{ tenant_id: string; exception_id: string }>(
    `select tenant_id, exception_id from exception tablesample system (0.5) limit $1`,
    [REQUESTS],
  );
  if (rows.length > 0) return rows;
  return (await database.query<{ tenant_id: string; exception_id: string }>(FIRST_ONES, [REQUESTS])).rows;
}

const FIRST_ONES = 'select tenant_id, exception_id from exception limit $1';
