/** `npm run fuzz`: starts its own stack, and runs Schemathesis against every route of its OpenAPI document. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApiClient } from '@sentinai/contracts';
import { localDatabaseUrl } from '../cli/connection/local-stack.ts';
import { signDevelopmentToken } from '../cli/token/development-token.ts';
import { DEMO_TENANTS } from '../demo/demo-tenants.ts';
import { describeError, SetupError } from '../local-stack/setup-error.ts';
import { type Stack, startStack } from '../local-stack/stack.ts';
import { repository } from '../local-stack/state-directory.ts';
import { exitCodeOf, untilStopRequested } from '../local-stack/stop-request.ts';
import type { OpenApiDocument } from '../openapi/openapi-document.ts';
import { installSchemathesis, runSchemathesis } from './schemathesis.ts';

const HELP = `npm run fuzz [-- options]

Starts its own stack and sends it requests that Schemathesis generates from the OpenAPI document, as a tenant's admin. No
response may be a 5xx, or one that the document does not allow. It needs Python 3.10 or newer; Schemathesis is installed into
the cache folder.

  --examples N   requests per route and generation method (default 100)
  --seed N       seed of the requests (default 1)
  --help         this text`;

const EXCEPTION_ID = 'FUZZ-1';
const TOKEN_LIFETIME_MS = 12 * 3_600_000;

const folder = mkdtempSync(join(tmpdir(), 'sentinai-fuzz-'));
const stateDir = join(folder, 'state');
process.exit(await main());

async function main(): Promise<number> {
  const stopRequested = untilStopRequested();
  let stack: Stack | undefined;
  try {
    const options = readOptions();
    if (options === undefined) return 0;
    const program = installSchemathesis();
    stack = await startStack({ stateDir, quiet: false });
    const outcome = await Promise.race([stopRequested, fuzz(program, stack, options)]);
    return typeof outcome === 'string' ? exitCodeOf(outcome) : outcome;
  } catch (error) {
    console.error(describeError(error));
    return 1;
  } finally {
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Parses the command line; undefined for `--help`. */
function readOptions(): { examples: number; seed: number } | undefined {
  try {
    const { values } = parseArgs({
      options: { examples: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help) return void console.log(HELP);
    const [examples, seed] = [Number(values.examples ?? 100), Number(values.seed ?? 1)];
    if (!Number.isInteger(examples) || !Number.isInteger(seed))
      throw new Error('--examples and --seed must be whole numbers.');
    return { examples, seed };
  } catch (cause) {
    throw new SetupError(`${(cause as Error).message}\n\n${HELP}`, { cause });
  }
}

async function fuzz(
  program: string,
  { gatewayUrl: url }: Stack,
  options: { examples: number; seed: number },
): Promise<number> {
  const tenant = await prepareTenant();
  const claims = { subject: 'fuzz@sentinai.local', roles: ['admin'], tenants: [tenant] } as const;
  const token = await signDevelopmentToken({ ...claims, lifetimeMs: TOKEN_LIFETIME_MS }, stateDir);
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument;
  const parameters = { tenant_id: tenant, ...(await somethingOfEach(url, tenant, token)) };
  return runSchemathesis(program, { ...options, url, token, document, parameters, folder });
}

/** Creates or finds existing resources. @returns their ids by parameter name */
async function somethingOfEach(url: string, tenant: string, token: string): Promise<Record<string, string>> {
  const api = createApiClient({ baseUrl: url, credential: () => token });
  const exception = { exception_id: EXCEPTION_ID, source_system: 'fuzz', raw_payload: {} };
  await api.post('/api/exceptions/{tenant_id}', { path: { tenant_id: tenant }, body: exception });
  const job = await api.post('/api/bulk-jobs', {
    body: { command: 'comment', exception_ids: [EXCEPTION_ID], note: 'fuzz' },
  });
  const tools = await api.get('/api/tools', { query: { limit: 1 } });
  const playbooks = await api.get('/api/playbooks', {});
  if (!job.ok || !tools.ok || !playbooks.ok)
    throw new Error('The demo tenant lacks data to fuzz: a bulk job, tools or playbooks.');
  const [tool, playbook] = [tools.data.items[0], playbooks.data.items[0]];
  return {
    exception_id: EXCEPTION_ID,
    job_id: job.data.job_id,
    tool_id: String(tool?.tool_id),
    playbook_id: String(playbook?.playbook_id),
    domain: playbook?.domain ?? '',
    version: '1',
  };
}

/** Puts the packs of a demo tenant into force. @returns the tenant's id */
async function prepareTenant(): Promise<string> {
  const [demo] = DEMO_TENANTS;
  if (!demo) throw new Error('The demo has no tenant.');
  const DATABASE_URL = await localDatabaseUrl('sentinai_governance', stateDir);
  for (const [file, ...more] of [[demo.domainPackFile], [demo.tenantPackFile, '--tenant', demo.tenantId]]) {
    execFileSync(
      process.execPath,
      [join(repository, 'tools', 'cli', 'packs.mjs'), 'import', '--file', file ?? '', ...more],
      { cwd: repository, env: { ...process.env, DATABASE_URL }, stdio: ['ignore', 'ignore', 'inherit'] },
    );
  }
  return demo.tenantId;
}
