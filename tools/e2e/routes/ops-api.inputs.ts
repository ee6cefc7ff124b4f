/** How each route of ops-api is called so that it succeeds. */
import type { RouteInputs } from './input-table.ts';

export const OPS_API_INPUTS: RouteInputs = {
  'GET /api/exceptions/{tenant_id}': (world) => ({ path: world.ofTenant(), query: { severity: ['high', 'low'] } }),
  'GET /api/exceptions/{tenant_id}/{exception_id}': (world) => ({ path: world.ofCase() }),
  'GET /api/exceptions/{tenant_id}/{exception_id}/events': (world) => ({ path: world.ofCase() }),
  'GET /api/exceptions/{tenant_id}/{exception_id}/playbook': (world) => ({ path: world.ofCase() }),
  'GET /ops/pipeline': (world) => ({ query: world.ofTenant() }),
};
