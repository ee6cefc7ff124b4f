/** How the one local Kafka node is set up, and why. */

const GIGABYTE = 2 ** 30;
const MEGABYTE = 2 ** 20;

/** Another door to the broker beside the plain one. */
export interface KafkaListener {
  /** In capitals: `MUTUAL`. */
  name: string;
  protocol: 'PLAINTEXT' | 'SSL' | 'SASL_SSL';
  port: number;
  /** Where clients that came through it are told to come back to. Default: the port itself. */
  advertisedPort?: number;
}

export interface KafkaPlace {
  port: number;
  controllerPort: number;
  logFolder: string;
  /** Beside the plain listener. */
  listeners?: readonly KafkaListener[];
  /** Added to what is set here: what the listeners need. */
  properties?: Readonly<Record<string, string>>;
}

/** Lines of `server.properties`. */
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

    // There is one node to replicate to; few partitions keep start and shutdown short.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,

    // A topic that nobody created is a mistake in a name.
    'auto.create.topics.enable': false,
    // Consumers get their partitions at once, and a dead one is noticed within seconds.
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 6_000,

    // After a crash the node waits out its own old registration: 3 s instead of 9.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,

    // A day, or 2 GB a partition: a laptop's disk must survive a night of load tests.
    'log.retention.hours': 24,
    'log.retention.bytes': 2 * GIGABYTE,
    'log.segment.bytes': 256 * MEGABYTE,

    // Two cores and a heap of 1 GB, of which the cleaner would take an eighth by default.
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 16 * MEGABYTE,
    ...properties,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The broker's heap is small and its garbage short-lived: on two cores the serial collector costs least. */
export const BROKER_JVM_FLAGS = [
  '-Xms256m',
  '-Xmx1g',
  '-XX:+UseSerialGC',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
];

/** For a broker that lives for minutes: no time for the optimizing compiler, which takes half of its start. */
export const SHORT_LIVED_JVM_FLAGS = ['-XX:TieredStopAtLevel=1'];

/** For the tool that formats the storage and ends within a second: no time for the optimizing compiler. */
export const TOOL_JVM_FLAGS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
