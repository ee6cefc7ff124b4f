/**
 * Access to every route of the OpenAPI document: as nobody, as each role, and as the admin of another tenant (the stranger).
 * Only roles named in the document get a 2xx; a stranger learns nothing from a body, a count, an error or the response time.
 * The inputs of the routes are in `routes/<app>.inputs.ts`.
 */
import { createApiClient, ROLES, type Role } from '@sentinai/contracts';
import { AnswerChecker } from '../openapi/answer-checker.ts';
import type { Route } from '../openapi/openapi-document.ts';
import type { RouteInput } from '../openapi/route-input.ts';
import { type ApiAnswer, ApiWorld, DOCUMENT, ROUTES } from './routes/api-world.ts';
import {
  idsOf,
  inTenant,
  namesAnId,
  namesTenant,
  withNowhereIds,
  withOwnWords,
  withoutPath,
  wordsOf,
} from './routes/request-variants.ts';
import { inputFaults, makerOf } from './routes/route-inputs.ts';

/** Minimum number of requests per id when times are compared. */
const TIMED_REQUESTS = 15;
/** Maximum number: a real difference persists over this many requests, whereas other load on the machine passes. */
const MOST_TIMED_REQUESTS = 300;
/** Largest harmless difference between the quickest responses for the two kinds of id. */
const NOISE_FACTOR = 3;
const NOISE_MS = 5;

const guarded = ROUTES.filter(({ operation }) => operation.security !== undefined);
const byName = (routes: readonly Route[]): [string, Route][] => routes.map((route) => [route.name, route]);

describe('access to the API', () => {
  const checker = new AnswerChecker(DOCUMENT);
  const reads = new Map<Route, RouteInput>();
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start();
  });

  afterAll(() => world.stop());

  /** A read is the same for every caller; a write needs a new resource each time. */
  async function inputOf(route: Route, caller: Role = 'admin'): Promise<RouteInput> {
    if (route.method !== 'GET') return makerOf(route)(world, caller);
    const known = reads.get(route) ?? (await makerOf(route)(world, caller));
    reads.set(route, known);
    return known;
  }

  const problemOf = ({ status, body }: ApiAnswer): unknown => ({ status, code: (body as { code?: string })?.code });

  it('has an input for every route', () => {
    expect(inputFaults(ROUTES)).toEqual([]);
  });

  it('serves the committed document at the gateway, and a page to browse it', async () => {
    const { gatewayUrl } = world.stack.stack;

    expect(await (await fetch(`${gatewayUrl}/openapi.json`)).json()).toEqual(DOCUMENT);
    const page = await (await fetch(`${gatewayUrl}/docs`)).text();
    const linked = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
    const statuses = await Promise.all(linked.map(async (path) => (await fetch(gatewayUrl + path)).status));
    expect(statuses).toEqual(linked.map(() => 200));
    expect(page).not.toMatch(/https?:\/\//);
  });

  it('works with the typed client', async () => {
    const api = createApiClient({
      baseUrl: world.stack.stack.gatewayUrl,
      credential: () => world.stack.token(world.tenant, 'viewer'),
    });

    const list = await api.get('/api/exceptions/{tenant_id}', { path: world.ofTenant(), query: { limit: 1 } });
    const refused = await api.get('/api/exceptions/{tenant_id}', { path: { tenant_id: world.stranger } });

    expect(list).toMatchObject({ ok: true, data: { items: [{ entity: world.secret }] } });
    expect(refused).toMatchObject({ ok: false, status: 403, problem: { code: 'tenant_forbidden' } });
  });

  describe.each(byName(guarded))('%s', (_name, route) => {
    const roles = route.operation['x-roles'] ?? [];

    it('is closed to callers without credentials', async () => {
      const answer = await world.call('nobody', route, await inputOf(route));

      expect(problemOf(answer)).toEqual({ status: 401, code: 'unauthenticated' });
    });

    it.each(ROLES)('admits or refuses %s as the access table says', async (role: Role) => {
      const may = roles.includes(role);
      const answer = await world.call(role, route, await inputOf(route, may ? role : 'admin'));

      if (!may) return expect(problemOf(answer)).toEqual({ status: 403, code: 'forbidden' });
      expect(answer.status < 300 ? 'good' : answer.text).toBe('good');
      expect(checker.faults(route, answer)).toEqual([]);
    });

    it("is closed to another tenant's admin, who learns nothing", async () => {
      const input = withOwnWords(await inputOf(route), world.secret);

      const answer = await world.call('stranger', route, input);

      if (namesTenant(input)) expect([403, 404]).toContain(answer.status);
      expect(withoutPath(answer)).not.toContain(world.secret);
      expect(withoutPath(answer)).not.toContain(world.tenant);
    });

    it("shows nothing of this tenant's to another's admin who asks for its own", async () => {
      const input = withOwnWords(inTenant(await inputOf(route), world.stranger), world.secret);

      const answer = await world.call('stranger', route, input);

      if (idsOf(input).length > 0 && roles.includes('admin')) expect(answer.status).toBe(404);
      expect(answer.status).toBeLessThan(500);
      // The text that the stranger searches for may come back.
      const asked = JSON.stringify(input.query ?? {});
      expect(withoutPath(answer).includes(world.secret) && !asked.includes(world.secret)).toBe(false);
      expect(withoutPath(answer)).not.toContain(world.tenant);
    });
  });

  describe('an existing and a nonexistent id', () => {
    const routes = guarded.filter(
      ({ path, operation }) => namesAnId(path) && (operation['x-roles'] ?? []).includes('admin'),
    );

    it.each(byName(routes))('are the same to a stranger: %s', async (_name, route) => {
      const elsewhere = inTenant(await inputOf(route), world.stranger);
      const nowhere = withNowhereIds(elsewhere);
      const times = { elsewhere: [] as number[], nowhere: [] as number[] };
      const areAlike = () => {
        const [faster = 0, slower = 0] = [Math.min(...times.elsewhere), Math.min(...times.nowhere)].sort(
          (a, b) => a - b,
        );
        return slower < faster * NOISE_FACTOR + NOISE_MS;
      };

      for (let round = 0; round < (areAlike() ? TIMED_REQUESTS : MOST_TIMED_REQUESTS); round += 1) {
        const there = await timed(() => world.call('stranger', route, elsewhere), times.elsewhere);
        const none = await timed(() => world.call('stranger', route, nowhere), times.nowhere);
        expect(wordsOf(there, elsewhere)).toEqual(wordsOf(none, nowhere));
      }

      expect({ ...times, alike: areAlike() }).toMatchObject({ alike: true });
    });
  });

  it('counts nothing of other tenants for an empty tenant', async () => {
    const token = await world.stack.token(world.empty);
    const api = createApiClient({ baseUrl: world.stack.stack.gatewayUrl, credential: () => token });

    const list = await api.get('/api/exceptions/{tenant_id}', { path: { tenant_id: world.empty } });
    const pipeline = await api.get('/ops/pipeline');
    const supervisor = await api.get('/ops/supervisor');

    expect(list).toMatchObject({ ok: true, data: { items: [], total: 0 } });
    expect(pipeline).toMatchObject({ ok: true, data: { total: 0, in_flight: 0, dead_letters: 0 } });
    expect(supervisor).toMatchObject({ ok: true, data: { unresolved: 0, newest: { exceptions: 0 } } });
  });
});

async function timed(ask: () => Promise<ApiAnswer>, times: number[]): Promise<ApiAnswer> {
  const began = performance.now();
  const answer = await ask();
  times.push(performance.now() - began);
  return answer;
}
