/** Settings of a worker's Kafka side, beside `kafkaSettings`. */
import { kafkaSettings, setting } from '@sentinai/service-kit';

export const workerSettings = {
  ...kafkaSettings,
  batchMaxEvents: setting.integer({
    env: 'BATCH_MAX_EVENTS',
    description: 'The most events one transaction takes.',
    example: '1000',
    default: 1_000,
    minimum: 1,
    maximum: 10_000,
  }),
  partitionsAtOnce: setting.integer({
    env: 'PARTITIONS_AT_ONCE',
    description: 'How many partitions are worked on at the same time; each takes a database connection.',
    example: '4',
    default: 4,
    minimum: 1,
    maximum: 64,
  }),
  kafkaSessionTimeoutMs: setting.duration({
    env: 'KAFKA_SESSION_TIMEOUT_MS',
    description: "After how long without a heartbeat the group gives a worker's partitions to another.",
    example: '10s',
    default: 10_000,
    minimum: 6_000,
    maximum: 300_000,
  }),
};
