/** Settings of the local Kafka node, and their reasons. */

const GIGABYTE = 2 ** 30;
const MEGABYTE = 2 ** 20;

/** A listener of the broker in addition to the plain one. */
export interface KafkaListener {
  /** Name in capitals, such as `MUTUAL`. */
  name: string;
  protocol: 'PLAINTEXT' | 'SSL' | 'SASL_SSL';
  port: number;
  /** Port advertised to clients of this listener. Default: its own port. */
  advertisedPort?: number;
}

export interface KafkaPlace {
  port: number;
  controllerPort: number;
  logFolder: string;
  /** Listeners in addition to the plain one. */
  listeners?: readonly KafkaListener[];
  /** Further properties that the listeners need. */
  properties?: Readonly<Record<string, string>>;
}

/** Returns the content of `server.properties`. */
export function kafkaProperties({ port, controllerPort, logFolder, listeners = [], properties }: KafkaPlace): string {
  const doors: KafkaListener[] = [{ name: 'PLAINTEXT', protocol: 'PLAINTEXT', port }, ...listeners];
  const addresses = doors.map((door) => `${door.name}://127.0.0.1:${door.port}`).join(',');
  const advertised = doors.map((door) => `${door.name}://127.0.0.1:${door.advertisedPort ?? door.port}`).join(',');
  const protocols = doors.map(({ name, protocol }) => `${name}:${protocol}`).join(',');
  const settings: Record<string, string | number | boolean> = {
    // Broker and controller in one process.
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `${addresses},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': advertised,
    'listener.security.protocol.map': `${protocols},CONTROLLER:PLAINTEXT`,
    'log.dirs': logFolder,

    // There is only one node to replicate to; few partitions keep start and shutdown short.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,

    // An unknown topic is a typo, not a topic to create.
    'auto.create.topics.enable': false,
    // Consumers get their partitions at once, and a dead consumer is detected within seconds.
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 6_000,

    // After a crash the node waits out its own old registration: 3 s instead of 9.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,

    // One day, or 2 GB per partition: a laptop's disk must survive a night of load tests.
    'log.retention.hours': 24,
    'log.retention.bytes': 2 * GIGABYTE,
    'log.segment.bytes': 256 * MEGABYTE,

    // For two cores and a heap of 1 GB, of which the cleaner would take an eighth by default.
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 16 * MEGABYTE,
    ...properties,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The broker's heap is small and its garbage short-lived: on two cores the serial collector is the cheapest. */
export const BROKER_JVM_FLAGS = [
  '-Xms256m',
  '-Xmx1g',
  '-XX:+UseSerialGC',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
];

/** For a broker that lives for minutes: skip the optimizing compiler, which takes half of the start-up time. */
export const SHORT_LIVED_JVM_FLAGS = ['-XX:TieredStopAtLevel=1'];

/** For the tool that formats the storage and exits within a second: skip the optimizing compiler. */
export const TOOL_JVM_FLAGS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
