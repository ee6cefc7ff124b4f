/** The local Kafka: one KRaft node, from jars on Maven Central. */
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canConnect } from '../network.ts';
import type { SupervisedProcess } from '../process/supervised-process.ts';
import type { StackSession } from '../stack-session.ts';
import { cacheDirectory, writeFileAtomically } from '../state-directory.ts';
import { classArchiveFlags } from './class-archive.ts';
import { findJava } from './java.ts';
import { kafkaClassPath } from './kafka-jars.ts';
import {
  BROKER_JVM_FLAGS,
  type KafkaListener,
  kafkaProperties,
  SHORT_LIVED_JVM_FLAGS,
  TOOL_JVM_FLAGS,
} from './kafka-settings.ts';

const PREFERRED_PORT = 9092;
const PREFERRED_CONTROLLER_PORT = 19_092;
const PREFERRED_DETOUR_PORT = 19_192;

const LOGGING = `-Dlog4j2.configurationFile=${join(import.meta.dirname, 'log4j2.properties')}`;

export interface KafkaServer {
  process: SupervisedProcess;
  /** `host:port` */
  brokers: string;
  /** The same broker through the detour, if there is one. */
  detourBrokers?: string;
}

/**
 * Opens a detour to Kafka that its owner can cut. It receives the port of Kafka's listener for it, and returns the port
 * that clients connect to instead.
 */
export type OpenDetour = (listenerPort: number) => Promise<number>;

export interface KafkaSecurity {
  listeners: KafkaListener[];
  /** Lines of `server.properties`. */
  properties: Record<string, string>;
  /** SCRAM user, created when the storage is formatted. */
  scramUser: { name: string; password: string };
}

/** Listeners in addition to the plain one, for tests. Default: none. */
export interface KafkaDoors {
  openDetour?: OpenDetour;
  security?: KafkaSecurity;
}

/** Starts Kafka on this session's data. Downloads it and formats its storage if necessary. */
export async function startKafka(session: StackSession, doors: KafkaDoors = {}): Promise<KafkaServer> {
  const { openDetour, security } = doors;
  const java = findJava();
  const classPath = await kafkaClassPath(cacheDirectory(), session.progress);
  const folder = session.paths.kafka;
  const logFolder = join(folder, 'data');
  const propertiesFile = join(folder, 'server.properties');
  const port = await session.choosePort('kafka', PREFERRED_PORT);
  const controllerPort = await session.choosePort('kafka-controller', PREFERRED_CONTROLLER_PORT);
  const detour = openDetour && (await detourListener(session, openDetour));
  const listeners = [...(detour ? [detour] : []), ...(security?.listeners ?? [])];
  const { properties } = security ?? {};
  writeFileAtomically(propertiesFile, kafkaProperties({ port, controllerPort, logFolder, listeners, properties }));

  const javaArguments = ['-cp', classPath, LOGGING];
  if (!existsSync(join(logFolder, 'meta.properties'))) {
    rmSync(logFolder, { recursive: true, force: true });
    await formatStorage(session, java, [...javaArguments, ...formatArguments(propertiesFile, security)]);
  }
  const jvmFlags = [
    ...BROKER_JVM_FLAGS,
    ...(session.shortLived ? SHORT_LIVED_JVM_FLAGS : []),
    ...classArchiveFlags(session, java, classPath),
  ];
  const server = await session.processes.supervise({
    name: 'Kafka',
    stage: 'infrastructure',
    command: java,
    args: [...jvmFlags, ...javaArguments, 'kafka.Kafka', propertiesFile],
    env: process.env,
    cwd: folder,
    logFile: join(session.paths.logs, 'kafka.log'),
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 15_000,
    // The broker opens its listener as the last step of its start.
    isReady: () => canConnect('127.0.0.1', port),
  });
  await server.waitReady();
  return {
    process: server,
    brokers: `127.0.0.1:${port}`,
    detourBrokers: detour && `127.0.0.1:${detour.advertisedPort}`,
  };
}

async function formatStorage(session: StackSession, java: string, toolArguments: readonly string[]): Promise<void> {
  await session.processes.run({
    name: 'Formatting the Kafka storage',
    command: java,
    args: [...TOOL_JVM_FLAGS, ...toolArguments],
    output: 'capture',
  });
}

async function detourListener(session: StackSession, open: OpenDetour): Promise<KafkaListener> {
  const port = await session.choosePort('kafka-detour', PREFERRED_DETOUR_PORT);
  return { name: 'DETOUR', protocol: 'PLAINTEXT', port, advertisedPort: await open(port) };
}

const formatArguments = (propertiesFile: string, security: KafkaSecurity | undefined): string[] => [
  ...['kafka.tools.StorageTool', 'format', '-t', randomClusterId(), '-c', propertiesFile],
  ...(security ? scramFlags(security.scramUser) : []),
];

const scramFlags = ({ name, password }: KafkaSecurity['scramUser']): string[] =>
  ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name="${name}",password="${password}"]`,
  ]);

/** Kafka's form of a UUID: 16 bytes in base64url; a leading dash would look like an option. */
function randomClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? randomClusterId() : id;
}
