/** Puts together what belongs to one agent or observer of a host: its consumer group, batch runtime, retries, pace and metrics. */
import { randomUUID } from 'node:crypto';
import type { MeasurementRecorder } from '../metrics/measurement.recorder.ts';
import type { TenantTransactions, WaitingEventRepository } from '@sentinai/persistence';
import type { ConfigOf, Metrics, Tracer } from '@sentinai/service-kit';
import type { Admin, Kafka } from 'kafkajs';
import type { EventProducer } from '../kafka/event.producer.ts';
import type { GroupConsumerParts } from '../kafka/group.consumer.ts';
import type { workerSettings } from '../kafka/kafka.settings.ts';
import { LagMonitor } from '../kafka/lag.monitor.ts';
import { groupId } from '../kafka/topics.ts';
import { BatchMeasurer, type MeasuredConsumer } from '../metrics/batch.measurer.ts';
import { WorkerMetrics } from '../metrics/worker.metrics.ts';
import { RetryLoop } from '../retries/retry-loop.ts';
import { createRetryPolicy } from '../retries/retry-policy.ts';
import { BatchProcessor } from '../runtime/batch.processor.ts';
import { ObserverProcessor } from '../observing/observer.processor.ts';
import type { ObserverStore } from '../observing/observer.store.ts';
import { RebuildLoop } from '../observing/rebuild-loop.ts';
import type { RebuildTables } from '../observing/rebuild.ts';
import type { CaseStore } from '../runtime/case.store.ts';
import { UnderwayCalls } from '../runtime/underway-calls.ts';
import type { HostedAgent } from './agent.host.ts';
import type { RegisteredAgent, RegisteredObserver } from './agent.registry.ts';
import { AgentRunner, type ConsumerOptions } from './agent.runner.ts';
import { settingsFor } from './agent.settings.ts';
import { DatabasePressure } from './database-pressure.ts';

/**
 * Members learn from their heartbeats that another joins or leaves, and the partitions of a departed member wait
 * until all have learned it. An idle member is silent until its fetch returns. Both add to the delay of exceptions
 * during a rolling restart.
 */
const KAFKA_HEARTBEAT_MS = 500;
const LONGEST_FETCH_MS = 500;
const REBALANCE_TIMEOUT_MS = 30_000;
/**
 * Fetched records are held until processed: this bounds a worker's memory. A single larger record is still delivered.
 */
const LARGEST_FETCH_BYTES = 256 * 1024;

/** The parts of a process that its agents share. */
export interface HostParts {
  config: ConfigOf<typeof workerSettings>;
  kafka: Kafka;
  admin: Admin;
  producer: EventProducer;
  transactions: TenantTransactions;
  store: CaseStore;
  observed: ObserverStore;
  rebuilds: RebuildTables;
  waiting: WaitingEventRepository;
  recorder: MeasurementRecorder;
  metrics: Metrics;
  /** Null while tracing is off. */
  tracer: Tracer | null;
}

export interface MeasuredAgent extends HostedAgent {
  metrics: WorkerMetrics;
}

export function createHostedAgent(registered: RegisteredAgent, parts: HostParts): MeasuredAgent {
  const { options, agent } = registered;
  const own = ownParts(registered, parts);
  const { store, producer, tracer } = parts;
  const underway = new UnderwayCalls();
  const processor = new BatchProcessor({ ...own.processing, options, agent, store, producer, underway, tracer });
  return hosted(options, parts, { ...own, processor, underway });
}

export function createHostedObserver({ options, observer }: RegisteredObserver, parts: HostParts): MeasuredAgent {
  const own = ownParts({ options }, parts);
  const { observed: store, rebuilds: tables, transactions, config } = parts;
  const processor = new ObserverProcessor({ ...own.processing, options, observer, store });
  const agent = hosted(options, parts, { ...own, processor, underway: new UnderwayCalls() });
  const rebuilds = new RebuildLoop({
    options,
    observer,
    processor,
    store,
    tables,
    transactions,
    clock: own.processing.clock,
    worker: randomUUID(),
    lag: () => agent.lag.lag(),
    pressure: own.pressure,
    pollIntervalMs: config.retryPollIntervalMs,
  });
  return { ...agent, rebuilds };
}

type OwnParts = ReturnType<typeof ownParts>;

/** What an agent or an observer has for itself. */
function ownParts(consumer: MeasuredConsumer, { config, metrics, recorder, transactions }: HostParts) {
  const { name } = consumer.options;
  const settings = settingsFor(name, config);
  const measured = new WorkerMetrics(metrics, name);
  const limits = { batchMax: settings.batchMaxEvents, slowAfterMs: config.databaseSlowAfterMs };
  const pressure = new DatabasePressure(limits, measured);
  const retries = createRetryPolicy({
    maxAttempts: settings.retryMaxAttempts,
    firstDelayMs: settings.retryFirstDelayMs,
    longestDelayMs: settings.retryLongestDelayMs,
  });
  const processing = {
    transactions: pressure.watch(transactions),
    clock: () => new Date(),
    watch: new BatchMeasurer(consumer, measured, recorder),
    retries,
  };
  return { settings, metrics: measured, pressure, processing };
}

interface Processing {
  processor: BatchProcessor | ObserverProcessor;
  underway: UnderwayCalls;
}

function hosted(options: ConsumerOptions, parts: HostParts, own: OwnParts & Processing): MeasuredAgent {
  const { config, admin, waiting, transactions } = parts;
  const { metrics, pressure, processor, underway, settings, processing } = own;
  const retries = new RetryLoop({
    consumer: options.name,
    processor,
    underway,
    waiting,
    transactions,
    metrics,
    clock: processing.clock,
    pollIntervalMs: config.retryPollIntervalMs,
    limit: settings.batchMaxEvents,
  });
  const createConsumer = consumersOf(options.name, parts);
  const topics = [...new Set(options.consumes.map((event) => event.topic))];
  return {
    options,
    metrics,
    runner: new AgentRunner({ options, createConsumer, processor, retries, metrics, pressure }),
    lag: new LagMonitor(admin, groupId(config.kafkaGroupPrefix, options.name), topics),
  };
}

function consumersOf(agent: string, { kafka, config }: HostParts): GroupConsumerParts['create'] {
  return (mayRestart) =>
    kafka.consumer({
      groupId: groupId(config.kafkaGroupPrefix, agent),
      sessionTimeout: config.kafkaSessionTimeoutMs,
      rebalanceTimeout: REBALANCE_TIMEOUT_MS,
      heartbeatInterval: KAFKA_HEARTBEAT_MS,
      maxWaitTimeInMs: LONGEST_FETCH_MS,
      maxBytesPerPartition: LARGEST_FETCH_BYTES,
      allowAutoTopicCreation: false,
      // Few retries within a connection: a crash causes a fresh start, which forgets brokers and coordinators that
      // are gone.
      retry: { initialRetryTime: 100, maxRetryTime: 3_000, retries: 5, restartOnFailure: mayRestart },
    });
}
