/** Puts together what belongs to one agent of a host: its consumer group, batch runtime, retries, pace and metrics. */
import type { MeasurementRecorder } from '../metrics/measurement.recorder.ts';
import type { TenantTransactions, WaitingEventRepository } from '@sentinai/persistence';
import type { ConfigOf, Metrics, Tracer } from '@sentinai/service-kit';
import type { Admin, Kafka } from 'kafkajs';
import type { EventProducer } from '../kafka/event.producer.ts';
import type { GroupConsumerParts } from '../kafka/group.consumer.ts';
import type { workerSettings } from '../kafka/kafka.settings.ts';
import { LagMonitor } from '../kafka/lag.monitor.ts';
import { groupId } from '../kafka/topics.ts';
import { BatchMeasurer } from '../metrics/batch.measurer.ts';
import { WorkerMetrics } from '../metrics/worker.metrics.ts';
import { RetryLoop } from '../retries/retry-loop.ts';
import { createRetryPolicy } from '../retries/retry-policy.ts';
import { BatchProcessor } from '../runtime/batch.processor.ts';
import type { CaseStore } from '../runtime/case.store.ts';
import { UnderwayCalls } from '../runtime/underway-calls.ts';
import type { HostedAgent } from './agent.host.ts';
import type { RegisteredAgent } from './agent.registry.ts';
import { AgentRunner } from './agent.runner.ts';
import { type AgentSettings, settingsFor } from './agent.settings.ts';
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
  const { options } = registered;
  const metrics = new WorkerMetrics(parts.metrics, options.name);
  const settings = settingsFor(options.name, parts.config);
  const topics = [...new Set(options.consumes.map((event) => event.topic))];
  return {
    options,
    metrics,
    runner: createRunner(registered, parts, { metrics, settings }),
    lag: new LagMonitor(parts.admin, groupId(parts.config.kafkaGroupPrefix, options.name), topics),
  };
}

interface OwnParts {
  metrics: WorkerMetrics;
  settings: AgentSettings;
}

function createRunner(registered: RegisteredAgent, parts: HostParts, { metrics, settings }: OwnParts): AgentRunner {
  const { options, agent } = registered;
  const { config, transactions, store, producer, tracer, waiting } = parts;
  const { batchMaxEvents } = settings;
  const clock = () => new Date();
  const pressure = new DatabasePressure({ batchMax: batchMaxEvents, slowAfterMs: config.databaseSlowAfterMs }, metrics);
  const underway = new UnderwayCalls();
  const processor = new BatchProcessor({
    options,
    agent,
    transactions: pressure.watch(transactions),
    store,
    producer,
    clock,
    watch: new BatchMeasurer(registered, metrics, parts.recorder),
    retries: createRetryPolicy({
      maxAttempts: settings.retryMaxAttempts,
      firstDelayMs: settings.retryFirstDelayMs,
      longestDelayMs: settings.retryLongestDelayMs,
    }),
    underway,
    tracer,
  });
  const retries = new RetryLoop({
    consumer: options.name,
    processor,
    underway,
    waiting,
    transactions,
    metrics,
    clock,
    pollIntervalMs: config.retryPollIntervalMs,
    limit: batchMaxEvents,
  });
  return new AgentRunner({
    options,
    createConsumer: consumersOf(options.name, parts),
    processor,
    retries,
    metrics,
    pressure,
  });
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
