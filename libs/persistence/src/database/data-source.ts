/** TypeORM's DataSource: one pool per process, the entities, the migrations. */
import { type DatabaseTls, databaseConnection } from '@sentinai/service-kit';
import { DataSource } from 'typeorm';
import { DomainPackVersionEntity, PackActivationEntity, TenantPolicyPackVersionEntity } from '../packs/pack.entity.ts';
import { PlaybookEntity, PlaybookStepEntity } from '../playbooks/playbook.entity.ts';
import { TenantEntity } from '../tenants/tenant.entity.ts';
import { ToolDefinitionEntity } from '../tools/tool-definition.entity.ts';
import { wireTypes } from './wire-values.ts';
import { TenantsAndRoles1763600000001 } from './migrations/0001-tenants-and-roles.ts';
import { Exceptions1763600000002 } from './migrations/0002-exceptions.ts';
import { PacksPlaybooksTools1763600000003 } from './migrations/0003-packs-playbooks-tools.ts';
import { Delivery1763600000004 } from './migrations/0004-delivery.ts';
import { Isolation1763600000005 } from './migrations/0005-isolation.ts';
import { Retries1763600000006 } from './migrations/0006-retries.ts';
import { Retention1763600000007 } from './migrations/0007-retention.ts';
import { FairOutbox1763600000008 } from './migrations/0008-fair-outbox.ts';
import { OutboxTraces1763600000011 } from './migrations/0011-outbox-traces.ts';
import { Measurements1763600000012 } from './migrations/0012-measurements.ts';
import { InlineDocuments1763600000013 } from './migrations/0013-inline-documents.ts';
import { Commands1763600000014 } from './migrations/0014-commands.ts';
import { TenantsAndPacks1763600000015 } from './migrations/0015-tenants-and-packs.ts';
import { Playbooks1763600000016 } from './migrations/0016-playbooks.ts';
import { ToolRuns1763600000017 } from './migrations/0017-tool-runs.ts';
import { Cases1763600000018 } from './migrations/0018-cases.ts';
import { ApiKeys1763600000019 } from './migrations/0019-api-keys.ts';
import { RenewedKeys1763600000020 } from './migrations/0020-renewed-keys.ts';
import { DueTenants1763600000021 } from './migrations/0021-due-tenants.ts';
import { OwnDomainPacks1763600000022 } from './migrations/0022-own-domain-packs.ts';
import { Unreadable1763600000023 } from './migrations/0023-unreadable.ts';
import { Observers1763600000024 } from './migrations/0024-observers.ts';
import { Audit1763600000025 } from './migrations/0025-audit.ts';
import { ExceptionText1763600000026 } from './migrations/0026-exception-text.ts';
import { Redecisions1763600000027 } from './migrations/0027-redecisions.ts';

export interface DatabaseSettings {
  /** `postgres://role:password@host:port/database`, with the service's own role. */
  url: string;
  /** Default: the URL's `sslmode`, else no TLS. */
  tls?: DatabaseTls;
  /** Most connections this process may hold. */
  poolSize: number;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Milliseconds to wait for a connection. Default 5,000. */
  connectTimeoutMs?: number;
  /** Milliseconds a statement may take. Default 30,000; 0 for none. */
  statementTimeoutMs?: number;
}

const ENTITIES = [
  TenantEntity,
  DomainPackVersionEntity,
  TenantPolicyPackVersionEntity,
  PackActivationEntity,
  PlaybookEntity,
  PlaybookStepEntity,
  ToolDefinitionEntity,
];

/** In the order in which they are applied. */
const MIGRATIONS = [
  TenantsAndRoles1763600000001,
  Exceptions1763600000002,
  PacksPlaybooksTools1763600000003,
  Delivery1763600000004,
  Isolation1763600000005,
  Retries1763600000006,
  Retention1763600000007,
  FairOutbox1763600000008,
  OutboxTraces1763600000011,
  Measurements1763600000012,
  InlineDocuments1763600000013,
  Commands1763600000014,
  TenantsAndPacks1763600000015,
  Playbooks1763600000016,
  ToolRuns1763600000017,
  Cases1763600000018,
  ApiKeys1763600000019,
  RenewedKeys1763600000020,
  DueTenants1763600000021,
  OwnDomainPacks1763600000022,
  Unreadable1763600000023,
  Observers1763600000024,
  Audit1763600000025,
  ExceptionText1763600000026,
  Redecisions1763600000027,
];

/**
 * Returns a data source that is not connected yet: call `initialize()`.
 * @throws Error when the URL's TLS parameters are not supported, or the certificates cannot be read
 */
export function createDataSource(settings: DatabaseSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    ...databaseConnection(settings.url, settings.tls),
    applicationName: settings.applicationName,
    poolSize: settings.poolSize,
    connectTimeoutMS: settings.connectTimeoutMs ?? 5_000,
    extra: { statement_timeout: settings.statementTimeoutMs ?? 30_000, keepAlive: true, types: wireTypes },
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
  });
}
