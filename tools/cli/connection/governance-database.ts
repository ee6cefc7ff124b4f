/** Database access as `sentinai_governance`, the role that writes packs and tenants and decides about dead letters. */
import { TenantTransactions, createDataSource } from '@sentinai/persistence';
import { type DatabaseTls, databaseSettings, defineConfig, loadConfig } from '@sentinai/service-kit';
import { commandSettings } from './command-settings.ts';
import { localDatabaseUrl } from './local-stack.ts';
import { CommandError } from '../run-program.ts';

const ROLE = 'sentinai_governance';

/** Returns DATABASE_URL, else the URL of the local stack's database with the governance role. */
export async function governanceDatabaseUrl(): Promise<string> {
  return process.env.DATABASE_URL || localDatabaseUrl(ROLE);
}

/**
 * Connects, runs `work`, and closes the connection.
 * @throws {CommandError} when the database cannot be reached, denies access or has no schema; else whatever `work` throws
 */
export async function withGovernanceDatabase<T>(
  url: string,
  work: (transactions: TenantTransactions) => Promise<T>,
): Promise<T> {
  const dataSource = createDataSource({
    url: checked(url),
    tls: tlsFor(url),
    poolSize: 1,
    applicationName: 'sentinai-cli',
  });
  try {
    await dataSource.initialize();
    return await work(new TenantTransactions(dataSource));
  } catch (error) {
    throw explained(error);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

function checked(url: string): string {
  if (/^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new CommandError('DATABASE_URL is not a postgres:// URL');
}

function tlsFor(url: string): DatabaseTls {
  const config = commandSettings(() =>
    loadConfig(defineConfig(databaseSettings), { ...process.env, DATABASE_URL: url }),
  );
  return { mode: config.databaseTls, caFile: config.databaseTlsCaFile };
}

/** Explanations of errors that the user can fix, by PostgreSQL or system error code. */
const REMEDIES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'cannot be reached: is it running? (npm start)',
  ENOTFOUND: 'cannot be reached: its host name does not resolve',
  ETIMEDOUT: 'cannot be reached',
  '28P01': 'does not accept the password',
  '28000': 'does not allow this role to log in',
  '3D000': 'does not exist',
  '42P01': 'has no schema yet: run the migrations first (npm start does)',
  '42501': `denies access: the role is not ${ROLE}`,
};

function explained(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  const remedy = REMEDIES[code ?? ''];
  return remedy ? new CommandError(`the database ${remedy} (${message || code})`, { cause: error }) : error;
}
