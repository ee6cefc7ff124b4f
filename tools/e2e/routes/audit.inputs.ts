/** Inputs with which each route of audit succeeds. */
import type { RouteInputs } from './input-table.ts';

export const AUDIT_INPUTS: RouteInputs = {
  // About exceptions: of the bulk jobs that a stranger starts in its own tenant, the trail repeats the secret that the stranger sent.
  'GET /audit/events': (world) => ({ query: { ...world.ofTenant(), subject_type: 'exception' } }),
};
