/**
 * The migration job: `node dist/migrate.js`. Connects as the owner (DATABASE_URL), brings the schema up to date,
 * creates partitions ahead, and sets the service roles' passwords when SENTINAI_ROLE_PASSWORDS (JSON, role →
 * password) is given. Running it twice, or twice at the same time, is safe.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseTls } from '@sentinai/service-kit';
import { escapeLiteral } from 'pg';
import type { DataSource } from 'typeorm';
import { PARTITION_DAYS } from '../maintenance/log-partitions.ts';
import { createDataSource } from './data-source.ts';
import { SERVICE_ROLES, type ServiceRole } from './roles.ts';

/** Advisory lock number for "this database is being migrated". */
const MIGRATION_LOCK = 7_305_411;

export interface MigrationReport {
  /** Names of the migrations that ran this time. */
  applied: string[];
}

/** @throws the database's error, with nothing half-migrated: each migration is one transaction */
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
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await dataSource.runMigrations();
    await dataSource.query('select ensure_partitions($1, $2)', [PARTITION_DAYS.back, PARTITION_DAYS.ahead]);
    for (const role of SERVICE_ROLES) {
      const password = rolePasswords[role];
      if (password) await setPassword(dataSource, role, password);
    }
    return { applied: applied.map((migration) => migration.name) };
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}

const PASSWORD_ATTEMPTS = 10;

/**
 * Roles belong to the server: a migration of another database on it may be changing the same role, and PostgreSQL
 * rejects the second change instead of letting it wait.
 */
async function setPassword(dataSource: DataSource, role: ServiceRole, password: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await dataSource.query(`alter role ${role} password ${escapeLiteral(password)}`);
      return;
    } catch (error) {
      const raced = (error as Error).message.includes('tuple concurrently updated');
      if (!raced || attempt === PASSWORD_ATTEMPTS) throw error;
      await sleep(Math.random() * 20 * attempt);
    }
  }
}
