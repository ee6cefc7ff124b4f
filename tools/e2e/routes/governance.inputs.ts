/** Inputs with which each route of governance succeeds. */
import { type ApiWorld, PACK, WORLD } from './api-world.ts';
import type { MakeInput, RouteInputs } from './input-table.ts';

const aKey = { name: 'of a test', roles: ['viewer'] };
const because = { reason: 'A test' };
const versions = { from: 1, to: 1 };
const inDomain = { domain: PACK.domain };

async function keyOf(world: ApiWorld): Promise<{ api_key_id: string }> {
  const made = await world.ask(`POST /api/api-keys?tenant_id=${world.tenant}`, aKey);
  return { api_key_id: made.id ?? '' };
}

const activate = (world: ApiWorld, version: number): Promise<unknown> =>
  world.ask(`POST /api/packs/${PACK.domain}/activate`, { tenant_id: world.tenant, domain_pack_version: version });

const aboutNewTenant: MakeInput = async (world) => ({ path: { tenant_id: await world.newTenant() }, body: because });

export const GOVERNANCE_INPUTS: RouteInputs = {
  'GET /api/api-keys': (world) => ({ query: world.ofTenant() }),
  'POST /api/api-keys': (world) => ({ query: world.ofTenant(), body: aKey }),
  'DELETE /api/api-keys/{api_key_id}': async (world) => ({ path: await keyOf(world), query: world.ofTenant() }),
  'POST /api/api-keys/{api_key_id}/rotate': async (world) => ({
    path: await keyOf(world),
    query: world.ofTenant(),
    body: { grace_seconds: 0 },
  }),
  'GET /api/packs': (world) => ({ query: world.ofTenant() }),
  'POST /api/packs/import': (world) => ({
    body: { ...world.ofTenant(), pack: { ...PACK, domain: `${WORLD}${world.next()}` } },
  }),
  'POST /api/packs/validate': () => ({ body: { pack: PACK } }),
  'POST /api/packs/{domain}/activate': (world) => ({
    path: inDomain,
    body: { ...world.ofTenant(), domain_pack_version: 1 },
  }),
  'GET /api/packs/{domain}/diff': (world) => ({ path: inDomain, query: { ...world.ofTenant(), from: 1, to: 2 } }),
  'POST /api/packs/{domain}/roll-back': async (world) => {
    await activate(world, 2);
    await activate(world, 1);
    return { path: inDomain, body: world.ofTenant() };
  },
  'GET /api/packs/{domain}/versions': (world) => ({ path: inDomain, query: world.ofTenant() }),
  'GET /api/packs/{domain}/versions/{version}': (world) => ({
    path: { ...inDomain, version: 1 },
    query: world.ofTenant(),
  }),
  'GET /api/tenants': () => ({}),
  'POST /api/tenants': (world) => ({ body: { tenant_id: `${WORLD}-${world.next()}`, name: 'Made by a test' } }),
  'GET /api/tenants/{tenant_id}': (world) => ({ path: world.ofTenant() }),
  'PATCH /api/tenants/{tenant_id}': (world) => ({ path: world.ofTenant(), body: { retention_days: 400 } }),
  'GET /api/tenants/{tenant_id}/activations': (world) => ({ path: world.ofTenant() }),
  'GET /api/tenants/{tenant_id}/activations/{domain}': (world) => ({ path: { ...world.ofTenant(), ...inDomain } }),
  'POST /api/tenants/{tenant_id}/archive': aboutNewTenant,
  'POST /api/tenants/{tenant_id}/suspend': aboutNewTenant,
  'POST /api/tenants/{tenant_id}/resume': async (world) => {
    const tenant_id = await world.newTenant();
    await world.ask(`POST /api/tenants/${tenant_id}/suspend`, because, 'super_admin');
    return { path: { tenant_id }, body: because };
  },
  'GET /api/tenants/{tenant_id}/policy-packs': (world) => ({ path: world.ofTenant() }),
  'GET /api/tenants/{tenant_id}/policy-packs/{domain}/diff': (world) => ({
    path: { ...world.ofTenant(), ...inDomain },
    query: versions,
  }),
  'GET /api/tenants/{tenant_id}/policy-packs/{domain}/versions': (world) => ({
    path: { ...world.ofTenant(), ...inDomain },
  }),
  'GET /api/tenants/{tenant_id}/policy-packs/{domain}/versions/{version}': (world) => ({
    path: { ...world.ofTenant(), ...inDomain, version: 1 },
  }),
};
