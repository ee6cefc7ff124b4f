/** One phase of load: warm-up, a measured window, and the samples taken in it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Sample } from '../measure/flatness.ts';
import { eventsInserted, type TimeWindow } from '../measure/event-statistics.ts';
import type { PipelineEnd } from '../measure/pipeline-progress.ts';
import { type MeteredProcess, ProcessMeter, type ProcessUse } from '../measure/process-meter.ts';
import type { LoadGenerator, Pace } from './load-generator.ts';

export interface PhaseParts {
  generator: Pick<LoadGenerator, 'run' | 'open' | 'accepted'>;
  end: PipelineEnd;
  database: Pool;
  processes: readonly MeteredProcess[];
  /** Returns the number of records waiting for the consumer groups. */
  lag: () => Promise<number>;
  say: (line: string) => void;
  /** Called at the start and at the end of the window. */
  onWindow?: () => void;
  /** Aborts the phase. */
  signal: AbortSignal;
}

export interface PhasePlan {
  pace: Pace;
  warmupSeconds: number;
  seconds: number;
}

export interface PhaseResult {
  window: TimeWindow;
  use: ProcessUse[];
  /** Exceptions sent but not finished. */
  backlog: Sample[];
  /** Records waiting for a consumer. */
  lag: Sample[];
}

const REFRESH_MS = 150;
const SAMPLE_MS = 2_000;
const SAY_EVERY = 3;

/** Runs the load and measures. It leaves unfinished exceptions in the pipeline. @throws whatever the load throws */
export async function runPhase(parts: PhaseParts, plan: PhasePlan): Promise<PhaseResult> {
  const stop = new AbortController();
  const until = AbortSignal.any([stop.signal, parts.signal]);
  const refreshing = refresh(parts.end, until);
  const load = parts.generator.run(plan.pace, until);
  const measured = measure(parts, plan, until);
  try {
    // The load ends by itself only when it fails.
    return await Promise.race([measured, load.then(() => measured)]);
  } finally {
    stop.abort();
    await Promise.allSettled([load, refreshing, measured]);
  }
}

async function measure(parts: PhaseParts, plan: PhasePlan, until: AbortSignal): Promise<PhaseResult> {
  await delay(plan.warmupSeconds * 1_000, undefined, { signal: until });
  parts.onWindow?.();
  const meter = new ProcessMeter(parts.processes);
  const from = new Date();
  const sampler = new Sampler(parts, from, meter);
  const end = from.getTime() + plan.seconds * 1_000;
  for (let due = from.getTime(); due < end; due += SAMPLE_MS) {
    await delay(Math.max(0, due - Date.now()), undefined, { signal: until });
    await sampler.take();
  }
  await delay(Math.max(0, end - Date.now()), undefined, { signal: until });
  const use = meter.read();
  const window = { from, to: new Date() };
  parts.onWindow?.();
  return { window, use, backlog: sampler.backlog, lag: sampler.lag };
}

class Sampler {
  readonly backlog: Sample[] = [];
  readonly lag: Sample[] = [];
  private readonly parts: PhaseParts;
  private readonly from: Date;
  private readonly meter: ProcessMeter;
  private first: { at: number; events: number } | undefined;

  constructor(parts: PhaseParts, from: Date, meter: ProcessMeter) {
    this.parts = parts;
    this.from = from;
    this.meter = meter;
  }

  async take(): Promise<void> {
    const { generator, lag } = this.parts;
    const at = (Date.now() - this.from.getTime()) / 1_000;
    this.backlog.push({ at, value: generator.open });
    this.lag.push({ at, value: await lag() });
    this.meter.sampleMemory();
    if (this.backlog.length % SAY_EVERY === 1) await this.say(at);
  }

  private async say(at: number): Promise<void> {
    const { database, end, generator, say } = this.parts;
    const now = { at: Date.now(), events: await eventsInserted(database) };
    const { first } = this;
    this.first ??= now;
    const rate = first && now.at > first.at ? (1_000 * (now.events - first.events)) / (now.at - first.at) : 0;
    const waiting = this.lag.at(-1)?.value ?? 0;
    say(
      `  ${at.toFixed(0).padStart(4)} s  ${rate.toFixed(0).padStart(6)} events/s  ` +
        `${generator.accepted} accepted, ${end.finished} finished, ${generator.open} open, ${waiting} records wait`,
    );
  }
}

async function refresh(end: PipelineEnd, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await end.refresh();
    await delay(REFRESH_MS);
  }
}
