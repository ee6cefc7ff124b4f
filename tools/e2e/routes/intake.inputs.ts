/** Inputs with which each route of intake succeeds. */
import type { RouteInputs } from './input-table.ts';

export const INTAKE_INPUTS: RouteInputs = {
  'POST /exceptions': (world) => ({ body: { ...world.newItem(), tenant_id: world.tenant } }),
  'POST /api/exceptions/{tenant_id}': (world) => ({ path: world.ofTenant(), body: world.newItem() }),
  'POST /api/exceptions/{tenant_id}/manual': (world) => ({ path: world.ofTenant(), body: world.newManualException() }),
  'POST /api/exceptions/{tenant_id}/batch': (world) => ({
    path: world.ofTenant(),
    body: [world.newItem(), world.newItem()],
  }),
};
