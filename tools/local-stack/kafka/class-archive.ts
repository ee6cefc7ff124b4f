/**
 * The broker's classes, loaded and checked once and kept as an archive (Java's class data sharing) beside its jars: a broker that starts
 * from it takes half the processor time. A JVM refuses an archive of another version, or one that is not whole, and starts without.
 */
import { createHash } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { StackSession } from '../stack-session.ts';
import { javaVersionText } from './java.ts';

/** @returns the flags of a JVM that starts from the archive; where there is none yet, of one that leaves it behind when it ends */
export function classArchiveFlags(session: StackSession, java: string, classPath: string): string[] {
  const [firstJar = ''] = classPath.split(':');
  const fingerprint = createHash('sha256')
    .update(`${javaVersionText(java)} ${classPath}`)
    .digest('hex')
    .slice(0, 12);
  const archive = join(firstJar, '..', `classes-${fingerprint}.jsa`);
  if (existsSync(archive)) return [`-XX:SharedArchiveFile=${archive}`];
  // A broker that runs for days may be killed in the end, and has other things to do than to keep an archive.
  if (!session.shortLived) return [];
  const draft = `${archive}.${process.pid}.tmp`;
  session.whenClosed(() => {
    if (existsSync(draft)) renameSync(draft, archive);
  });
  return [`-XX:ArchiveClassesAtExit=${draft}`];
}
