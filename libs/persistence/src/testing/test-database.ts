/** A database of its own for an integration test, on the server that DATABASE_URL names (the owner's URL). */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type DatabaseSettings, createDataSource } from '../database/data-source.ts';
import { migrate } from '../database/migrate.ts';
import type { ServiceRole } from '../database/roles.ts';
import { TenantTransactions } from '../database/transaction.ts';

export interface TestDatabase {
  ownerUrl: string;
  urlFor(role: ServiceRole): string;
  /** A pool and transactions under a service's role; closed with the database. */
  connect(role: ServiceRole, settings?: Partial<DatabaseSettings>): Promise<TenantTransactions>;
  /** Runs SQL as the owner, past row-level security. */
  asOwner<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** @throws when DATABASE_URL or SENTINAI_ROLE_PASSWORDS is missing: integration tests never skip in silence */
export async function createTestDatabase(): Promise<TestDatabase> {
  const passwords = JSON.parse(required('SENTINAI_ROLE_PASSWORDS')) as Record<ServiceRole, string>;
  const { ownerUrl, drop } = await createEmptyDatabase();
  await migrate(ownerUrl, passwords);
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
      const source = createDataSource({ url: urlFor(role), poolSize: 5, applicationName: role, ...settings });
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

/** A database without a schema, for tests of the migrations. */
export async function createEmptyDatabase(): Promise<{ ownerUrl: string; drop: () => Promise<void> }> {
  const serverUrl = required('DATABASE_URL');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(serverUrl, (client) => client.query(`create database ${name}`));
  return {
    ownerUrl: withDatabase(serverUrl, name),
    drop: () => withClient(serverUrl, (client) => client.query(`drop database ${name} with (force)`)),
  };
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
