/** Kafka settings of a worker, in addition to `kafkaSettings`. */
import { kafkaSettings, setting } from '@sentinai/service-kit';

export const workerSettings = {
  ...kafkaSettings,
  batchMaxEvents: setting.integer({
    env: 'BATCH_MAX_EVENTS',
    description: 'The most events one transaction takes.',
    example: '500',
    default: 500,
    minimum: 1,
    maximum: 10_000,
  }),
  kafkaSessionTimeoutMs: setting.duration({
    env: 'KAFKA_SESSION_TIMEOUT',
    formerly: 'KAFKA_SESSION_TIMEOUT_MS',
    description: "After how long without a heartbeat the group gives a worker's partitions to another.",
    example: '10s',
    default: 10_000,
    minimum: 6_000,
    maximum: 300_000,
  }),
  retryMaxAttempts: setting.integer({
    env: 'RETRY_MAX_ATTEMPTS',
    description: 'How often an event is tried, the first time included, before it goes to the dead letters.',
    example: '5',
    default: 5,
    minimum: 1,
    maximum: 100,
  }),
  retryFirstDelayMs: setting.duration({
    env: 'RETRY_FIRST_DELAY',
    description: 'How long an event waits after its first failed attempt; twice as long after each further one.',
    example: '1s',
    default: 1_000,
    minimum: 10,
    maximum: 3_600_000,
  }),
  retryLongestDelayMs: setting.duration({
    env: 'RETRY_LONGEST_DELAY',
    description: 'The longest that an event waits between two attempts.',
    example: '5m',
    default: 300_000,
    minimum: 10,
    maximum: 86_400_000,
  }),
  retryPollIntervalMs: setting.duration({
    env: 'RETRY_POLL_INTERVAL',
    description: 'How often a worker looks for events that are due to be tried again.',
    example: '500ms',
    default: 500,
    minimum: 10,
    maximum: 60_000,
  }),
  databaseSlowAfterMs: setting.duration({
    env: 'DATABASE_SLOW_AFTER',
    description: 'A transaction that takes this long is slow; while they are, batches shrink and consumption pauses.',
    example: '2s',
    default: 2_000,
    minimum: 10,
  }),
};
