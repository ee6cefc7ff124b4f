/** Options common to all Kafka clients, from the settings: the brokers, the connection security and the credentials. */
import { readFileSync } from 'node:fs';
import type { ConfigOf, kafkaSettings } from '@sentinai/service-kit';
import type { KafkaConfig, SASLOptions } from 'kafkajs';

type KafkaSettings = ConfigOf<typeof kafkaSettings>;

/**
 * Returns options for `new Kafka({ ...kafkaOptions(config), … })`. Contradictory settings were refused when they were
 * loaded.
 * @throws when a certificate, key or password file has become unreadable
 */
export function kafkaOptions(config: KafkaSettings): Pick<KafkaConfig, 'brokers' | 'clientId' | 'ssl' | 'sasl'> {
  const sasl = saslOptions(config);
  return {
    brokers: config.kafkaBrokers,
    clientId: config.kafkaClientId,
    ...(config.kafkaTls === 'on' && { ssl: tlsOptions(config) }),
    ...(sasl && { sasl }),
  };
}

function tlsOptions({ kafkaTlsCaFile, kafkaTlsCertFile, kafkaTlsKeyFile }: KafkaSettings) {
  return {
    ...(kafkaTlsCaFile && { ca: readFileSync(kafkaTlsCaFile, 'utf8') }),
    ...(kafkaTlsCertFile && { cert: readFileSync(kafkaTlsCertFile, 'utf8') }),
    ...(kafkaTlsKeyFile && { key: readFileSync(kafkaTlsKeyFile, 'utf8') }),
  };
}

function saslOptions(config: KafkaSettings): SASLOptions | undefined {
  const { kafkaSaslMechanism: mechanism, kafkaSaslUsername: username = '', kafkaSaslPasswordFile: file } = config;
  const password = file ? readFileSync(file, 'utf8').replace(/\r?\n$/, '') : (config.kafkaSaslPassword ?? '');
  switch (mechanism) {
    case undefined:
      return undefined;
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
}
