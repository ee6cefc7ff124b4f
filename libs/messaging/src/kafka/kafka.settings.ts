/** Kafka settings of a worker, in addition to `kafkaSettings`. */
import { kafkaSettings, setting } from '@sentinai/service-kit';

export const workerSettings = {
  ...kafkaSettings,
  batchMaxEvents: setting.integer({
    env: 'BATCH_MAX_EVENTS',
    description: 'Maximum number of events in one transaction.',
    example: '500',
    default: 500,
    minimum: 1,
    maximum: 10_000,
  }),
  kafkaSessionTimeoutMs: setting.duration({
    env: 'KAFKA_SESSION_TIMEOUT',
    formerly: 'KAFKA_SESSION_TIMEOUT_MS',
    description: "Time without a heartbeat after which the group reassigns a worker's partitions.",
    example: '10s',
    default: 10_000,
    minimum: 6_000,
    maximum: 300_000,
  }),
  retryMaxAttempts: setting.integer({
    env: 'RETRY_MAX_ATTEMPTS',
    description: 'Maximum attempts at an event, including the first, before it becomes a dead letter.',
    example: '5',
    default: 5,
    minimum: 1,
    maximum: 100,
  }),
  retryFirstDelayMs: setting.duration({
    env: 'RETRY_FIRST_DELAY',
    description: 'Backoff after the first failed attempt at an event; it doubles with each further one.',
    example: '1s',
    default: 1_000,
    minimum: 10,
    maximum: 3_600_000,
  }),
  retryLongestDelayMs: setting.duration({
    env: 'RETRY_LONGEST_DELAY',
    description: 'Maximum backoff between two attempts.',
    example: '5m',
    default: 300_000,
    minimum: 10,
    maximum: 86_400_000,
  }),
  retryPollIntervalMs: setting.duration({
    env: 'RETRY_POLL_INTERVAL',
    description: 'Poll interval for events that are due for a retry.',
    example: '500ms',
    default: 500,
    minimum: 10,
    maximum: 60_000,
  }),
  databaseSlowAfterMs: setting.duration({
    env: 'DATABASE_SLOW_AFTER',
    description:
      'A transaction that takes this long counts as slow; while transactions are slow, batches shrink and consumption pauses.',
    example: '2s',
    default: 2_000,
    minimum: 10,
  }),
};
