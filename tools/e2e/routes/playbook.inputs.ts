/** How each route of playbook is called so that it succeeds. */
import { until } from '../fixtures/test-stack.ts';
import type { ApiWorld } from './api-world.ts';
import type { RouteInputs } from './input-table.ts';

const STEPS = '/api/exceptions/{tenant_id}/{exception_id}/playbook/steps/{step_order}';

const definition = (world: ApiWorld) => ({
  name: world.newName(),
  match: { exception_type: 'NEW' },
  steps: [{ name: 'look', action_type: 'manual', params: { instruction: world.secret } }],
});

/** Writes a playbook of the tenant's own. */
async function ownPlaybook(world: ApiWorld): Promise<{ playbook_id: number; name: string }> {
  const body = { domain: 'Access', ...definition(world) };
  const answer = await world.stack.request<{ playbook_id: number; name: string }>(
    world.tenant,
    'POST',
    '/api/playbooks',
    {
      body,
    },
  );
  if (answer.status !== 201) throw new Error(`The playbook was not written: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A case whose playbook has failed, since its only step was rejected. */
async function failedCase(world: ApiWorld): Promise<{ tenant_id: string; exception_id: string }> {
  const path = world.ofUntouchedCase('approval');
  const steps = `/api/exceptions/${world.tenant}/${path.exception_id}/playbook/steps/1`;
  await world.stack.request(world.tenant, 'POST', `${steps}/reject`, { body: { note: 'No.' } });
  await until(`the playbook of ${path.exception_id} has failed`, 20_000, async () => {
    const [row] = await world.stack.sql<{ status: string }>(
      `select playbook_run->>'status' as status from exception where tenant_id = $1 and exception_id = $2`,
      [world.tenant, path.exception_id],
    );
    return row?.status === 'failed';
  });
  return path;
}

export const PLAYBOOK_INPUTS: RouteInputs = {
  'POST /api/playbooks': (world) => ({ query: world.ofTenant(), body: { domain: 'Access', ...definition(world) } }),
  'PUT /api/playbooks/{playbook_id}': async (world) => {
    const { playbook_id, name } = await ownPlaybook(world);
    return { path: { playbook_id }, query: world.ofTenant(), body: { ...definition(world), name } };
  },
  'DELETE /api/playbooks/{playbook_id}': async (world) => {
    const { playbook_id } = await ownPlaybook(world);
    return { path: { playbook_id }, query: world.ofTenant() };
  },
  'POST /api/playbooks/preview': (world) => ({
    query: world.ofTenant(),
    body: { domain: 'Access', exception_type: 'PERSON' },
  }),
  'POST /api/exceptions/{tenant_id}/{exception_id}/playbook/recalculate': (world) => ({ path: world.ofCase() }),
  'POST /playbook/recalculate': (world) => ({ body: world.ofCase() }),
  [`POST ${STEPS}/complete`]: (world) => ({ path: { ...world.ofUntouchedCase(), step_order: 1 } }),
  [`POST ${STEPS}/skip`]: (world) => ({ path: { ...world.ofUntouchedCase(), step_order: 1 } }),
  [`POST ${STEPS}/approve`]: (world) => ({ path: { ...world.ofUntouchedCase('approval'), step_order: 1 } }),
  [`POST ${STEPS}/reject`]: (world) => ({
    path: { ...world.ofUntouchedCase('approval'), step_order: 1 },
    body: { note: 'No.' },
  }),
  [`POST ${STEPS}/retry`]: async (world) => ({ path: { ...(await failedCase(world)), step_order: 1 } }),
};
