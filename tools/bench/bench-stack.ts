/** The stack under measurement, in its own folder, with the connections that the bench needs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, type Admin, logLevel } from 'kafkajs';
import { Pool } from 'pg';
import { localDatabaseUrl } from '../cli/connection/local-stack.ts';
import { withGovernanceDatabase } from '../cli/connection/governance-database.ts';
import { signDevelopmentToken } from '../cli/token/development-token.ts';
import { chosenApps } from '../local-stack/app-environment.ts';
import type { SupervisedProcess } from '../local-stack/process/supervised-process.ts';
import { type Stack, startStackIn } from '../local-stack/stack.ts';
import { StackSession } from '../local-stack/stack-session.ts';
import { build } from '../local-stack/workspace-commands.ts';
import { BENCH_TENANT_IDS, importPacks } from './load/bench-tenants.ts';
import { profilerFlags } from './profile/profiler.ts';

export interface BenchStackOptions {
  /** Folder for CPU profiles; null for none. */
  profile: string | null;
  quiet: boolean;
  keep: boolean;
}

const TOKEN_LIFETIME_MS = 12 * 3_600_000;
const DATABASE_CONNECTIONS = 4;

/** The tools respond with the demo's latency but never fail, so that each exception takes its known course. */
const STEADY_TOOLS = ['--unavailable-share', '0', '--refused-share', '0'];

export class BenchStack {
  readonly folder = mkdtempSync(join(tmpdir(), 'sentinai-bench-'));
  private readonly options: BenchStackOptions;
  private session: StackSession | undefined;
  private parts: { stack: Stack; database: Pool; admin: Admin } | undefined;
  private closed: Promise<void> | undefined;

  constructor(options: BenchStackOptions) {
    this.options = options;
  }

  /** Builds and starts everything and imports the tenants' packs. @throws SetupError when a part does not start */
  async start(): Promise<void> {
    const { profile, quiet } = this.options;
    const session = await StackSession.open({ stateDir: this.stateDir, ports: 'any', quiet });
    this.session = session;
    const stack = await startStackIn(session, {
      demoTools: true,
      build: async () => void (await session.processes.run(build)),
      launch: {
        nodeFlags: profile === null ? [] : profilerFlags(profile),
        environment: {},
        demoToolsArguments: STEADY_TOOLS,
      },
    });
    const database = new Pool({ connectionString: stack.databaseUrl, max: DATABASE_CONNECTIONS });
    // When the run is aborted, servers stop before their clients.
    database.on('error', () => undefined);
    const kafka = new Kafka({ brokers: stack.kafkaBrokers.split(','), clientId: 'bench', logLevel: logLevel.ERROR });
    const admin = kafka.admin();
    await admin.connect();
    this.parts = { stack, database, admin };
    const governance = await localDatabaseUrl('sentinai_governance', this.stateDir);
    await withGovernanceDatabase(governance, importPacks);
  }

  get stack(): Stack {
    return this.started.stack;
  }

  /** Connection as the owner, which bypasses row-level security. */
  get database(): Pool {
    return this.started.database;
  }

  get admin(): Admin {
    return this.started.admin;
  }

  apps(): SupervisedProcess[] {
    return chosenApps().map(({ name }) => this.stack.app(name));
  }

  /** Stops everything except the servers. */
  async stopApps(): Promise<void> {
    await Promise.all([...this.apps(), this.stack.gateway].map((one) => one.stop()));
  }

  /** Signs a token for all tenants of the load. */
  token(role: 'operator' | 'viewer'): Promise<string> {
    const claims = { subject: 'bench@sentinai.local', roles: [role], tenants: BENCH_TENANT_IDS };
    return signDevelopmentToken({ ...claims, lifetimeMs: TOKEN_LIFETIME_MS }, this.stateDir);
  }

  /** Stops everything and removes the folder, even during start-up. */
  async close(): Promise<void> {
    this.closed ??= this.closeAll();
    return this.closed;
  }

  private async closeAll(): Promise<void> {
    await this.parts?.admin.disconnect().catch(() => undefined);
    await this.parts?.database.end().catch(() => undefined);
    await this.session?.close();
    if (!this.options.keep) rmSync(this.folder, { recursive: true, force: true });
  }

  private get stateDir(): string {
    return join(this.folder, 'state');
  }

  private get started() {
    if (!this.parts) throw new Error('The stack of the bench is not running yet.');
    return this.parts;
  }
}
