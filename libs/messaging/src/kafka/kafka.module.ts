/** The connection to Kafka: one client, one producer, one admin client for readiness. Closed when the app stops. */
import { Inject, Logger, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { CONFIG, type ConfigOf, type kafkaSettings } from '@sentinai/service-kit';
import { type Admin, Kafka, Partitioners, type Producer, type logCreator, logLevel } from 'kafkajs';
import { EventProducer } from './event.producer.ts';
import { kafkaOptions } from './kafka.options.ts';

/** Injection tokens of the raw clients. */
export const KAFKA_PRODUCER = Symbol('sentinai.kafka.producer');
export const KAFKA_ADMIN = Symbol('sentinai.kafka.admin');

const kafka: Provider = {
  provide: Kafka,
  inject: [CONFIG],
  useFactory: (config: ConfigOf<typeof kafkaSettings>) =>
    new Kafka({
      ...kafkaOptions(config),
      logLevel: logLevel.WARN,
      logCreator: nestLogCreator,
      connectionTimeout: 3_000,
      requestTimeout: 15_000,
      retry: { initialRetryTime: 100, maxRetryTime: 3_000, retries: 8 },
    }),
};

const producer: Provider = {
  provide: KAFKA_PRODUCER,
  inject: [Kafka],
  useFactory: async (client: Kafka) => {
    const connected = client.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
    });
    await connected.connect();
    return connected;
  },
};

const admin: Provider = {
  provide: KAFKA_ADMIN,
  inject: [Kafka],
  useFactory: async (client: Kafka) => {
    const connected = client.admin({ retry: { retries: 1 } });
    await connected.connect();
    return connected;
  },
};

const eventProducer: Provider = {
  provide: EventProducer,
  inject: [KAFKA_PRODUCER],
  useFactory: (client: Producer) => new EventProducer(client),
};

@Module({
  providers: [kafka, producer, admin, eventProducer],
  exports: [Kafka, KAFKA_PRODUCER, KAFKA_ADMIN, EventProducer],
})
export class KafkaModule implements OnApplicationShutdown {
  constructor(
    @Inject(KAFKA_PRODUCER) private readonly producer: Producer,
    @Inject(KAFKA_ADMIN) private readonly admin: Admin,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.producer.disconnect(), this.admin.disconnect()]);
  }
}

const nestLogCreator: logCreator = () => {
  const logger = new Logger('kafkajs');
  return ({ namespace, level, log }) => {
    const { message, error, groupId } = log as { message: string; error?: unknown; groupId?: string };
    const text = [namespace, message, typeof error === 'string' ? error : '', groupId].filter(Boolean).join(': ');
    if (level <= logLevel.ERROR) logger.error(text);
    else logger.warn(text);
  };
};
