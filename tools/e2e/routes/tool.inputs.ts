/** How each route of tool is called so that it succeeds. */
import type { RouteInputs } from './input-table.ts';

export const TOOL_INPUTS: RouteInputs = {};
