/** Encryption of the connection to Kafka, and our credentials there. */
import { setting } from '../config/setting.ts';

type Values = Readonly<Record<string, unknown>>;

const needsTls = ({ kafkaTls }: Values): string | undefined =>
  kafkaTls === 'off' ? 'is set, but KAFKA_TLS is off' : undefined;

const needs =
  (property: string, env: string) =>
  (values: Values): string | undefined =>
    values[property] === undefined ? `also needs ${env}` : undefined;

const firstOf =
  (...rules: ((values: Values) => string | undefined)[]) =>
  (values: Values): string | undefined =>
    rules.map((rule) => rule(values)).find((problem) => problem !== undefined);

const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
const needsMechanism = needs('kafkaSaslMechanism', 'KAFKA_SASL_MECHANISM');

/** `plain` sends the password itself; SCRAM only proves knowledge of it. */
function plainNeedsTls({ kafkaSaslMechanism, kafkaTls, nodeEnv }: Values): string | undefined {
  const exposed = kafkaSaslMechanism === 'plain' && kafkaTls === 'off' && nodeEnv !== 'development';
  return exposed ? 'plain would send the password in clear text: set KAFKA_TLS=on, or use SCRAM' : undefined;
}

const onePassword = ({ kafkaSaslPassword, kafkaSaslPasswordFile }: Values): string | undefined =>
  (kafkaSaslPassword === undefined) === (kafkaSaslPasswordFile === undefined)
    ? 'also needs KAFKA_SASL_PASSWORD or KAFKA_SASL_PASSWORD_FILE'
    : undefined;

export const kafkaSecuritySettings = {
  kafkaTls: setting.choice(['off', 'on'], {
    env: 'KAFKA_TLS',
    description: "Encryption to Kafka; `on` also checks the brokers' certificates and host names.",
    example: 'on',
    default: 'off',
  }),
  kafkaTlsCaFile: setting.optional(
    setting.file({
      env: 'KAFKA_TLS_CA_FILE',
      description: 'CA certificates (PEM) for the brokers; absent: those that Node.js trusts.',
      example: '/etc/sentinai/kafka-ca.pem',
      pem: true,
      rule: needsTls,
    }),
  ),
  kafkaTlsCertFile: setting.optional(
    setting.file({
      env: 'KAFKA_TLS_CERT_FILE',
      description: "This client's certificate (PEM), for brokers that require one.",
      example: '/etc/sentinai/kafka-client.pem',
      pem: true,
      rule: firstOf(needsTls, needs('kafkaTlsKeyFile', 'KAFKA_TLS_KEY_FILE')),
    }),
  ),
  kafkaTlsKeyFile: setting.optional(
    setting.file({
      env: 'KAFKA_TLS_KEY_FILE',
      description: "The private key (PEM) of this client's certificate.",
      example: '/etc/sentinai/kafka-client.key',
      pem: true,
      rule: firstOf(needsTls, needs('kafkaTlsCertFile', 'KAFKA_TLS_CERT_FILE')),
    }),
  ),
  kafkaSaslMechanism: setting.optional(
    setting.choice(SASL_MECHANISMS, {
      env: 'KAFKA_SASL_MECHANISM',
      description: 'SASL mechanism, for brokers that require authentication; `plain` needs TLS outside development.',
      example: 'scram-sha-512',
      rule: firstOf(plainNeedsTls, needs('kafkaSaslUsername', 'KAFKA_SASL_USERNAME'), onePassword),
    }),
  ),
  kafkaSaslUsername: setting.optional(
    setting.text({
      env: 'KAFKA_SASL_USERNAME',
      description: 'The user name for KAFKA_SASL_MECHANISM.',
      example: 'sentinai-triage',
      rule: needsMechanism,
    }),
  ),
  kafkaSaslPassword: setting.optional(
    setting.text({
      env: 'KAFKA_SASL_PASSWORD',
      description: "The user's password.",
      example: 'a-long-random-text',
      secret: true,
      rule: needsMechanism,
    }),
  ),
  kafkaSaslPasswordFile: setting.optional(
    setting.file({
      env: 'KAFKA_SASL_PASSWORD_FILE',
      description: "A file with the user's password, read when the process starts; a trailing newline is dropped.",
      example: '/run/secrets/kafka-password',
      rule: needsMechanism,
    }),
  ),
};
