/** How each route of playbook is called so that it succeeds. */
import type { RouteInputs } from './route-inputs.ts';

export const PLAYBOOK_INPUTS: RouteInputs = {};
