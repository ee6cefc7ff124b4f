/** Fills a fresh local stack with three tenants, their packs and a day of exceptions; called by `npm start`. */
import type { TenantTransactions } from '@sentinai/persistence';
import { ApiClient } from '../cli/connection/api-client.ts';
import { localDatabaseUrl } from '../cli/connection/local-stack.ts';
import { BatchSender, SERVER_LIMITS } from '../cli/ingest/batch-sender.ts';
import { IngestReport } from '../cli/ingest/report.ts';
import { PipelineWatch } from '../cli/ingest/settle.ts';
import { withGovernanceDatabase } from '../cli/connection/governance-database.ts';
import { importPack } from '../cli/packs/import-pack.ts';
import { findingLine } from '../cli/packs/import-report.ts';
import { readPackFile } from '../cli/packs/pack-file.ts';
import { CommandError } from '../cli/run-program.ts';
import { signDevelopmentToken } from '../cli/token/development-token.ts';
import type { StackInfo } from '../local-stack/stack-session.ts';
import { defaultStateDirectory } from '../local-stack/state-directory.ts';
import { demoOutcomes, outcomeTable } from './demo-report.ts';
import { DEMO_TENANTS, type DemoTenant } from './demo-tenants.ts';
import { seededRandom } from './tool-server/seeded-random.ts';

export interface DemoTarget {
  gatewayUrl: string;
  stack: StackInfo;
  /** State directory of the stack; default: the checkout's own. */
  stateDirectory?: string;
}

const EXCEPTIONS_PER_TENANT = 100;
const PATIENCE_MS = 60_000;
const TOKEN_LIFETIME_MS = 3_600_000;
const TENANT_IDS = DEMO_TENANTS.map(({ tenantId }) => tenantId);

/**
 * Loads each tenant that has no exceptions yet, so that an interrupted load is completed later. A failure is reported in one
 * line and ends the demo, not the stack.
 */
export async function runDemo({
  gatewayUrl,
  stack,
  stateDirectory = defaultStateDirectory,
}: DemoTarget): Promise<void> {
  try {
    const databaseUrl = await localDatabaseUrl('sentinai_governance', stateDirectory);
    const client = await clientFor(gatewayUrl, stateDirectory);
    const loaded = await withGovernanceDatabase(databaseUrl, (transactions) => loadMissing(transactions, client));
    if (!loaded) return console.log('  Demo data is already loaded');
    for (const line of whereToLook(gatewayUrl, stack.ports['demo-tools'])) console.log(line);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.log(`  The demo could not be loaded: ${error.message}`);
  }
}

async function clientFor(url: string, stateDirectory: string): Promise<ApiClient> {
  const token = await signDevelopmentToken(
    { subject: 'demo@sentinai.local', roles: ['admin'], tenants: TENANT_IDS, lifetimeMs: TOKEN_LIFETIME_MS },
    stateDirectory,
  );
  return new ApiClient({ url, token, signal: new AbortController().signal, patienceMs: PATIENCE_MS });
}

/** Loads the missing tenants; returns false when there is nothing to load. */
async function loadMissing(transactions: TenantTransactions, client: ApiClient): Promise<boolean> {
  const loaded = new Set((await demoOutcomes(transactions, TENANT_IDS)).map((outcome) => outcome.tenant_id));
  const missing = DEMO_TENANTS.filter(({ tenantId }) => !loaded.has(tenantId));
  if (missing.length === 0) return false;
  for (const tenant of missing) await importPacks(transactions, tenant);
  console.log(`  Demo: packs of ${missing.map(({ tenantId }) => tenantId).join(', ')} are active`);
  for (const tenant of missing) await sendScenario(client, tenant);
  await settle(client, missing);
  console.log(outcomeTable(await demoOutcomes(transactions, TENANT_IDS)));
  return true;
}

async function importPacks(transactions: TenantTransactions, tenant: DemoTenant): Promise<void> {
  for (const file of [tenant.domainPackFile, tenant.tenantPackFile]) {
    const { faults } = await importPack(transactions, {
      document: await readPackFile(file),
      tenantName: tenant.name,
      by: 'demo',
      strict: false,
      dryRun: false,
    });
    if (faults.length > 0) throw new CommandError(`${file}: ${faults.map(findingLine).join('; ')}`);
  }
}

/** Sends one batch per tenant. It is stored completely or not at all, on which {@link runDemo} relies. */
async function sendScenario(client: ApiClient, { tenantId, scenario }: DemoTenant): Promise<void> {
  const items = scenario(seededRandom(`demo ${tenantId}`), EXCEPTIONS_PER_TENANT, new Date());
  const report = new IngestReport((line) => console.log(`  ${tenantId}: ${line}`));
  const sender = new BatchSender(client, tenantId, SERVER_LIMITS, report);
  for (const [index, item] of items.entries()) await sender.add(`item ${index}`, item);
  await sender.flush();
  const { exceptions, updates } = report.counts;
  const later = updates > 0 ? ` and ${updates} later states of them` : '';
  console.log(`  Demo: ${exceptions} exceptions${later} sent for ${tenantId}`);
}

/** Waits for the pipeline. A time-out is only reported: the table then shows the progress so far. */
async function settle(client: ApiClient, tenants: readonly DemoTenant[]): Promise<void> {
  const inFlight = new Map<string, number>();
  const watch = async ({ tenantId }: DemoTenant): Promise<void> => {
    await new PipelineWatch(client, tenantId).settle(PATIENCE_MS, (count) => {
      inFlight.set(tenantId, count);
      redraw(`${[...inFlight.values()].reduce((sum, events) => sum + events, 0)} events in flight`);
    });
  };
  const outcomes = await Promise.allSettled(tenants.map(watch));
  redraw('');
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    if (!(outcome.reason instanceof CommandError)) throw outcome.reason;
    console.log(`  Demo: ${outcome.reason.message}`);
  }
}

/** Redraws a line, on a terminal only: elsewhere each redraw would print a new line. */
function redraw(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${text && `  ${text}`}`);
}

function whereToLook(gatewayUrl: string, toolsPort: number | undefined): string[] {
  const asked = (path: string) => `    curl -H "authorization: Bearer $TOKEN" "${gatewayUrl}${path}"`;
  return [
    '  Where to look:',
    '    TOKEN=$(npm run --silent token -- --role operator --tenant FINANCE_DEMO)',
    asked('/ops/pipeline?tenant_id=FINANCE_DEMO'),
    asked('/api/exceptions/FINANCE_DEMO?stage=awaiting_approval'),
    asked('/api/exceptions/FINANCE_DEMO/FIN-000001/events'),
    ...(toolsPort === undefined
      ? []
      : [`    curl http://127.0.0.1:${toolsPort}/_ledger    # calls that the tools received`]),
  ];
}
