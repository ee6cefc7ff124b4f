/** Everything in a worker besides its agent: database, Kafka, the batch runtime, readiness, metrics. */
import { Inject, Module, type OnApplicationShutdown, type OnModuleInit, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import {
  MeasurementRepository,
  PersistenceModule,
  TenantTransactions,
  WaitingEventRepository,
} from '@sentinai/persistence';
import {
  CONFIG,
  type ConfigOf,
  HealthRegistry,
  Metrics,
  TRACER,
  type Tracer,
  type baseSettings,
} from '@sentinai/service-kit';
import { type Admin, Kafka } from 'kafkajs';
import { EventProducer } from '../kafka/event.producer.ts';
import { KAFKA_ADMIN, KafkaModule } from '../kafka/kafka.module.ts';
import type { workerSettings } from '../kafka/kafka.settings.ts';
import { LagMonitor } from '../kafka/lag.monitor.ts';
import { LagSampler } from '../kafka/lag.sampler.ts';
import { groupId } from '../kafka/topics.ts';
import { BatchMeasurer } from '../metrics/batch.measurer.ts';
import { MeasurementRecorder } from '../metrics/measurement.recorder.ts';
import { WorkerMetrics } from '../metrics/worker.metrics.ts';
import { RetryLoop } from '../retries/retry-loop.ts';
import { type RetryPolicy, createRetryPolicy } from '../retries/retry-policy.ts';
import { BatchProcessor } from '../runtime/batch.processor.ts';
import { CaseStore } from '../runtime/case.store.ts';
import { UnderwayCalls } from '../runtime/underway-calls.ts';
import { AgentRegistry } from './agent.registry.ts';
import { AgentTransport } from './agent.transport.ts';
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

const transport: Provider = {
  provide: AgentTransport,
  inject: [
    CONFIG,
    AgentRegistry,
    Kafka,
    EventProducer,
    TenantTransactions,
    CaseStore,
    WaitingEventRepository,
    WorkerMetrics,
    BatchMeasurer,
    TRACER,
  ],
  useFactory: createTransport,
};

const recorder: Provider = {
  provide: MeasurementRecorder,
  inject: [CONFIG, TenantTransactions, MeasurementRepository, Metrics],
  useFactory: (
    { instanceId }: ConfigOf<typeof baseSettings>,
    transactions: TenantTransactions,
    repository: MeasurementRepository,
    metrics: Metrics,
  ) => new MeasurementRecorder({ transactions, repository, instance: instanceId, metrics }),
};

const measurer: Provider = {
  provide: BatchMeasurer,
  inject: [AgentRegistry, WorkerMetrics, MeasurementRecorder],
  useFactory: (registry: AgentRegistry, metrics: WorkerMetrics, measurements: MeasurementRecorder) =>
    new BatchMeasurer(registry.theAgent(), metrics, measurements),
};

// Nest passes a factory its parts one by one.
function createTransport(...injected: TransportInjections) {
  const [config, registry, kafka, producer, transactions, store, waiting, metrics, watch, tracer] = injected;
  const { options, agent } = registry.theAgent();
  const createConsumer = (mayRestart: () => Promise<boolean>) =>
    kafka.consumer({
      groupId: groupId(options.name),
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
  const clock = () => new Date();
  const { batchMaxEvents, databaseSlowAfterMs } = config;
  const pressure = new DatabasePressure({ batchMax: batchMaxEvents, slowAfterMs: databaseSlowAfterMs }, metrics);
  const watched = pressure.watch(transactions);
  const underway = new UnderwayCalls();
  const processor = new BatchProcessor({
    options,
    agent,
    transactions: watched,
    store,
    producer,
    clock,
    watch,
    retries: retryPolicyOf(config),
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
  return new AgentTransport({ options, createConsumer, processor, retries, metrics, pressure });
}

const retryPolicyOf = (config: ConfigOf<typeof workerSettings>): RetryPolicy =>
  createRetryPolicy({
    maxAttempts: config.retryMaxAttempts,
    firstDelayMs: config.retryFirstDelayMs,
    longestDelayMs: config.retryLongestDelayMs,
  });

type TransportInjections = [
  config: ConfigOf<typeof workerSettings>,
  registry: AgentRegistry,
  kafka: Kafka,
  producer: EventProducer,
  transactions: TenantTransactions,
  store: CaseStore,
  waiting: WaitingEventRepository,
  metrics: WorkerMetrics,
  watch: BatchMeasurer,
  tracer: Tracer | null,
];

@Module({
  imports: [PersistenceModule, KafkaModule, DiscoveryModule],
  providers: [AgentRegistry, CaseStore, WorkerMetrics, recorder, measurer, transport],
  exports: [PersistenceModule, KafkaModule, AgentTransport, CaseStore],
})
export class WorkerModule implements OnModuleInit, OnApplicationShutdown {
  private sampler: LagSampler | undefined;

  constructor(
    private readonly registry: AgentRegistry,
    private readonly transport: AgentTransport,
    private readonly health: HealthRegistry,
    private readonly metrics: WorkerMetrics,
    @Inject(KAFKA_ADMIN) private readonly admin: Admin,
  ) {}

  /** Registers readiness beside the database's: Kafka answers, and this worker consumes and makes progress. */
  onModuleInit(): void {
    const { options } = this.registry.theAgent();
    const topics = [...new Set(options.consumes.map((event) => event.topic))];
    const lag = new LagMonitor(this.admin, groupId(options.name), topics);
    this.sampler = new LagSampler(lag, (records) => this.metrics.lagging(records));
    this.health.register('kafka', async () => ({ lag: await lag.lag() }));
    this.health.register('consumer', async () => this.transport.checkReady());
  }

  onApplicationShutdown(): void {
    this.sampler?.stop();
  }
}
