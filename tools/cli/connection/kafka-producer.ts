/** Kafka producer for commands: connects to KAFKA_BROKERS with the services' connection settings, else to the local stack. */
import { kafkaOptions } from '@sentinai/messaging';
import { defineConfig, kafkaSettings, loadConfig } from '@sentinai/service-kit';
import { Kafka, Partitioners, logLevel, type Producer } from 'kafkajs';
import { CommandError } from '../run-program.ts';
import { commandSettings } from './command-settings.ts';
import { localKafkaBrokers } from './local-stack.ts';

/**
 * Connects, runs `work`, and closes the connection.
 * @throws {CommandError} when no broker can be reached; else whatever `work` throws
 */
export async function withKafkaProducer<T>(work: (producer: Producer) => Promise<T>): Promise<T> {
  const brokers = process.env.KAFKA_BROKERS || (await localKafkaBrokers()).join(',');
  const config = commandSettings(() =>
    loadConfig(defineConfig(kafkaSettings), { ...process.env, KAFKA_BROKERS: brokers }),
  );
  const kafka = new Kafka({
    ...kafkaOptions(config),
    clientId: 'sentinai-cli',
    logLevel: logLevel.NOTHING,
    retry: { retries: 3 },
  });
  // The services' partitioner: a republished record goes to the same partition as the first time.
  const producer = kafka.producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
  });
  try {
    await producer.connect();
  } catch (error) {
    throw new CommandError(`Kafka cannot be reached: is it running? (${(error as Error).message})`, { cause: error });
  }
  try {
    return await work(producer);
  } finally {
    await producer.disconnect();
  }
}
