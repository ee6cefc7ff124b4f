/** `node dist/create-topics.js`: the topic job as a program. */
import { Kafka, logLevel } from 'kafkajs';
import { createTopics } from './kafka/topics.ts';

const HELP = `Usage: KAFKA_BROKERS=host:9092 node dist/create-topics.js

  KAFKA_BROKERS             brokers to start from, between commas (required)
  KAFKA_PARTITIONS          partitions of each topic (default 4)
  KAFKA_REPLICATION_FACTOR  copies of each partition (default -1: the brokers' own default)
`;

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const brokers = process.env.KAFKA_BROKERS?.split(',').map((broker) => broker.trim());
  if (!brokers?.length) throw new Error(`KAFKA_BROKERS is missing.\n\n${HELP}`);
  const admin = new Kafka({ brokers, clientId: 'sentinai-topics', logLevel: logLevel.ERROR }).admin();
  await admin.connect();
  try {
    const { created, grown } = await createTopics(admin, {
      partitions: wholeNumber('KAFKA_PARTITIONS', 4),
      replicationFactor: wholeNumber('KAFKA_REPLICATION_FACTOR', -1),
    });
    process.stdout.write(`Topics created: ${created.length}, grown: ${grown.length}\n`);
  } finally {
    await admin.disconnect();
  }
}

function wholeNumber(name: string, byDefault: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return byDefault;
  const value = Number(text);
  if (!Number.isInteger(value)) throw new Error(`${name} "${text}" is not a whole number`);
  return value;
}

main().catch((error: Error) => {
  process.stderr.write(`Creating topics failed: ${error.message}\n`);
  process.exitCode = 1;
});
