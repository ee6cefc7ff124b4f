/** One run: a stack, a load, the disturbances one after the other, the drain, and the ledger check. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { signDevelopmentToken } from '../cli/token/development-token.ts';
import { StackSession } from '../local-stack/stack-session.ts';
import type { ChaosOptions } from './chaos-options.ts';
import type { ChaosResult } from './chaos-report.ts';
import type { ChaosStack } from './chaos-stack.ts';
import { chaosWorkers, cuttableWorkers, roleUrl, startChaosStack } from './chaos-stack.ts';
import { drain } from './drain/drain.ts';
import { readInFlight } from './drain/in-flight.ts';
import { describeStall } from './drain/stall.ts';
import { Inflictor } from './inflict/inflictor.ts';
import { KafkaDetour } from './inflict/kafka-detour.ts';
import { waitForAll } from './inflict/readiness.ts';
import type { LedgerFindings } from './ledger/ledger-check.ts';
import { checkLedger } from './ledger/ledger-check.ts';
import { readToolLedger } from './ledger/tool-ledger.ts';
import { importChaosPacks } from './load/chaos-tenants.ts';
import { IngestClient } from './load/ingest-client.ts';
import { CHAOS_TENANTS, Load } from './load/load.ts';
import { describeDisturbance } from './plan/disturbance.ts';
import { planDisturbances } from './plan/plan-disturbances.ts';

const WARM_UP_MS = 2_000;
/** Longest wait for recovery between two disturbances. A process that is not ready by then may still be disturbed again. */
const RECOVERY_MS = 45_000;
const FINAL_RECOVERY_MS = 120_000;
const LAST_ANSWERS_MS = 60_000;
const STALLED_AFTER_MS = 120_000;
const DRAIN_DEADLINE_MS = 15 * 60_000;
const TOKEN_LIFETIME_MS = 24 * 3_600_000;
/** Time limit of a query, since the database may hang. */
const QUESTION_MS = 10_000;

export class ChaosRun {
  private readonly options: ChaosOptions;
  private readonly stateDir: string;
  private readonly begun = Date.now();
  private readonly detour = new KafkaDetour();
  private readonly stopping = new AbortController();
  private session: StackSession | undefined;
  private inflictor: Inflictor | undefined;
  private owner: Pool | undefined;

  constructor(options: ChaosOptions, stateDir: string) {
    this.options = options;
    this.stateDir = stateDir;
  }

  /** @throws SetupError when the stack cannot be started */
  async run(): Promise<ChaosResult> {
    const session = await StackSession.open({ stateDir: this.stateDir, ports: 'any', quiet: false, shortLived: true });
    this.session = session;
    const chaos = await startChaosStack(session, (brokerPort) => this.detour.open(brokerPort));
    await importChaosPacks(roleUrl(chaos.stack, 'sentinai_governance'));
    this.owner = ownerPool(chaos.stack.databaseUrl);
    const load = await this.loadFor(chaos);
    const answered = load.run();
    await this.pause(WARM_UP_MS);
    await this.disturb(chaos, load);
    await this.recover(chaos, FINAL_RECOVERY_MS);
    load.finish();
    await this.lastAnswers(answered);
    const drained = await this.drain(chaos);
    const findings = await this.check(chaos, load);
    const { refusals } = load;
    return { ...this.options, accepted: load.promises().length, findings, refusals, drained };
  }

  /** Aborts the run and stops the stack. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.inflictor?.release();
    await this.owner?.end().catch(() => undefined);
    await this.session?.close();
    await this.detour.close();
  }

  private async loadFor({ stack }: ChaosStack): Promise<Load> {
    const token = await signDevelopmentToken(
      {
        subject: 'chaos@sentinai.local',
        roles: ['operator'],
        tenants: CHAOS_TENANTS.map(({ tenantId }) => tenantId),
        lifetimeMs: TOKEN_LIFETIME_MS,
      },
      this.stateDir,
    );
    const client = new IngestClient({ gatewayUrl: stack.gatewayUrl, token, signal: this.stopping.signal });
    return new Load(client, this.options.seed);
  }

  private async disturb(chaos: ChaosStack, load: Load): Promise<void> {
    const { seed, kills } = this.options;
    const inflictor = new Inflictor(chaos.targets, this.detour);
    this.inflictor = inflictor;
    for (const disturbance of planDisturbances({ seed, kills, workers: chaosWorkers(), cuttable: cuttableWorkers() })) {
      if (disturbance.recoverFirst) await this.recover(chaos, RECOVERY_MS);
      await this.pause(disturbance.pauseMs);
      const progress = `${load.items} items accepted so far, ${load.retries} attempts failed`;
      this.say(`${disturbance.number}/${kills} ${describeDisturbance(disturbance)} (${progress})`);
      await inflictor.inflict(disturbance);
    }
    await inflictor.over();
  }

  private async recover({ targets }: ChaosStack, withinMs: number): Promise<void> {
    const begun = Date.now();
    const missing = await waitForAll(targets, withinMs, this.stopping.signal);
    const took = `${((Date.now() - begun) / 1_000).toFixed(1)} s`;
    if (missing.length === 0) this.say(`  everything is ready again after ${took}`);
    else this.say(`  not ready after ${took}: ${missing.join(', ')}`);
  }

  /** Waits for the last responses. A batch that is not answered by then counts as refused. */
  private async lastAnswers(answered: Promise<void>): Promise<void> {
    const timer = setTimeout(() => this.stopping.abort(), LAST_ANSWERS_MS);
    await answered;
    clearTimeout(timer);
  }

  private async drain(chaos: ChaosStack): Promise<boolean> {
    const owner = this.ownerOrFail();
    this.say('Draining ...');
    const outcome = await drain({
      read: () => readInFlight(owner),
      report: ({ events, unpublished }) => this.say(`  ${events} events in flight, ${unpublished} to be published`),
      stalledAfterMs: STALLED_AFTER_MS,
      deadlineMs: DRAIN_DEADLINE_MS,
    });
    if (outcome === 'done') this.say('  nothing is in flight any more');
    else {
      this.say(outcome === 'stalled' ? '  STALLED: no progress any more' : '  NOT DONE in time');
      for (const line of await describeStall(owner, chaos.apps)) this.say(`  ${line}`);
    }
    return outcome === 'done';
  }

  private async check({ stack }: ChaosStack, load: Load): Promise<LedgerFindings> {
    this.say('Checking the ledger ...');
    const client = new Client({ connectionString: stack.databaseUrl });
    await client.connect();
    try {
      return await checkLedger(client, load.promises(), await readToolLedger(stack.demoToolsUrl ?? ''));
    } finally {
      await client.end();
    }
  }

  private ownerOrFail(): Pool {
    if (!this.owner) throw new Error('The database is not available yet');
    return this.owner;
  }

  private pause(ms: number): Promise<void> {
    return delay(ms, undefined, { signal: this.stopping.signal });
  }

  private say(text: string): void {
    console.log(`[${((Date.now() - this.begun) / 1_000).toFixed(1).padStart(6)} s] ${text}`);
  }
}

function ownerPool(connectionString: string): Pool {
  const pool = new Pool({ connectionString, max: 4, connectionTimeoutMillis: QUESTION_MS, query_timeout: QUESTION_MS });
  // PostgreSQL is killed while these connections are open.
  pool.on('error', () => undefined);
  return pool;
}
