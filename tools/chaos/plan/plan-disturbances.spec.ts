import { describe, expect, it } from '@jest/globals';
import { describeDisturbance } from './disturbance.ts';
import { planDisturbances } from './plan-disturbances.ts';

const stack = { workers: ['intake', 'triage', 'triage-2', 'tool'], cuttable: ['triage-2'] };
const plan = (seed: number, kills = 400) => planDisturbances({ seed, kills, ...stack });

describe('planDisturbances', () => {
  it('gives the same list for the same seed', () => {
    expect(plan(1)).toEqual(plan(1));
  });

  it('gives another list for another seed', () => {
    expect(plan(1)).not.toEqual(plan(2));
  });

  it('begins a longer list like a shorter one', () => {
    expect(plan(1, 100).slice(0, 20)).toEqual(plan(1, 20));
  });

  it('disturbs every kind of target, workers most often', () => {
    const targets = plan(1).map(({ target }) => target);
    const share = (names: string[]) => targets.filter((name) => names.includes(name)).length / targets.length;

    expect(new Set(targets)).toEqual(new Set([...stack.workers, 'Kafka', 'PostgreSQL', 'Redis', 'gateway']));
    expect(share(stack.workers)).toBeGreaterThan(0.5);
  });

  it('keeps pauses and freezes within their bounds, so that every freeze ends', () => {
    for (const { pauseMs, blow } of plan(3)) {
      expect(pauseMs).toBeGreaterThanOrEqual(500);
      expect(pauseMs).toBeLessThanOrEqual(4_000);
      if ('forMs' in blow) expect(blow.forMs).toBeLessThanOrEqual(15_000);
    }
  });

  it('freezes some for longer than the session timeout of a consumer', () => {
    expect(plan(1).some(({ target, blow }) => target === 'Kafka' && 'forMs' in blow && blow.forMs > 10_000)).toBe(true);
  });

  it('leaves a target alone while it is frozen', () => {
    let now = 0;
    const until = new Map<string, number>();
    for (const { pauseMs, target, blow } of plan(4)) {
      now += pauseMs;
      expect(until.get(target) ?? 0).toBeLessThanOrEqual(now);
      until.set(target, now + ('forMs' in blow ? blow.forMs : 0));
    }
  });

  it('cuts nothing where nothing can be cut', () => {
    const planned = planDisturbances({ seed: 1, kills: 400, ...stack, cuttable: [] });

    expect(planned.filter(({ blow }) => blow.kind === 'cut')).toEqual([]);
  });
});

describe('describeDisturbance', () => {
  const at = { number: 1, pauseMs: 500, recoverFirst: false };

  it.each([
    ['kill -9 triage', { ...at, target: 'triage', blow: { kind: 'kill' as const } }],
    ['freeze Kafka for 7.3 s', { ...at, target: 'Kafka', blow: { kind: 'freeze' as const, forMs: 7_250 } }],
    [
      'cut the network between tool-2 and Kafka (reset) for 2.0 s',
      { ...at, target: 'tool-2', blow: { kind: 'cut' as const, how: 'reset' as const, forMs: 2_000 } },
    ],
  ])('says %s', (text, disturbance) => {
    expect(describeDisturbance(disturbance)).toBe(text);
  });
});
