/** Inputs with which each route of tool succeeds. */
import { until } from '../fixtures/test-stack.ts';
import { type ApiWorld, PACK } from './api-world.ts';
import type { MakeInput, RouteInputs } from './input-table.ts';

/** Number of failures that opens a tool's circuit. */
const FAILURES = 12;

const endpoint = (behaviour: string): string =>
  `http://demo-tools/finance/settlements/S-1/retry?behaviour=${behaviour}`;

const aTool = (): Record<string, unknown> => ({ endpoint: endpoint('steady'), effect: 'read' });

/** Creates a tool of the tenant. */
export async function toolOf(world: ApiWorld, facts: Record<string, unknown> = {}): Promise<{ tool_id: string }> {
  const body = { name: world.newName(), domain: PACK.domain, ...aTool(), ...facts };
  return { tool_id: (await world.ask(`POST /api/tools?tenant_id=${world.tenant}`, body)).tool_id ?? '' };
}

const aRun = (world: ApiWorld, { exception_id } = world.ofCase()): Record<string, unknown> => ({
  exception_id,
  arguments: {},
});

/** Runs a tool by hand. */
export async function runOf(
  world: ApiWorld,
  tool: { tool_id: string },
  about = world.ofCase(),
): Promise<{ execution_id: string }> {
  const line = `POST /api/tools/${tool.tool_id}/execute?tenant_id=${world.tenant}`;
  return { execution_id: (await world.ask(line, aRun(world, about))).execution_id ?? '' };
}

/** Creates a run that waits for its tool's circuit to close. It has its own case, since it would otherwise wait behind another run. */
async function waitingRunOf(world: ApiWorld): Promise<{ execution_id: string }> {
  const tool = await toolOf(world, { endpoint: endpoint('fail'), max_attempts: 1 });
  const about = world.ofUntouchedCase();
  const show = async <Body>(path: string) => world.ask<Body>(`GET ${path}?tenant_id=${world.tenant}`);
  await Promise.all(Array.from({ length: FAILURES }, () => runOf(world, tool, about)));
  await until('the circuit of a failing tool is open', 20_000, async () => {
    return (await show<{ circuit: string }>(`/api/tools/${tool.tool_id}`)).circuit === 'open';
  });
  const run = await runOf(world, tool, world.ofUntouchedCase());
  await until('a run waits', 20_000, async () => {
    return (await show<{ status: string }>(`/api/tools/executions/${run.execution_id}`)).status === 'waiting';
  });
  return run;
}

/** Input for a newly created tool. */
const ofTool =
  (body?: (world: ApiWorld) => Record<string, unknown>): MakeInput =>
  async (world) => ({ path: await toolOf(world), query: world.ofTenant(), ...(body && { body: body(world) }) });

export const TOOL_INPUTS: RouteInputs = {
  'POST /api/tools': (world) => ({
    query: world.ofTenant(),
    body: { name: world.newName(), domain: PACK.domain, ...aTool() },
  }),
  'PUT /api/tools/{tool_id}': ofTool(aTool),
  'DELETE /api/tools/{tool_id}': ofTool(),
  'POST /api/tools/{tool_id}/enable': ofTool(),
  'POST /api/tools/{tool_id}/disable': ofTool(),
  'POST /api/tools/{tool_id}/dry-run': ofTool(() => ({ arguments: {} })),
  'POST /api/tools/{tool_id}/execute': ofTool((world) => aRun(world)),
  'POST /tool/execute': async (world) => {
    const name = world.newName();
    await toolOf(world, { name });
    return { body: { ...aRun(world), ...world.ofTenant(), tool: name } };
  },
  'POST /api/tools/executions/{execution_id}/cancel': async (world) => ({
    path: await waitingRunOf(world),
    query: world.ofTenant(),
    body: { reason: world.secret },
  }),
};
