/**
 * Beside the consumption of an observer: announces that a process hosts it, and works on its rebuild when somebody requests one. Every
 * replica runs a loop; the one that claims the rebuild goes on until it is complete, and another takes over when it dies.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ObserverRebuild } from '@sentinai/persistence';
import type { DatabasePressure } from '../worker/database-pressure.ts';
import { CLAIM_MS, Rebuild, type RebuildParts, type RebuildProgress } from './rebuild.ts';
import { RebuildLost } from './rebuild.delivery.ts';

const ANNOUNCE_MS = 5_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** After so many failures in a row that are not the database's, the rebuild has failed. */
const MOST_FAULTS = 5;

export interface RebuildLoopParts extends RebuildParts {
  /** Returns the records that the consumer group has yet to read. */
  lag: () => Promise<number>;
  pressure: Pick<DatabasePressure, 'relieve' | 'batchSize'>;
  pollIntervalMs: number;
}

export class RebuildLoop {
  private readonly log = new Logger(RebuildLoop.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private announcedAt = -Infinity;
  private open: RebuildProgress | undefined;
  /** Failures in a row. */
  private failures = 0;
  /** Those among them that are not the database's. */
  private faults = 0;

  constructor(private readonly parts: RebuildLoopParts) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the current step. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Progress of the observer's rebuild, whichever process works on it; undefined when there is none. */
  get rebuilding(): RebuildProgress | undefined {
    return this.open;
  }

  private async run(): Promise<void> {
    while (this.isActive()) {
      const rebuild = await this.attempt(() => this.look(), undefined);
      if (rebuild) await this.attempt(() => this.work(rebuild), rebuild.id);
      await this.pause(this.parts.pollIntervalMs);
    }
  }

  /** Announces the observer. @returns its rebuild, when this process has claimed it */
  private async look(): Promise<ObserverRebuild | undefined> {
    const { transactions, tables, options, worker, clock } = this.parts;
    const { observers } = tables;
    await this.announce();
    const rebuild = await transactions.run([], (tx) => observers.openRebuild(tx, options.name));
    this.open = rebuild ?? undefined;
    if (!rebuild) return undefined;
    const now = clock();
    const claim = { id: rebuild.id, worker, now, until: new Date(now.getTime() + CLAIM_MS) };
    return (await transactions.run([], (tx) => observers.claimRebuild(tx, claim))) ? rebuild : undefined;
  }

  private async work(found: ObserverRebuild): Promise<void> {
    const { pressure, options } = this.parts;
    const rebuild = new Rebuild(this.parts, found);
    const active = () => this.isActive();
    while (active()) {
      await pressure.relieve(active);
      const goesOn = await rebuild.step(pressure.batchSize);
      this.failures = this.faults = 0;
      this.open = goesOn ? rebuild.progress : undefined;
      if (!goesOn) return this.log.log(`${options.name} is rebuilt: ${rebuild.progress.eventsDone} events`);
      await this.announce();
    }
  }

  private async announce(): Promise<void> {
    const { transactions, tables, options, lag, clock } = this.parts;
    if (performance.now() - this.announcedAt < ANNOUNCE_MS) return;
    const consumes = options.consumes.map(({ type }) => type);
    const news = { name: options.name, consumes, lag: await lag().catch(() => null), now: clock() };
    await transactions.run([], (tx) => tables.observers.announce(tx, news));
    this.announcedAt = performance.now();
  }

  /** Undefined when the work failed: the next round begins from what is stored. */
  private async attempt<T>(work: () => Promise<T>, rebuildId: string | undefined): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RebuildLost)) await this.setBack(error as Error, rebuildId);
      return undefined;
    }
  }

  private async setBack(error: Error, rebuildId: string | undefined): Promise<void> {
    if (this.failures % 10 === 0)
      this.log.warn(`The rebuild of ${this.parts.options.name} does not go on: ${error.message}`);
    this.failures += 1;
    if (rebuildId !== undefined) {
      if (!mayPass(error)) this.faults += 1;
      await this.note(error.message, rebuildId).catch(() => undefined);
    }
    await this.pause(Math.min(FIRST_PAUSE_MS * 2 ** this.failures, LONGEST_PAUSE_MS));
  }

  /** Stores the fault with the rebuild, which has failed when it does not pass. */
  private async note(fault: string, rebuildId: string): Promise<void> {
    const { transactions, tables } = this.parts;
    const isOver = this.faults >= MOST_FAULTS;
    await transactions.run([], (tx) =>
      isOver ? tables.observers.endRebuild(tx, rebuildId, fault) : tables.observers.noteFault(tx, rebuildId, fault),
    );
    if (isOver) this.faults = 0;
  }

  private isActive(): boolean {
    return !this.stopping.signal.aborted;
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/**
 * Whether the database may do later what it does not do now: it is away (SQLSTATE 08, 57, or the operating system's code), two transactions
 * were in each other's way (40), it lacks resources (53), a lock was not free (55).
 */
function mayPass(error: unknown): boolean {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (typeof code === 'string') return /^(08|40|53|55|57|E[A-Z]+$)/.test(code);
  return /^Connection terminated|^timeout exceeded/.test(message);
}
