/** Downloads the broker's jars from Maven Central into the cache folder, and verifies each against its listed checksum. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../progress.ts';
import { SetupError } from '../setup-error.ts';

const PUBLIC_REPOSITORY = 'https://repo1.maven.org/maven2';
const PARALLEL_DOWNLOADS = 6;
const ATTEMPTS = 4;
const RETRY_MS = 500;
const DOWNLOAD_TIMEOUT_MS = 120_000;

/** An entry of kafka-jars.json. */
export interface Jar {
  file: string;
  /** Path relative to the Maven repository's URL. */
  path: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

interface JarList {
  kafkaVersion: string;
  jars: Jar[];
}

/**
 * Downloads missing jars. Two checkouts may do so at once: each file gets its name only when complete.
 * @param others jars besides the broker's own
 * @returns the Java class path
 * @throws SetupError when a jar cannot be downloaded or does not match the list
 */
export async function kafkaClassPath(
  cacheFolder: string,
  progress: Progress,
  others: readonly Jar[] = [],
): Promise<string> {
  const list = JSON.parse(readFileSync(join(import.meta.dirname, 'kafka-jars.json'), 'utf8')) as JarList;
  const { kafkaVersion } = list;
  const jars = [...list.jars, ...others];
  const folder = join(cacheFolder, `kafka-${kafkaVersion}`);
  mkdirSync(folder, { recursive: true });
  const missing = jars.filter((jar) => !isComplete(join(folder, jar.file), jar));
  if (missing.length > 0) {
    const megabytes = Math.round(missing.reduce((sum, jar) => sum + jar.bytes, 0) / 1e6);
    progress.note(`  Downloading Kafka ${kafkaVersion}: ${missing.length} jars, ${megabytes} MB ...`);
    await progress.step('Kafka downloaded', () => downloadAll(missing, folder));
  }
  return jars.map((jar) => join(folder, jar.file)).join(':');
}

/** Whether these bytes are the listed jar. */
export function isGenuine(content: Buffer, jar: Pick<Jar, 'bytes' | 'sha256'>): boolean {
  return content.length === jar.bytes && createHash('sha256').update(content).digest('hex') === jar.sha256;
}

/** Comparing the size is enough: the checksum was verified before the file got its name. */
function isComplete(file: string, jar: Jar): boolean {
  return existsSync(file) && statSync(file).size === jar.bytes;
}

async function downloadAll(jars: Jar[], folder: string): Promise<void> {
  const queue = [...jars];
  const worker = async (): Promise<void> => {
    for (let jar = queue.pop(); jar !== undefined; jar = queue.pop()) {
      const content = await fetchGenuine(jar);
      const draft = join(folder, `${jar.file}.${process.pid}.tmp`);
      writeFileSync(draft, content);
      renameSync(draft, join(folder, jar.file));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_DOWNLOADS }, worker));
}

async function fetchGenuine(jar: Jar): Promise<Buffer> {
  const url = `${process.env.MAVEN_REPOSITORY_URL ?? PUBLIC_REPOSITORY}/${jar.path}`;
  let fault: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await sleep(RETRY_MS * 2 ** attempt);
    try {
      const content = await download(url);
      if (isGenuine(content, jar)) return content;
      fault = new Error('its content is not what kafka-jars.json says (size or SHA-256 differs)');
    } catch (error) {
      fault = error;
    }
  }
  throw new SetupError(
    `Kafka could not be downloaded: ${url}: ${reasonOf(fault)}. ` +
      'Set MAVEN_REPOSITORY_URL to a reachable Maven repository, or KAFKA_BROKERS to a running Kafka.',
    { cause: fault },
  );
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** `fetch` only says "fetch failed"; the reason is in the cause. */
function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  return fault.cause instanceof Error ? fault.cause.message : fault.message;
}
