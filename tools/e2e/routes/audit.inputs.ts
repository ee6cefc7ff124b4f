/** Inputs with which each route of audit succeeds. */
import type { RouteInputs } from './input-table.ts';

export const AUDIT_INPUTS: RouteInputs = {
  'GET /audit/events': (world) => ({ query: world.ofTenant() }),
};
