/** How each route of tool is called so that it succeeds. */
import type { RouteInputs } from './route-inputs.ts';

export const TOOL_INPUTS: RouteInputs = {};
