/** `node dist/maintain.js`: the maintenance job as a program. See `maintenance/maintain.ts` for what it does. */
import { loadConfig } from '@sentinai/service-kit';
import { maintain } from './maintenance/maintain.ts';
import { maintenanceConfig } from './maintenance/maintenance.config.ts';

const HELP = `Usage: DATABASE_URL=postgres://owner:…@host/db node dist/maintain.js

  DATABASE_URL           the owner of the database (required)
  EVENT_RETENTION        how long the event log keeps an event (default 400d)
  INBOX_RETENTION        how long processed events are remembered (default 30d);
                         longer than Kafka keeps its records
  INGEST_KEY_RETENTION   how long an item sent before is recognized (default 30d)
  DEAD_LETTER_RETENTION  how long a closed dead letter is kept (default 90d)

Prints its report as one line of JSON. Exits with 1 when something that has expired is still there.
`;

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error(`DATABASE_URL is missing.\n\n${HELP}`);
  const report = await maintain(url, loadConfig(maintenanceConfig));
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (report.problems.length > 0) process.exitCode = 1;
}

main().catch((error: Error) => {
  process.stderr.write(`Maintenance failed: ${error.message}\n`);
  process.exitCode = 1;
});
