/** Everything in a worker besides its agents: database, Kafka, the batch runtime of each agent, readiness, metrics. */
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
import { LagSampler } from '../kafka/lag.sampler.ts';
import { MeasurementRecorder } from '../metrics/measurement.recorder.ts';
import { ObserverStore } from '../observing/observer.store.ts';
import { RebuildTables } from '../observing/rebuild.ts';
import { CaseStore } from '../runtime/case.store.ts';
import { AgentHost } from './agent.host.ts';
import { AgentRegistry } from './agent.registry.ts';
import { type HostParts, type MeasuredAgent, createHostedAgent, createHostedObserver } from './hosted-agent.ts';

/** The agents of this process, each with its own runtime. */
const HOSTED_AGENTS = Symbol('hosted agents');

const hostedAgents: Provider = {
  provide: HOSTED_AGENTS,
  inject: [
    AgentRegistry,
    CONFIG,
    Kafka,
    KAFKA_ADMIN,
    EventProducer,
    TenantTransactions,
    CaseStore,
    ObserverStore,
    RebuildTables,
    WaitingEventRepository,
    MeasurementRecorder,
    Metrics,
    TRACER,
  ],
  useFactory: hostAll,
};

const host: Provider = {
  provide: AgentHost,
  inject: [HOSTED_AGENTS],
  useFactory: (agents: readonly MeasuredAgent[]) => new AgentHost(agents),
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

// Nest passes a factory its parts one by one.
function hostAll(registry: AgentRegistry, ...injected: HostInjections): MeasuredAgent[] {
  const [config, kafka, admin, producer, transactions, store, ...more] = injected;
  const [observed, rebuilds, waiting, recorder, metrics, tracer] = more;
  const shared = { config, kafka, admin, producer, transactions, store };
  const parts = { ...shared, observed, rebuilds, waiting, recorder, metrics, tracer };
  const { agents, observers } = registry.consumers();
  return [
    ...agents.map((agent) => createHostedAgent(agent, parts)),
    ...observers.map((observer) => createHostedObserver(observer, parts)),
  ];
}

type HostInjections = [
  config: HostParts['config'],
  kafka: Kafka,
  admin: Admin,
  producer: EventProducer,
  transactions: TenantTransactions,
  store: CaseStore,
  observed: ObserverStore,
  rebuilds: RebuildTables,
  waiting: WaitingEventRepository,
  recorder: MeasurementRecorder,
  metrics: Metrics,
  tracer: Tracer | null,
];

@Module({
  imports: [PersistenceModule, KafkaModule, DiscoveryModule],
  providers: [AgentRegistry, CaseStore, ObserverStore, RebuildTables, recorder, hostedAgents, host],
  exports: [PersistenceModule, KafkaModule, AgentHost, CaseStore],
})
export class WorkerModule implements OnModuleInit, OnApplicationShutdown {
  private samplers: LagSampler[] = [];

  constructor(
    @Inject(HOSTED_AGENTS) private readonly agents: readonly MeasuredAgent[],
    private readonly host: AgentHost,
    private readonly health: HealthRegistry,
  ) {}

  /** Registers readiness beside the database's: Kafka answers, and every agent consumes and makes progress. */
  onModuleInit(): void {
    this.samplers = this.agents.map(
      ({ lag, metrics, runner }) =>
        new LagSampler(lag, (records) =>
          metrics.lagging(records, records === undefined ? undefined : runner.ageOf(records)),
        ),
    );
    this.health.register('kafka', async () => ({ ...(await this.host.lag()) }));
    this.health.register('consumer', async () => {
      this.host.checkReady();
      const rebuilding = this.host.rebuilding();
      return Object.keys(rebuilding).length > 0 ? { rebuilding } : {};
    });
  }

  onApplicationShutdown(): void {
    for (const sampler of this.samplers) sampler.stop();
  }
}
