/**
 * Inputs with which a test calls each route successfully. The OpenAPI document provides everything else.
 *
 * A new route needs a line in the table of its app, `<app>.inputs.ts`: `'POST /api/things/{thing_id}': (world) => ({ … })`.
 * Without it the access tests and the fuzzer fail and name the route.
 */
import type { Route } from '../../openapi/openapi-document.ts';
import { AUDIT_INPUTS } from './audit.inputs.ts';
import { GOVERNANCE_INPUTS } from './governance.inputs.ts';
import type { MakeInput, RouteInputs } from './input-table.ts';
import { INTAKE_INPUTS } from './intake.inputs.ts';
import { OPS_API_INPUTS } from './ops-api.inputs.ts';
import { PLAYBOOK_INPUTS } from './playbook.inputs.ts';
import { TOOL_INPUTS } from './tool.inputs.ts';

/** One table for each app that has routes. */
export const INPUTS: Readonly<Record<string, RouteInputs>> = {
  audit: AUDIT_INPUTS,
  governance: GOVERNANCE_INPUTS,
  intake: INTAKE_INPUTS,
  'ops-api': OPS_API_INPUTS,
  playbook: PLAYBOOK_INPUTS,
  tool: TOOL_INPUTS,
};

/** Returns messages about routes without an input and inputs without a route. */
export function inputFaults(routes: readonly Route[]): string[] {
  const missing = routes
    .filter(({ name, operation }) => !inputOf(name, operation['x-app']))
    .map(({ name, operation }) => `${name} has no line in tools/e2e/routes/${operation['x-app']}.inputs.ts`);
  const known = new Set(routes.map(({ name, operation }) => `${operation['x-app']} ${name}`));
  const stale = Object.entries(INPUTS).flatMap(([app, inputs]) =>
    Object.keys(inputs)
      .filter((name) => !known.has(`${app} ${name}`))
      .map((name) => `tools/e2e/routes/${app}.inputs.ts has a line for ${name}, which ${app} does not serve`),
  );
  return [...missing, ...stale];
}

/** @throws Error when the route has no input */
export function makerOf({ name, operation }: Route): MakeInput {
  const make = inputOf(name, operation['x-app']);
  if (!make) throw new Error(`${name} has no line in tools/e2e/routes/${operation['x-app']}.inputs.ts`);
  return make;
}

const inputOf = (name: string, app = ''): MakeInput | undefined => INPUTS[app]?.[name];
