import { expect, it } from '@jest/globals';
import { seededRandom, skewed } from './seeded-random.ts';

it('one seed gives one sequence', () => {
  const [one, two] = [seededRandom('a'), seededRandom('a')];

  expect([one(), one(), one()]).toEqual([two(), two(), two()]);
  expect(seededRandom('b')()).not.toBe(seededRandom('a')());
});

it.each(['key-', 'demo|fate|6f0f6d9e-3f0a-5b7e-9f55-'])('seeds that count up are spread evenly: %s', (prefix) => {
  const tenths = Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i += 1) tenths[Math.floor(seededRandom(prefix + i)() * 10)]! += 1;

  expect(Math.min(...tenths)).toBeGreaterThan(900);
  expect(Math.max(...tenths)).toBeLessThan(1_100);
});

it('latencies lie about their median, and never above the limit', () => {
  const random = seededRandom('latencies');
  const latencies = Array.from({ length: 1_000 }, () => skewed(random, 20, 400)).sort((a, b) => a - b);

  expect(latencies[500]).toBeGreaterThan(16);
  expect(latencies[500]).toBeLessThan(24);
  expect(latencies[990]).toBeGreaterThan(80);
  expect(latencies.at(-1)).toBeLessThanOrEqual(400);
});
