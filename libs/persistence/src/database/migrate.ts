/**
 * The migration job: `node dist/migrate.js`. Connects as the owner (DATABASE_URL), brings the schema up to date, creates partitions
 * ahead of time, gives the roles the access of the access table, and sets their passwords when SENTINAI_ROLE_PASSWORDS (JSON,
 * role → password) is given. Running it twice, or two at once, is safe.
 */
import type { DatabaseTls } from '@sentinai/service-kit';
import { escapeLiteral } from 'pg';
import type { DataSource } from 'typeorm';
import { SERVICE_ROLES, type ServiceRole } from '../access/access-table.ts';
import { reconcileAccess } from '../access/reconcile-access.ts';
import { AUDIT_MONTHS_AHEAD, PARTITION_DAYS } from '../maintenance/log-partitions.ts';
import { createDataSource } from './data-source.ts';
import { whileRaced } from './role-races.ts';

/** Key of the advisory lock that is held while a database is migrated. */
const MIGRATION_LOCK = 7_305_411;

export interface MigrationReport {
  /** Names of the migrations that this run applied. */
  applied: string[];
  /** The statements that changed the roles' access. */
  access: string[];
}

/** Describes a migration for the log: a line on the schema and a line on the access. */
export const describeMigration = ({ applied, access }: MigrationReport): string[] => [
  applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The schema is up to date',
  access.length > 0 ? `Changed the access: ${access.join('; ')}` : 'The access is up to date',
];

/** @throws the database's error, with nothing half-migrated: each migration is one transaction, and so is the change of access */
export async function migrate(
  ownerUrl: string,
  rolePasswords: Partial<Record<ServiceRole, string>> = {},
  tls?: DatabaseTls,
): Promise<MigrationReport> {
  const dataSource = createDataSource({
    url: ownerUrl,
    ...(tls && { tls }),
    poolSize: 2,
    applicationName: 'sentinai-migrate',
    statementTimeoutMs: 0,
  });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await dataSource.runMigrations();
    await dataSource.query('select ensure_partitions($1, $2)', [PARTITION_DAYS.back, PARTITION_DAYS.ahead]);
    await dataSource.query('select ensure_audit_partitions($1)', [AUDIT_MONTHS_AHEAD]);
    const access = await whileRaced(() => reconcileAccess(runner));
    for (const role of SERVICE_ROLES) {
      const password = rolePasswords[role];
      if (password) await whileRaced(() => setPassword(dataSource, role, password));
    }
    return { applied: applied.map((migration) => migration.name), access };
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
    await dataSource.destroy();
  }
}

const setPassword = (dataSource: DataSource, role: ServiceRole, password: string): Promise<unknown> =>
  dataSource.query(`alter role ${role} password ${escapeLiteral(password)}`);
