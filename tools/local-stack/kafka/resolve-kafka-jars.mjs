/**
 * Writes kafka-jars.json: every jar the broker needs, with its checksum. Run it after changing the version below; it
 * needs Maven. Everyone else downloads the listed jars and needs no Maven.
 *
 *   node tools/local-stack/kafka/resolve-kafka-jars.mjs
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';

const KAFKA = { groupId: 'org.apache.kafka', artifactId: 'kafka_2.13', version: '4.3.1' };
/** Kafka logs through slf4j and leaves the binding to its distribution. The version must match Kafka's log4j-core. */
const LOGGING = { groupId: 'org.apache.logging.log4j', artifactId: 'log4j-slf4j-impl', version: '2.25.4' };

const workFolder = mkdtempSync(join(tmpdir(), 'kafka-jars-'));
const repository = join(workFolder, 'repository');
writeFileSync(join(workFolder, 'pom.xml'), projectWith([KAFKA, LOGGING]));
execFileSync(
  'mvn',
  [
    '-q',
    '-B',
    'dependency:build-classpath',
    '-DincludeScope=runtime',
    `-Dmaven.repo.local=${repository}`,
    '-Dmdep.outputFile=classpath',
  ],
  { cwd: workFolder, stdio: 'inherit' },
);
const jars = readFileSync(join(workFolder, 'classpath'), 'utf8').trim().split(':').map(describe);
jars.sort((a, b) => a.path.localeCompare(b.path));
const list = { kafkaVersion: KAFKA.version, jars };
writeFileSync(join(import.meta.dirname, 'kafka-jars.json'), `${JSON.stringify(list, null, 2)}\n`);
rmSync(workFolder, { recursive: true });

function projectWith(dependencies) {
  const entries = dependencies.map(
    ({ groupId, artifactId, version }) =>
      `<dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
    <groupId>local</groupId><artifactId>kafka-jars</artifactId><version>1</version>
    <dependencies>${entries.join('')}</dependencies></project>`;
}

/** A Maven path is group/…/artifact/version/file. */
function describe(file) {
  const path = relative(repository, file);
  const [version, artifact, ...group] = path.split('/').slice(0, -1).reverse();
  const content = readFileSync(file);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    group: group.reverse().join('.'),
    artifact,
    version,
    file: basename(file),
    path,
    bytes: content.length,
    sha256,
  };
}
