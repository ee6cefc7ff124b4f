/** `node dist/migrate.js`: the migration job as a program. See `database/migrate.ts` for what it does. */
import { migrate } from './database/migrate.ts';
import { SERVICE_ROLES, type ServiceRole } from './database/roles.ts';

const HELP = `Usage: DATABASE_URL=postgres://owner:…@host/db node dist/migrate.js

  DATABASE_URL             the owner of the database (required)
  SENTINAI_ROLE_PASSWORDS  JSON object, role → password, for the roles
                           ${SERVICE_ROLES.join(', ')}
`;

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error(`DATABASE_URL is missing.\n\n${HELP}`);
  const passwords = JSON.parse(process.env.SENTINAI_ROLE_PASSWORDS ?? '{}') as Partial<Record<ServiceRole, string>>;
  const { applied } = await migrate(url, passwords);
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}\n` : 'The schema is up to date\n');
}

main().catch((error: Error) => {
  process.stderr.write(`Migration failed: ${error.message}\n`);
  process.exitCode = 1;
});
