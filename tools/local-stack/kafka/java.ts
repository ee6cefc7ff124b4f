/** Finds the machine's Java, which runs Kafka. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SetupError } from '../setup-error.ts';

const OLDEST_JAVA = 17;
const REMEDY =
  'Install one (Debian, Ubuntu: `sudo apt-get install openjdk-17-jre-headless`; macOS: `brew install openjdk`), ' +
  'or set JAVA_HOME, or set KAFKA_BROKERS to a running Kafka.';

/**
 * The program to run: from JAVA_HOME, else from the PATH.
 * @throws SetupError when there is none, or it is too old for Kafka
 */
export function findJava(): string {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const versionText = javaVersionText(java);
  if (versionText === undefined)
    throw new SetupError(`Java ${OLDEST_JAVA} or newer is needed to run Kafka, and there is none. ${REMEDY}`);
  const version = javaMajorVersion(versionText);
  if (version < OLDEST_JAVA) {
    throw new SetupError(
      `Java ${OLDEST_JAVA} or newer is needed to run Kafka; this machine's is ${version}. ${REMEDY}`,
    );
  }
  return java;
}

/** What `java -version` prints; undefined when the program cannot be run. */
export function javaVersionText(java: string): string | undefined {
  const { status, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return status === 0 ? stderr : undefined;
}

/** From what `java -version` prints; 8 for the old form `1.8.0_392`. NaN when it says none. */
export function javaMajorVersion(output: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  return Number(first === '1' ? second : first);
}
