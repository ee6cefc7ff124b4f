/** Inputs with which each route of playbook succeeds. */
import { type ApiWorld, PACK, type Waiting } from './api-world.ts';
import type { MakeInput, RouteInputs } from './input-table.ts';

const STEP = '/api/exceptions/{tenant_id}/{exception_id}/playbook/steps/{step_order}';

const aPlaybook = (world: ApiWorld, name = world.newName()): Record<string, unknown> => ({
  name,
  match: { exception_type: 'NEW' },
  steps: [{ name: 'look', action_type: 'manual', params: { instruction: world.secret } }],
});

const inDomain = (playbook: Record<string, unknown>): Record<string, unknown> => ({ domain: PACK.domain, ...playbook });

/** Creates a playbook of the tenant. */
export async function playbookOf(world: ApiWorld, name?: string): Promise<{ playbook_id: string }> {
  const made = await world.ask(`POST /api/playbooks?tenant_id=${world.tenant}`, inDomain(aPlaybook(world, name)));
  return { playbook_id: made.playbook_id ?? '' };
}

const atFirstStep =
  (waiting: Waiting): MakeInput =>
  (world) => ({ path: { ...world.ofUntouchedCase(waiting), step_order: 1 }, body: { note: world.secret } });

export const PLAYBOOK_INPUTS: RouteInputs = {
  'POST /api/exceptions/{tenant_id}/{exception_id}/playbook/recalculate': (world) => ({
    path: world.ofUntouchedCase(),
    body: {},
  }),
  [`POST ${STEP}/approve`]: atFirstStep('approval'),
  [`POST ${STEP}/reject`]: atFirstStep('approval'),
  [`POST ${STEP}/complete`]: atFirstStep('person'),
  [`POST ${STEP}/skip`]: atFirstStep('person'),
  [`POST ${STEP}/retry`]: atFirstStep('retry'),
  'POST /api/playbooks': (world) => ({ query: world.ofTenant(), body: inDomain(aPlaybook(world)) }),
  'POST /api/playbooks/preview': (world) => ({
    query: world.ofTenant(),
    body: { exception_id: world.ofCase().exception_id },
  }),
  'PUT /api/playbooks/{playbook_id}': async (world) => {
    const name = world.newName();
    return { path: await playbookOf(world, name), query: world.ofTenant(), body: aPlaybook(world, name) };
  },
  'DELETE /api/playbooks/{playbook_id}': async (world) => ({
    path: await playbookOf(world),
    query: world.ofTenant(),
  }),
  'POST /playbook/recalculate': (world) => ({ body: world.ofUntouchedCase() }),
};
