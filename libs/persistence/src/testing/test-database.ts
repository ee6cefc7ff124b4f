/** A separate database for an integration test, on the server of DATABASE_URL (the owner's URL). */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type DatabaseSettings, createDataSource } from '../database/data-source.ts';
import { migrate } from '../database/migrate.ts';
import type { ServiceRole } from '../database/roles.ts';
import { TenantTransactions } from '../database/transaction.ts';

/** A service gives up far earlier; on a machine that is busy with other tests, a new connection may take this long. */
const CONNECT_TIMEOUT_MS = 60_000;

export interface TestDatabase {
  ownerUrl: string;
  urlFor(role: ServiceRole): string;
  /** Opens a pool and transactions under a service's role; closed with the database. */
  connect(role: ServiceRole, settings?: Partial<DatabaseSettings>): Promise<TenantTransactions>;
  /** Runs SQL as the owner, past row-level security. */
  asOwner<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** @throws when DATABASE_URL or SENTINAI_ROLE_PASSWORDS is missing: integration tests are never skipped silently */
export async function createTestDatabase(): Promise<TestDatabase> {
  const passwords = JSON.parse(required('SENTINAI_ROLE_PASSWORDS')) as Record<ServiceRole, string>;
  const { ownerUrl, drop } = await createEmptyDatabase(await migratedTemplate(passwords));
  const urlFor = (role: ServiceRole): string => {
    const url = new URL(ownerUrl);
    url.username = role;
    url.password = passwords[role];
    return url.toString();
  };
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  const closers: (() => Promise<void>)[] = [() => owner.end()];
  return {
    ownerUrl,
    urlFor,
    async connect(role, settings = {}) {
      const source = createDataSource({
        url: urlFor(role),
        poolSize: 5,
        applicationName: role,
        connectTimeoutMs: CONNECT_TIMEOUT_MS,
        ...settings,
      });
      await source.initialize();
      closers.push(() => source.destroy());
      return new TenantTransactions(source);
    },
    async asOwner<T>(sql: string, values: unknown[] = []) {
      return (await owner.query(sql, values)).rows as T[];
    },
    async drop() {
      await Promise.all(closers.map((close) => close()));
      await drop();
    },
  };
}

/** Creates a database without a schema, for tests of the migrations, or a copy of a template. */
export async function createEmptyDatabase(
  template = 'template1',
): Promise<{ ownerUrl: string; drop: () => Promise<void> }> {
  const serverUrl = required('DATABASE_URL');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(serverUrl, (client) => client.query(`create database ${name} template ${template}`));
  return {
    ownerUrl: withDatabase(serverUrl, name),
    drop: () => withClient(serverUrl, (client) => client.query(`drop database ${name} with (force)`)),
  };
}

/** Key of the advisory lock that is held while a template is created. */
const TEMPLATE_LOCK = 7_305_413;

/**
 * Returns the name of a migrated, unused database to copy from: copying takes a fraction of the time of migrating. The first
 * caller creates it; its name contains a fingerprint of its sources.
 */
async function migratedTemplate(passwords: Record<ServiceRole, string>): Promise<string> {
  const serverUrl = required('DATABASE_URL');
  const name = `test_template_${schemaFingerprint()}`;
  await withClient(serverUrl, async (client) => {
    // The lock is released when the connection closes.
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rows } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [name]);
    if (rows.length > 0) return;
    await client.query(`drop database if exists ${name}`);
    await client.query(`create database ${name}`);
    await migrate(withDatabase(serverUrl, name), passwords);
    await client.query(`alter database ${name} is_template true`);
  });
  return name;
}

/** Fingerprint of the migrations' sources and of the date, because partitions are created from today on. */
function schemaFingerprint(): string {
  const sources = join(import.meta.dirname, '..', 'database');
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 10));
  for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.[jt]s$/.test(file)) hash.update(file).update(readFileSync(join(sources, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run integration tests with \`npm test -- --only int\``);
  return value;
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
