/** `node dist/create-topics.js`: the topic job as a program. */
import { defineConfig, kafkaSettings, loadConfig, setting } from '@sentinai/service-kit';
import { Kafka, logLevel } from 'kafkajs';
import { kafkaOptions } from './kafka/kafka.options.ts';
import { createTopics } from './kafka/topics.ts';

const HELP = `Usage: KAFKA_BROKERS=host:9092 node dist/create-topics.js

  KAFKA_BROKERS             bootstrap brokers, separated by commas (required)
  KAFKA_TLS, KAFKA_SASL_…   connection security, as for the apps (docs/security.md)
  KAFKA_PARTITIONS          partitions of each topic (default 4)
  KAFKA_REPLICATION_FACTOR  replicas of each partition (default -1: the brokers' default)
`;

const topicJob = defineConfig({
  ...kafkaSettings,
  partitions: setting.integer({
    env: 'KAFKA_PARTITIONS',
    description: 'Partitions of each topic.',
    example: '4',
    default: 4,
    minimum: 1,
  }),
  replicationFactor: setting.integer({
    env: 'KAFKA_REPLICATION_FACTOR',
    description: "Replicas of each partition; -1: the brokers' default.",
    example: '3',
    default: -1,
  }),
});

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const config = loadConfig(topicJob);
  const admin = new Kafka({ ...kafkaOptions(config), clientId: 'sentinai-topics', logLevel: logLevel.ERROR }).admin();
  await admin.connect();
  try {
    const { created, grown } = await createTopics(admin, config);
    process.stdout.write(`Topics created: ${created.length}, grown: ${grown.length}\n`);
  } finally {
    await admin.disconnect();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`Creating topics failed: ${error.message}\n`);
  process.exitCode = 1;
});
