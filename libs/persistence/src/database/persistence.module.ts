/**
 * The Nest module of an app's database: a connection pool under the app's own role, and the repositories. The app is
 * ready when the database answers.
 */
import { Inject, Module, type OnApplicationShutdown, type OnModuleInit, type Provider } from '@nestjs/common';
import {
  API_KEY_VERIFIER,
  CONFIG,
  type ConfigOf,
  HealthRegistry,
  TENANT_STANDINGS,
  type databaseSettings,
} from '@sentinai/service-kit';
import { DataSource } from 'typeorm';
import { ApiKeyStore } from '../api-keys/api-key.store.ts';
import { AuditRecordQueries } from '../audit/audit-record.queries.ts';
import { AuditRecordRepository } from '../audit/audit-record.repository.ts';
import { DeadLetterRepository } from '../dead-letters/dead-letter.repository.ts';
import { EventLogRepository } from '../events/event-log.repository.ts';
import { EventTimelineQueries } from '../events/event-timeline.queries.ts';
import { ExceptionQueries } from '../exceptions/exception.queries.ts';
import { ExceptionRepository } from '../exceptions/exception.repository.ts';
import { InboxRepository } from '../inbox/inbox.repository.ts';
import { MeasurementQueries } from '../measurements/measurement.queries.ts';
import { MeasurementRepository } from '../measurements/measurement.repository.ts';
import { ObserverRepository } from '../observers/observer.repository.ts';
import { ActivationHistoryRepository } from '../packs/activation-history.repository.ts';
import { PackImporter } from '../packs/pack.importer.ts';
import { PackInstaller } from '../packs/pack.installer.ts';
import { PackQueries } from '../packs/pack.queries.ts';
import { PackRepository } from '../packs/pack.repository.ts';
import { RedactorStore } from '../packs/redactor.store.ts';
import { StatusAuthority } from '../packs/status-authority.ts';
import { TenantConfigStore } from '../packs/tenant-config.store.ts';
import { PipelineQueries } from '../pipeline/pipeline.queries.ts';
import { OwnPlaybooks } from '../playbooks/own-playbooks.ts';
import { PlaybookRepository } from '../playbooks/playbook.repository.ts';
import { TenantDetailsRepository } from '../tenants/tenant-details.repository.ts';
import { TenantStandings } from '../tenants/tenant-standings.ts';
import { TenantRepository } from '../tenants/tenant.repository.ts';
import { ToolActivationRepository } from '../tools/tool-activation.repository.ts';
import { ToolCircuitRepository } from '../tools/tool-circuit.repository.ts';
import { ToolDefinitionQueries } from '../tools/tool-definition.queries.ts';
import { ToolDefinitionRepository } from '../tools/tool-definition.repository.ts';
import { ToolExecutionQueries } from '../tools/tool-execution.queries.ts';
import { ToolExecutionRepository } from '../tools/tool-execution.repository.ts';
import { WaitingEventRepository } from '../waiting-events/waiting-event.repository.ts';
import { createDataSource } from './data-source.ts';
import { TenantRequests } from './tenant-requests.ts';
import { TenantTransactions } from './transaction.ts';

const dataSource: Provider = {
  provide: DataSource,
  inject: [CONFIG],
  useFactory: (config: ConfigOf<typeof databaseSettings>) =>
    createDataSource({
      url: config.databaseUrl,
      tls: { mode: config.databaseTls, caFile: config.databaseTlsCaFile },
      poolSize: config.databasePoolSize,
      applicationName: new URL(config.databaseUrl).username || 'sentinai',
    }).initialize(),
};

const queries = [
  AuditRecordQueries,
  EventTimelineQueries,
  ExceptionQueries,
  MeasurementQueries,
  PackQueries,
  PipelineQueries,
  ToolDefinitionQueries,
  ToolExecutionQueries,
];

/** Repositories without dependencies. */
const plainRepositories = [
  ActivationHistoryRepository,
  AuditRecordRepository,
  DeadLetterRepository,
  EventLogRepository,
  ExceptionRepository,
  InboxRepository,
  MeasurementRepository,
  ObserverRepository,
  PackRepository,
  PlaybookRepository,
  TenantDetailsRepository,
  TenantRepository,
  ToolActivationRepository,
  ToolCircuitRepository,
  ToolDefinitionRepository,
  ToolExecutionRepository,
  WaitingEventRepository,
];

const composed: Provider[] = [
  {
    provide: TenantTransactions,
    inject: [DataSource],
    useFactory: (source: DataSource) => new TenantTransactions(source),
  },
  {
    provide: TenantRequests,
    inject: [TenantTransactions],
    useFactory: (transactions: TenantTransactions) => new TenantRequests(transactions),
  },
  {
    provide: API_KEY_VERIFIER,
    inject: [TenantRequests],
    useFactory: (requests: TenantRequests) => new ApiKeyStore(requests),
  },
  {
    provide: TenantConfigStore,
    inject: [TenantRepository, PackRepository, PlaybookRepository, ToolDefinitionRepository],
    useFactory: (...parts: ConstructorParameters<typeof TenantConfigStore>) => new TenantConfigStore(...parts),
  },
  {
    provide: RedactorStore,
    inject: [TenantConfigStore],
    useFactory: (configs: TenantConfigStore) => new RedactorStore(configs),
  },
  {
    provide: StatusAuthority,
    inject: [TenantConfigStore],
    useFactory: (configs: TenantConfigStore) => new StatusAuthority(configs),
  },
  {
    provide: PackInstaller,
    inject: [
      PackRepository,
      PlaybookRepository,
      ToolDefinitionRepository,
      TenantRepository,
      ActivationHistoryRepository,
    ],
    useFactory: (...parts: ConstructorParameters<typeof PackInstaller>) => new PackInstaller(...parts),
  },
  {
    provide: OwnPlaybooks,
    inject: [PlaybookRepository, PackRepository, TenantRepository],
    useFactory: (...parts: ConstructorParameters<typeof OwnPlaybooks>) => new OwnPlaybooks(...parts),
  },
  {
    provide: PackImporter,
    inject: [PackRepository, TenantRepository, PackInstaller],
    useFactory: (packs: PackRepository, tenants: TenantRepository, installer: PackInstaller) =>
      new PackImporter({ packs, tenants, installer }),
  },
  {
    provide: TENANT_STANDINGS,
    inject: [TenantRequests, TenantRepository],
    useFactory: (requests: TenantRequests, tenants: TenantRepository) => new TenantStandings(requests, tenants),
  },
];

@Module({
  providers: [dataSource, ...plainRepositories, ...queries, ...composed],
  exports: [
    DataSource,
    ...plainRepositories,
    ...queries,
    TenantTransactions,
    TenantRequests,
    TenantConfigStore,
    RedactorStore,
    StatusAuthority,
    PackImporter,
    PackInstaller,
    OwnPlaybooks,
    TENANT_STANDINGS,
  ],
})
export class PersistenceModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    private readonly transactions: TenantTransactions,
    private readonly health: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health.register('database', () => this.transactions.ping());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.source.destroy();
  }
}
