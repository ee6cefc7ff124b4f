/** How each route of governance is called so that it succeeds. */
import type { RouteInputs } from './input-table.ts';

export const GOVERNANCE_INPUTS: RouteInputs = {};
