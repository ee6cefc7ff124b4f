/** `node dist/migrate.js`: the migration job as a program. See `database/migrate.ts` for what it does. */
import { databaseSettings, defineConfig, loadConfig } from '@sentinai/service-kit';
import { migrate } from './database/migrate.ts';
import { SERVICE_ROLES, type ServiceRole } from './database/roles.ts';

const HELP = `Usage: DATABASE_URL=postgres://owner:…@host/db node dist/migrate.js

  DATABASE_URL             URL of the database, as its owner (required)
  DATABASE_TLS, DATABASE_TLS_CA_FILE
                           connection security, as for the apps (docs/security.md)
  SENTINAI_ROLE_PASSWORDS  JSON object of role → password, for the roles
                           ${SERVICE_ROLES.join(', ')}
`;

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const config = loadConfig(defineConfig(databaseSettings));
  const passwords = JSON.parse(process.env.SENTINAI_ROLE_PASSWORDS ?? '{}') as Partial<Record<ServiceRole, string>>;
  const { applied } = await migrate(config.databaseUrl, passwords, {
    mode: config.databaseTls,
    caFile: config.databaseTlsCaFile,
  });
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}\n` : 'The schema is up to date\n');
}

main().catch((error: Error) => {
  process.stderr.write(`Migration failed: ${error.message}\n`);
  process.exitCode = 1;
});
