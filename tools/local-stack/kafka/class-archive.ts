/**
 * Archive of the broker's loaded and verified classes (Java's class data sharing), kept beside its jars. A broker that starts from it
 * takes half the processor time. A JVM ignores an archive of another version, or an incomplete one.
 */
import { createHash } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { StackSession } from '../stack-session.ts';
import { javaVersionText } from './java.ts';

/** @returns the JVM flags that use the archive, or that write it on exit when there is none yet */
export function classArchiveFlags(session: StackSession, java: string, classPath: string): string[] {
  const [firstJar = ''] = classPath.split(':');
  const fingerprint = createHash('sha256')
    .update(`${javaVersionText(java)} ${classPath}`)
    .digest('hex')
    .slice(0, 12);
  const archive = join(firstJar, '..', `classes-${fingerprint}.jsa`);
  if (existsSync(archive)) return [`-XX:SharedArchiveFile=${archive}`];
  // A long-running broker may be killed in the end, so it would not write the archive on exit.
  if (!session.shortLived) return [];
  const draft = `${archive}.${process.pid}.tmp`;
  session.whenClosed(() => {
    if (existsSync(draft)) renameSync(draft, archive);
  });
  return [`-XX:ArchiveClassesAtExit=${draft}`];
}
