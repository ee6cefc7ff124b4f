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
  /** Labels of all its samples, besides `service`. */
  labels?: Readonly<Record<string, string>>;
  /** Totals since the process started: they never decrease. */
  read: () => HistogramReading;
}

/** Returns the lines of one name's histograms, which differ in their labels; every sample has the label `service`. */
export function foldedHistogramText(histograms: readonly FoldedHistogram[], service: string): string {
  const [first] = histograms;
  if (!first) return '';
  const lines = histograms.flatMap((histogram) => samples(histogram, service));
  return [`# HELP ${first.name} ${first.help}`, `# TYPE ${first.name} histogram`, ...lines, ''].join('\n');
}

function samples({ name, labels = {}, read }: FoldedHistogram, service: string): string[] {
  const { upTo, count, sum } = read();
  const own = Object.entries({ ...labels, service }).map(([label, value]) => `${label}="${value}"`);
  const bucket = (bound: number | string, value: number): string =>
    `${name}_bucket{${[`le="${bound}"`, ...own].join(',')}} ${value}`;
  return [
    ...upTo.map((one) => bucket(one.bound, one.count)),
    bucket('+Inf', count),
    `${name}_sum{${own.join(',')}} ${sum}`,
    `${name}_count{${own.join(',')}} ${count}`,
  ];
}
