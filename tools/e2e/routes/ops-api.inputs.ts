/** How each route of ops-api is called so that it succeeds. */
import type { ApiWorld } from './api-world.ts';
import type { RouteInputs } from './input-table.ts';

const aPlaybook = async (world: ApiWorld) => ({
  path: await world.row<{ playbook_id: number }>(
    'select playbook_ids[1] as playbook_id from pack_activation where tenant_id = $1',
  ),
  query: world.ofTenant(),
});

export const OPS_API_INPUTS: RouteInputs = {
  'GET /api/playbooks': (world) => ({ query: world.ofTenant() }),
  'GET /api/playbooks/{playbook_id}': aPlaybook,
  'GET /api/playbooks/{playbook_id}/versions': aPlaybook,
  'GET /api/exceptions/{tenant_id}': (world) => ({ path: world.ofTenant(), query: { severity: ['high', 'low'] } }),
  'GET /api/exceptions/{tenant_id}/{exception_id}': (world) => ({ path: world.ofCase() }),
  'GET /api/exceptions/{tenant_id}/{exception_id}/events': (world) => ({ path: world.ofCase() }),
  'GET /api/exceptions/{tenant_id}/{exception_id}/playbook': (world) => ({ path: world.ofCase() }),
  'GET /ops/pipeline': (world) => ({ query: world.ofTenant() }),
};
