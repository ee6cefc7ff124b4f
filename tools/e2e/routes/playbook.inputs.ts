/** How each route of playbook is called so that it succeeds. */
import type { RouteInputs } from './input-table.ts';

export const PLAYBOOK_INPUTS: RouteInputs = {};
