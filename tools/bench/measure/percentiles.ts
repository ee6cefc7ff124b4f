/** Percentiles of small sets of values; the database computes those of events. Pure. */

export interface Percentiles {
  count: number;
  p50: number;
  p95: number;
  p99: number;
}

/** Computes percentiles by nearest rank, in the unit of the values; all 0 when there are none. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
