/** How each route of governance is called so that it succeeds. */
import type { RouteInputs } from './route-inputs.ts';

export const GOVERNANCE_INPUTS: RouteInputs = {};
