/**
 * A histogram counted elsewhere in bulk and read when scraped: for events too frequent to observe one by one, which
 * is the only way prom-client's histogram counts. In Prometheus' text format.
 */

export interface HistogramReading {
  /** Number of observations up to and including each bound; ascending, without the infinite one. */
  upTo: readonly { bound: number; count: number }[];
  count: number;
  sum: number;
}

export interface FoldedHistogram {
  name: string;
  help: string;
  /** Totals since the process started: they never decrease. */
  read: () => HistogramReading;
}

/** Returns its lines; every sample has the label `service`. */
export function foldedHistogramText({ name, help, read }: FoldedHistogram, service: string): string {
  const { upTo, count, sum } = read();
  const bucket = (bound: number | string, value: number): string =>
    `${name}_bucket{le="${bound}",service="${service}"} ${value}`;
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} histogram`,
    ...upTo.map((one) => bucket(one.bound, one.count)),
    bucket('+Inf', count),
    `${name}_sum{service="${service}"} ${sum}`,
    `${name}_count{service="${service}"} ${count}`,
    '',
  ].join('\n');
}
