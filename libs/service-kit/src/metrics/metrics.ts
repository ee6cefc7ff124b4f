/** The process's metrics for Prometheus. */
import { isDeepStrictEqual } from 'node:util';
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
  type HistogramConfiguration,
} from 'prom-client';
import { type FoldedHistogram, foldedHistogramText } from './folded-histogram.ts';

type Definition<T> = Omit<T, 'registers'>;

/**
 * Registers metrics. Every sample has the label `service`; an existing name returns the same metric, so that two
 * parts of a service can share it.
 *
 * @example
 * this.decided = metrics.counter({ name: 'events_decided_total', help: 'Events decided.', labelNames: ['consumer']
 * });
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly folded = new Map<string, FoldedHistogram[]>();

  constructor(private readonly service: string) {
    this.registry.setDefaultLabels({ service });
  }

  /** Adds Node's own metrics: memory, CPU, event loop, garbage collection. */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  counter<T extends string>(definition: Definition<CounterConfiguration<T>>): Counter<T> {
    return this.existing(definition.name, Counter<T>) ?? new Counter({ ...definition, registers: [this.registry] });
  }

  /** With `collect`, the gauge is read when it is scraped. */
  gauge<T extends string>(definition: Definition<GaugeConfiguration<T>>): Gauge<T> {
    return this.existing(definition.name, Gauge<T>) ?? new Gauge({ ...definition, registers: [this.registry] });
  }

  /** Durations are in seconds, by Prometheus' convention. */
  histogram<T extends string>(definition: Definition<HistogramConfiguration<T>>): Histogram<T> {
    return this.existing(definition.name, Histogram<T>) ?? new Histogram({ ...definition, registers: [this.registry] });
  }

  /**
   * Adds a histogram that its owner counts in bulk. Several may share a name if their labels differ.
   * @throws when the name, with these labels, is already taken
   */
  foldedHistogram(histogram: FoldedHistogram): void {
    const { name } = histogram;
    const others = this.folded.get(name) ?? [];
    const isTaken = others.some(({ labels }) => isDeepStrictEqual(labels, histogram.labels));
    if (isTaken || this.registry.getSingleMetric(name)) throw new Error(`The metric ${name} exists already.`);
    this.folded.set(name, [...others, histogram]);
  }

  /** Returns the text of `/metrics` and its media type. */
  async expose(): Promise<{ contentType: string; text: string }> {
    const folded = [...this.folded.values()].map((histograms) => foldedHistogramText(histograms, this.service));
    const text = [await this.registry.metrics(), ...folded].join('\n');
    return { contentType: this.registry.contentType, text };
  }

  private assertNew(name: string): void {
    if (this.folded.has(name)) throw new Error(`The metric ${name} exists already.`);
  }

  private existing<M extends object>(name: string, kind: new (...args: never) => M): M | undefined {
    this.assertNew(name);
    const metric: object | undefined = this.registry.getSingleMetric(name);
    if (metric === undefined || metric instanceof kind) return metric;
    throw new Error(`The metric ${name} exists already, as a ${metric.constructor.name}.`);
  }
}
