/** Reproducible randomness: the same seed yields the same numbers on every machine and after every restart. */

/** Returns the next number in [0, 1). */
export type Random = () => number;

/** @param seed any text; texts that differ in one letter yield unrelated numbers */
export function seededRandom(seed: string): Random {
  let state = scrambled(fnv1a(seed));
  // mulberry32: 32 bits of state, good enough for realistic data.
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}

/** Returns a random reference such as `CASE-48213907`. */
export function reference(random: Random, prefix: string): string {
  return `${prefix}-${Math.floor(random() * 1e8)
    .toString()
    .padStart(8, '0')}`;
}

/** Returns a random whole number from `least` to `most`, both included. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** Returns a log-normal random number, like a latency: mostly near the median, sometimes many times as much, never above `most`. */
export function skewed(random: Random, median: number, most: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(most, median * Math.exp(0.9 * normal));
}

/** Applies murmur3's last step, since FNV leaves the hashes of `key-1` and `key-2` close to each other. */
function scrambled(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
