/** Inputs with which each route of ops-api succeeds. */
import type { Role } from '@sentinai/contracts';
import { until } from '../fixtures/test-stack.ts';
import type { ApiWorld } from './api-world.ts';
import type { MakeInput, RouteInputs } from './input-table.ts';
import { playbookOf } from './playbook.inputs.ts';
import { runOf, toolOf } from './tool.inputs.ts';

const CASE = '/api/exceptions/{tenant_id}/{exception_id}';

/** Input for a command to an unused case. */
const command =
  (body: (secret: string) => object): MakeInput =>
  (world) => ({ path: world.ofUntouchedCase(), body: body(world.secret) });

async function commandOf(world: ApiWorld): Promise<Record<string, string>> {
  const path = world.ofUntouchedCase();
  const line = `POST /api/exceptions/${path.tenant_id}/${path.exception_id}/comment`;
  const { command_id } = await world.ask(line, { comment: world.secret });
  return { ...path, command_id: command_id ?? '' };
}

async function resolvedCase(world: ApiWorld): Promise<{ tenant_id: string; exception_id: string }> {
  const path = world.ofUntouchedCase();
  const line = `/api/exceptions/${path.tenant_id}/${path.exception_id}`;
  await world.ask(`POST ${line}/resolve`, { resolution: world.secret });
  await until(`${path.exception_id} is resolved`, 20_000, async () => {
    return (await world.ask(`GET ${line}`)).status === 'resolved';
  });
  return path;
}

const aJob = (world: ApiWorld, exceptionIds = [world.ofCase().exception_id]): object => ({
  command: 'comment',
  exception_ids: exceptionIds,
  note: world.secret,
});

/** Returns so many ids that the job does not finish before it is cancelled. */
const manyIds = (): string[] => Array.from({ length: 5_000 }, (_, index) => `NOWHERE-${index}`);

async function jobOf(world: ApiWorld, exceptionIds?: string[]): Promise<{ job_id: string }> {
  const line = `POST /api/bulk-jobs?tenant_id=${world.tenant}`;
  return { job_id: (await world.ask(line, aJob(world, exceptionIds))).job_id ?? '' };
}

const aView = (world: ApiWorld, shared = false): object => ({
  name: world.newName(),
  shared,
  query: { q: world.secret },
});

async function viewOf(world: ApiWorld, owner: Role, shared = false): Promise<{ view_id: string }> {
  const line = `POST /api/views?tenant_id=${world.tenant}`;
  return { view_id: (await world.ask(line, aView(world, shared), owner)).view_id ?? '' };
}

const aPlaybook: MakeInput = async (world) => ({ path: await playbookOf(world), query: world.ofTenant() });

export const OPS_API_INPUTS: RouteInputs = {
  'GET /api/playbooks': (world) => ({ query: world.ofTenant() }),
  'GET /api/playbooks/{playbook_id}': aPlaybook,
  'GET /api/playbooks/{playbook_id}/versions': aPlaybook,
  'GET /api/exceptions/{tenant_id}': (world) => ({ path: world.ofTenant(), query: { severity: ['high', 'low'] } }),
  [`GET ${CASE}`]: (world) => ({ path: world.ofCase() }),
  [`GET ${CASE}/events`]: (world) => ({ path: world.ofCase() }),
  [`GET ${CASE}/playbook`]: (world) => ({ path: world.ofCase() }),
  [`GET ${CASE}/commands/{command_id}`]: async (world) => ({ path: await commandOf(world) }),
  [`POST ${CASE}/assign`]: command((secret) => ({ owner: secret })),
  [`POST ${CASE}/comment`]: command((secret) => ({ comment: secret })),
  [`POST ${CASE}/escalate`]: command((secret) => ({ reason: secret })),
  [`POST ${CASE}/resolve`]: command((secret) => ({ resolution: secret })),
  [`POST ${CASE}/severity`]: command((secret) => ({ severity: 'low', reason: secret })),
  [`POST ${CASE}/triage`]: command((secret) => ({ reason: secret })),
  [`POST ${CASE}/evaluate-policy`]: command((secret) => ({ reason: secret })),
  [`POST ${CASE}/reopen`]: async (world) => ({ path: await resolvedCase(world), body: { reason: world.secret } }),
  'GET /api/bulk-jobs': (world) => ({ query: world.ofTenant() }),
  'POST /api/bulk-jobs': (world) => ({ query: world.ofTenant(), body: aJob(world) }),
  'GET /api/bulk-jobs/{job_id}': async (world) => ({ path: await jobOf(world), query: world.ofTenant() }),
  'GET /api/bulk-jobs/{job_id}/items': async (world) => ({ path: await jobOf(world), query: world.ofTenant() }),
  'POST /api/bulk-jobs/{job_id}/cancel': async (world) => ({
    path: await jobOf(world, manyIds()),
    query: world.ofTenant(),
  }),
  'GET /api/views': (world) => ({ query: world.ofTenant() }),
  'POST /api/views': (world) => ({ query: world.ofTenant(), body: aView(world) }),
  'GET /api/views/{view_id}': async (world) => ({ path: await viewOf(world, 'admin', true), query: world.ofTenant() }),
  'PUT /api/views/{view_id}': async (world, caller) => ({
    path: await viewOf(world, caller),
    query: world.ofTenant(),
    body: aView(world),
  }),
  'DELETE /api/views/{view_id}': async (world, caller) => ({
    path: await viewOf(world, caller),
    query: world.ofTenant(),
  }),
  'GET /api/tools': (world) => ({ query: world.ofTenant() }),
  'GET /api/tools/{tool_id}': async (world) => ({ path: await toolOf(world), query: world.ofTenant() }),
  'GET /api/tools/executions': (world) => ({ query: world.ofTenant() }),
  'GET /api/tools/executions/{execution_id}': async (world) => ({
    path: await runOf(world, await toolOf(world)),
    query: world.ofTenant(),
  }),
  'GET /ops/pipeline': (world) => ({ query: world.ofTenant() }),
  'GET /ops/supervisor': (world) => ({ query: world.ofTenant() }),
};
