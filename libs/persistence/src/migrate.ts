/** `node dist/migrate.js`: the migration job as a program. See `database/migrate.ts` for what it does. */
import { databaseSettings, defineConfig, loadConfig } from '@sentinai/service-kit';
import { SERVICE_ROLES, type ServiceRole } from './access/access-table.ts';
import { describeMigration, migrate } from './database/migrate.ts';

const HELP = `Usage: DATABASE_URL=postgres://owner:…@host/db node dist/migrate.js

  DATABASE_URL             the owner of the database (required)
  DATABASE_TLS, DATABASE_TLS_CA_FILE
                           TLS settings, as for the apps (docs/security.md)
  SENTINAI_ROLE_PASSWORDS  JSON object, role → password, for the roles
                           ${SERVICE_ROLES.join(', ')}
`;

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const config = loadConfig(defineConfig(databaseSettings));
  const passwords = JSON.parse(process.env.SENTINAI_ROLE_PASSWORDS ?? '{}') as Partial<Record<ServiceRole, string>>;
  const report = await migrate(config.databaseUrl, passwords, {
    mode: config.databaseTls,
    caFile: config.databaseTlsCaFile,
  });
  process.stdout.write(`${describeMigration(report).join('\n')}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`Migration failed: ${error.message}\n`);
  process.exitCode = 1;
});
