/** `node dist/maintain.js`: the maintenance job as a program. See `maintenance/maintain.ts` for what it does. */
import { databaseSettings, defineConfig, loadConfig } from '@sentinai/service-kit';
import { maintain } from './maintenance/maintain.ts';
import { maintenanceConfig } from './maintenance/maintenance.config.ts';

const HELP = `Usage: DATABASE_URL=postgres://owner:…@host/db node dist/maintain.js

  DATABASE_URL           the owner of the database (required)
  DATABASE_TLS, DATABASE_TLS_CA_FILE
                         TLS settings, as for the apps (docs/security.md)
  AUDIT_RETENTION        how long the audit trail keeps a record (default 2555d)
  EVENT_RETENTION        how long the event log keeps an event (default 400d)
  EXCEPTION_RETENTION    how long a finished exception is kept when neither its
                         tenant nor its policy pack sets it (default 3650d)
  INBOX_RETENTION        how long processed events are remembered (default 30d);
                         must be longer than Kafka's retention
  INGEST_KEY_RETENTION   how long repeated items are recognized (default 30d)
  DEAD_LETTER_RETENTION  how long a closed dead letter is kept (default 90d)
  MEASUREMENT_RETENTION  how long the workers' hourly measurements are kept; those
                         by the minute at most 7 days (default 90d)

Prints its report as one line of JSON. Exits with 1 when it reports problems or fails.
`;

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const { databaseUrl, databaseTls, databaseTlsCaFile } = loadConfig(defineConfig(databaseSettings));
  const tls = { mode: databaseTls, caFile: databaseTlsCaFile };
  const report = await maintain(databaseUrl, loadConfig(maintenanceConfig), tls);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (report.problems.length > 0) process.exitCode = 1;
}

main().catch((error: Error) => {
  process.stderr.write(`Maintenance failed: ${error.message}\n`);
  process.exitCode = 1;
});
