import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ObserverRebuild, ObserverState } from '@sentinai/persistence';
import { observerTable, progressText, rebuildText, remainingText } from './observer-report.ts';
import { run } from './observers.command.ts';
import { watchRebuild } from './watch-rebuild.ts';

const START = new Date('2026-11-28T10:00:00Z');
const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1_000);

const aRebuild = (changes: Partial<ObserverRebuild> = {}): ObserverRebuild => ({
  id: '7',
  observer: 'search',
  from: new Date(0),
  state: 'running',
  requestedBy: 'ann',
  requestedAt: START,
  startedAt: START,
  updatedAt: after(10),
  endedAt: null,
  position: { tenantId: 'ACME', exceptionId: 'EX-1', sequence: 3 },
  eventsDone: 1_000,
  eventsTotal: 4_000,
  error: null,
  ...changes,
});
const anObserver = (rebuild: ObserverRebuild | null, silentSeconds = 1): ObserverState => ({
  name: 'search',
  consumes: ['ExceptionNormalized'],
  lag: 12,
  silentSeconds,
  rebuild,
});

describe('npm run observers', () => {
  const databaseUrl = process.env.DATABASE_URL;
  let told: string[];

  beforeEach(() => {
    told = [];
    const tell = (chunk: unknown) => told.push(String(chunk)) > 0;
    jest.spyOn(console, 'error').mockImplementation(tell);
    jest.spyOn(process.stderr, 'write').mockImplementation(tell);
    process.env.DATABASE_URL = 'postgres://sentinai_governance:secret@127.0.0.1:1/sentinai';
  });
  afterEach(() => {
    jest.restoreAllMocks();
    if (databaseUrl === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = databaseUrl;
  });

  it.each([
    ['no name', ['rebuild'], 'missing required argument'],
    ['an unknown command', ['forget'], 'unknown command'],
    ['a time without a zone', ['rebuild', 'search', '--from', '2026-11-01T08:00'], 'Give a date'],
    ['a day that does not exist', ['rebuild', 'search', '--from', '2026-02-31'], 'Give a date'],
    ['no time at all', ['rebuild', 'search', '--from', 'yesterday'], 'Give a date'],
    ['an unreachable database', ['rebuild', 'search', '--from', '2026-11-01'], 'the database cannot be reached'],
  ])('fails for %s', async (_, args, message) => {
    expect(await run(args)).toBe(1);
    expect(told.join('\n')).toContain(message);
    expect(told.join('\n')).not.toContain('secret');
  });
});

describe('the report', () => {
  it('says how far a rebuild is and how long it takes', () => {
    expect(progressText(aRebuild())).toBe('1000 of 4000 events (25 %)');
    expect(remainingText(aRebuild())).toBe('about 30 s left');
    expect(remainingText(aRebuild({ eventsTotal: 4_000_000 }))).toBe('about 11 h 6 min left');
  });

  it('says no more than is known', () => {
    expect(progressText(aRebuild({ eventsTotal: null }))).toBe('1000 events');
    expect(remainingText(aRebuild({ eventsTotal: null }))).toBeUndefined();
    expect(remainingText(aRebuild({ eventsDone: 0 }))).toBeUndefined();
    expect(progressText(aRebuild({ eventsDone: 0, eventsTotal: 0 }))).toBe('0 of 0 events (0 %)');
    expect(progressText(aRebuild({ eventsDone: 4_100 }))).toBe('4100 of 4100 events (100 %)');
  });

  it('lists observers with their hosts, lag and last rebuild', () => {
    const failed = aRebuild({ state: 'failed', endedAt: after(20), error: 'no page' });
    const table = observerTable([anObserver(failed), { ...anObserver(null, 90), name: 'audit', lag: null }]);

    expect(table).toMatch(/search .* alive .* 12 .* failed 2026-11-28T10:00:20.000Z, from the beginning, .*, no page/);
    expect(table).toMatch(/audit .* silent for 1 min 30 s .* unknown .* none/);
    expect(rebuildText(aRebuild({ from: START }))).toContain(
      'running, requested 2026-11-28T10:00:00.000Z, from 2026-11-28',
    );
  });
});

describe('the watch of a rebuild', () => {
  const watch = (states: readonly ObserverState[], signal = new AbortController().signal) => {
    const written: string[] = [];
    const left = [...states];
    const output = { isTTY: true, write: (text: string) => written.push(text) > 0 };
    const look = () => Promise.resolve((left.length > 1 ? left.shift() : left[0]) as ObserverState);
    return { written, end: watchRebuild({ look, output, signal }) };
  };

  it('prints the progress until the rebuild is complete', async () => {
    const done = aRebuild({ state: 'completed', endedAt: after(40), eventsDone: 4_000 });
    const requested = aRebuild({ state: 'requested', startedAt: null, eventsDone: 0, eventsTotal: null });
    const { written, end } = watch([anObserver(requested), anObserver(aRebuild()), anObserver(done)]);

    expect(await end).toBe(done);
    expect(written.join('\n')).toMatch(/about to begin[^]*1000 of 4000 events \(25 %\), about 30 s left/);
  });

  it.each([
    [
      'failed',
      anObserver(aRebuild({ state: 'failed', endedAt: after(1), error: 'no page' })),
      'failed after 1000 of 4000 events (25 %): no page',
    ],
    ['was cancelled', anObserver(aRebuild({ state: 'cancelled', endedAt: after(1) })), 'was cancelled'],
    [
      'has no process to do it',
      anObserver(aRebuild({ state: 'requested' }), 300),
      'no process hosts search (silent for 5 min 0 s)',
    ],
  ])('ends when it %s', async (_, state, message) => {
    await expect(watch([state]).end).rejects.toThrow(message);
  });

  it('ends without the rebuild, and says so', async () => {
    const interruption = new AbortController();
    const { end } = watch([anObserver(aRebuild())], interruption.signal);
    interruption.abort();

    await expect(end).rejects.toThrow('the rebuild goes on. Watch it with "npm run observers -- status search"');
  });
});
