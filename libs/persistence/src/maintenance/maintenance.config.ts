/** The maintenance job's settings: the retention of each kind of row. */
import { type ConfigOf, defineConfig, setting } from '@sentinai/service-kit';

const DAY_MS = 86_400_000;
/** The job also creates yesterday's partition, and must not drop it again. */
const SHORTEST_MS = 2 * DAY_MS;
const LONGEST_MS = 36_500 * DAY_MS;

const retention = (env: string, description: string, days: number) =>
  setting.duration({
    env,
    description,
    example: `${days}d`,
    default: days * DAY_MS,
    minimum: SHORTEST_MS,
    maximum: LONGEST_MS,
  });

/** Retention settings, in milliseconds. */
export const retentionSettings = {
  auditRetentionMs: retention('AUDIT_RETENTION', 'How long the audit trail keeps a record.', 2_555),
  eventRetentionMs: retention('EVENT_RETENTION', 'How long the event log keeps an event.', 400),
  exceptionRetentionMs: retention(
    'EXCEPTION_RETENTION',
    'How long a finished exception is kept when neither its tenant nor its policy pack sets a retention.',
    3_650,
  ),
  inboxRetentionMs: retention('INBOX_RETENTION', 'How long a consumer remembers which events it has processed.', 30),
  ingestKeyRetentionMs: retention('INGEST_KEY_RETENTION', 'How long intake recognizes a repeated item.', 30),
  measurementRetentionMs: retention('MEASUREMENT_RETENTION', "How long the workers' hourly measurements are kept.", 90),
  deadLetterRetentionMs: retention('DEAD_LETTER_RETENTION', 'How long a closed dead letter is kept.', 90),
};

export const maintenanceConfig = defineConfig(retentionSettings);

export type RetentionSettings = ConfigOf<typeof retentionSettings>;
