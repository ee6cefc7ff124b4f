/** Finds the Java that runs Kafka. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SetupError } from '../setup-error.ts';

const OLDEST_JAVA = 17;
const REMEDY =
  'Install one (Debian, Ubuntu: `sudo apt-get install openjdk-17-jre-headless`; macOS: `brew install openjdk`), ' +
  'or set JAVA_HOME, or set KAFKA_BROKERS to a running Kafka.';

/**
 * Returns the Java program, from JAVA_HOME, else from the PATH.
 * @throws SetupError when there is none, or it is too old for Kafka
 */
export function findJava(): string {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const versionText = javaVersionText(java);
  if (versionText === undefined)
    throw new SetupError(`Java ${OLDEST_JAVA} or newer is needed to run Kafka, but none was found. ${REMEDY}`);
  const version = javaMajorVersion(versionText);
  if (version < OLDEST_JAVA) {
    throw new SetupError(
      `Java ${OLDEST_JAVA} or newer is needed to run Kafka, but this machine has ${version}. ${REMEDY}`,
    );
  }
  return java;
}

/** Returns the output of `java -version`; undefined when the program cannot be run. */
export function javaVersionText(java: string): string | undefined {
  const { status, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return status === 0 ? stderr : undefined;
}

/** Parses the major version from the output of `java -version`; 8 for the old form `1.8.0_392`, NaN when there is none. */
export function javaMajorVersion(output: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  return Number(first === '1' ? second : first);
}
