/** One run of the bench, phase by phase, from the empty stack to the result. */
import { statfsSync } from 'node:fs';
import { findEvent } from '@sentinai/contracts';
import type { BenchOptions } from './options.ts';
import type { BenchStack } from './bench-stack.ts';
import { BENCH_TENANTS } from './load/bench-tenants.ts';
import { IngestClient } from './load/ingest-client.ts';
import { LOAD_PREFIX, LoadGenerator } from './load/load-generator.ts';
import { type PhaseParts, type PhasePlan, type PhaseResult, runPhase } from './load/load-phase.ts';
import { runLimit } from './limit/limit-run.ts';
import { type Exemplar, type Rehearsal, rehearse } from './load/rehearsal.ts';
import { eventMix, type EventMix } from './measure/event-mix.ts';
import { delayIn, latencyIn, secondsOf, storedIn } from './measure/event-statistics.ts';
import { trendOf } from './measure/flatness.ts';
import { checkIntegrity } from './measure/integrity.ts';
import { consumerLag, type GroupTopics, PipelineEnd } from './measure/pipeline-progress.ts';
import { waitUntil } from './measure/wait-until.ts';
import { prefill } from './prefill/prefill.ts';
import { toggleProfilers } from './profile/profiler.ts';
import { measureQueries } from './queries/query-bench.ts';
import type { BenchResult, LimitResult, LoadResult, QueryResult } from './report/result.ts';
import { mixTable, windowText } from './report/tables.ts';

export interface RunParts {
  bench: BenchStack;
  options: BenchOptions;
  say: (line: string) => void;
  /** Aborts the run. */
  signal: AbortSignal;
}

/** Minimum number of stored exceptions for measuring the read API. */
const QUERIED_EXCEPTIONS = 1_000_000;
const QUERIED_EVENTS = 10_000_000;
const CONNECTIONS = 8;
const HALF_SECONDS = 20;
const HALF_WARMUP_SECONDS = 5;
/** One minute is enough, even where the load was held for longer. */
const LIMIT_SECONDS = 60;
/** Joining the consumer groups takes time. */
const LEAST_LIMIT_WARMUP_SECONDS = 10;
const DRAIN_MS = 300_000;
const DRAIN_SAY_MS = 5_000;
const LEAST_FREE_BYTES = 4 * 2 ** 30;

export class BenchRun {
  private readonly parts: RunParts;

  constructor(parts: RunParts) {
    this.parts = parts;
  }

  /** @throws Error when the stack does not start, refuses the load, or does not finish it */
  async run(): Promise<BenchResult> {
    const { bench, options, say } = this.parts;
    const client = new IngestClient({
      url: bench.stack.gatewayUrl,
      token: await bench.token('operator'),
      connections: CONNECTIONS,
    });
    try {
      const rehearsal = await rehearse(client, bench.database);
      const mix = await eventMix(bench.database, rehearsal.exemplars);
      say(rehearsalText(rehearsal));
      say(mixTable(mix));
      this.checkDisk();
      await this.prefill(rehearsal, mix);
      const queries = options.queries ? await this.queries() : [];
      return { ...(await this.measure(client, rehearsal)), queries, mix };
    } finally {
      await client.close();
    }
  }

  private async prefill({ exemplars }: Rehearsal, { eventsPerException }: EventMix): Promise<void> {
    const { bench, options, say, signal } = this.parts;
    const wanted = Math.max(QUERIED_EVENTS, Math.ceil(QUERIED_EXCEPTIONS * eventsPerException));
    const events = options.prefill ?? (options.queries ? wanted : 0);
    if (events === 0) return;
    say(`Prefill: ${events} events`);
    const exceptions = await prefill(bench.database, { exemplars, events, eventsPerException, say, signal });
    say(`  ${exceptions} exceptions stored`);
    this.checkDisk();
  }

  private async queries(): Promise<QueryResult[]> {
    const { bench, say, signal } = this.parts;
    say('Queries');
    const token = await bench.token('viewer');
    return measureQueries({ url: bench.stack.gatewayUrl, token, database: bench.database, signal });
  }

  private async measure(
    client: IngestClient,
    { templates, exemplars }: Rehearsal,
  ): Promise<Omit<BenchResult, 'queries' | 'mix'>> {
    const { bench, options } = this.parts;
    const end = new PipelineEnd(bench.admin);
    await end.begin();
    const generator = new LoadGenerator({ client, tenants: BENCH_TENANTS, templates, finished: () => end.finished });
    const phase: PhaseParts = { ...this.phaseParts(await this.groups()), generator, end };
    const pace = options.rate === null ? { window: options.window } : { rate: options.rate };
    const plan = { pace, warmupSeconds: options.warmupSeconds, seconds: options.seconds };
    const full = await this.load('Full load', { ...phase, onWindow: () => this.profile() }, plan);
    const half = options.half ? await this.halfLoad(phase, full) : null;
    const integrity = await checkIntegrity(bench.database, {
      prefix: LOAD_PREFIX,
      accepted: generator.accepted,
      toolsUrl: bench.stack.demoToolsUrl,
    });
    const limit = options.limit ? await this.limit(exemplars) : null;
    return { full, half, limit, integrity };
  }

