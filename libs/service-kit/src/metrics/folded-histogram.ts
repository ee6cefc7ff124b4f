/**
 * A histogram that is counted elsewhere, in bulk, and read when it is scraped: for what happens too often for an observation
 * each, which is all that prom-client's own takes. In Prometheus' text format.
 */

export interface HistogramReading {
  /** How many observations there are up to each bound, the bounds included; ascending, without the infinite one. */
  upTo: readonly { bound: number; count: number }[];
  count: number;
  sum: number;
}

export interface FoldedHistogram {
  name: string;
  help: string;
  /** Totals since the process began: they never decrease. */
  read: () => HistogramReading;
}

/** Its lines, every sample with the label `service`. */
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