  /** Measures the limit with the apps stopped, so that they take no resources from it. */
  private async limit(exemplars: readonly Exemplar[]): Promise<LimitResult> {
    const { bench, options, say, signal } = this.parts;
    const { window } = options;
    const seconds = Math.min(options.seconds, LIMIT_SECONDS);
    const warmupSeconds = Math.max(options.warmupSeconds, LEAST_LIMIT_WARMUP_SECONDS);
    say(`Limit: ${warmupSeconds} s of warm-up, then ${seconds} s`);
    await bench.stopApps();
    return runLimit(bench, { exemplars, window, warmupSeconds, seconds, signal });
  }

  private halfLoad(phase: PhaseParts, full: LoadResult): Promise<LoadResult> {
    const rate = Math.max(1, Math.round(full.finished / full.seconds / 2));
    const plan = { pace: { rate }, warmupSeconds: HALF_WARMUP_SECONDS, seconds: HALF_SECONDS };
    return this.load(`Half load, ${rate} exceptions/s`, phase, plan);
  }

  /** Runs a phase and drains the pipeline, so that the next phase starts idle and the database is complete. */
  private async load(name: string, phase: PhaseParts, plan: PhasePlan): Promise<LoadResult> {
    const { say } = this.parts;
    say(`${name}: ${plan.warmupSeconds} s of warm-up, then ${plan.seconds} s`);
    const measured = await runPhase(phase, plan);
    await this.drain(phase);
    this.checkDisk();
    say(`  measured ${windowText(measured.window)}`);
    return this.resultOf(measured);
  }

  private async drain({ lag, end, generator }: PhaseParts): Promise<void> {
    const { bench } = this.parts;
    const began = performance.now();
    let saidAt = began;
    await waitUntil('the pipeline is empty', DRAIN_MS, async () => {
      this.parts.signal.throwIfAborted();
      await end.refresh();
      const waiting = await lag();
      if (performance.now() - saidAt > DRAIN_SAY_MS) {
        saidAt = performance.now();
        this.parts.say(`  draining: ${generator.open} exceptions open, ${waiting} records wait`);
      }
      if (waiting > 0) return false;
      const { rows } = await bench.database.query<{ unsettled: boolean }>(UNSETTLED);
      return rows[0]?.unsettled === false;
    });
    this.parts.say(`  drained in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  }

  private async resultOf({ window, use, backlog, lag }: PhaseResult): Promise<LoadResult> {
    const { database } = this.parts.bench;
    const stored = await storedIn(database, window);
    const latency = await latencyIn(database, window);
    const searchable = await delayIn(database, window, 'search');
    const trends = { backlog: trendOf(backlog), lag: trendOf(lag) };
    return { seconds: secondsOf(window), ...stored, latency, searchable, use, ...trends };
  }

  private phaseParts(groups: readonly GroupTopics[]): Omit<PhaseParts, 'generator' | 'end'> {
    const { bench, say, signal } = this.parts;
    const processes = bench.stack.describe().processes.map(({ name, pid }) => ({ name, pid }));
    return {
      database: bench.database,
      processes: [...processes, { name: 'load generator', pid: process.pid, alone: true }],
      lag: () => consumerLag(bench.admin, groups),
      say,
      signal,
    };
  }

  /** Returns the groups and topics used in the rehearsal. */
  private async groups(): Promise<GroupTopics[]> {
    const { rows } = await this.parts.bench.database.query<{ consumer: string; types: string[] }>(CONSUMERS);
    return rows.map(({ consumer, types }) => ({
      groupId: `sentinai.${consumer}`,
      topics: [...new Set(types.flatMap((type) => findEvent(type)?.topic ?? []))],
    }));
  }

  private profile(): void {
    const { bench, options } = this.parts;
    if (options.profile === null) return;
    toggleProfilers(bench.apps());
  }

  private checkDisk(): void {
    const { bavail, bsize } = statfsSync(this.parts.bench.folder);
    if (bavail * bsize < LEAST_FREE_BYTES) throw new Error('Less than 4 GB of disk space is left: the run stops here.');
  }
}

const UNSETTLED = `
  select exists (select from outbox) or exists (select from exception where events_in_flight > 0) as unsettled`;

const CONSUMERS = `
  select p.consumer, array_agg(distinct v.event_type) as types
  from event_processing p
  join exception_event v on v.event_id = p.event_id and v.created_at = p.event_time
  group by p.consumer order by p.consumer`;

function rehearsalText({ templates, leftOut }: Rehearsal): string {
  const kept = [...templates].map(([kind, { length }]) => `${length} of ${kind}`).join(', ');
  const stages = [...leftOut].map(([stage, count]) => `${count} ${stage}`).join(', ');
  return `Rehearsed: ${kept} finish by themselves; left out: ${stages || 'none'}`;
}
