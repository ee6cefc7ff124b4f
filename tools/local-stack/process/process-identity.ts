/** Distinguishes a process from a later one with the same pid, so that a stale pid never makes us signal an unrelated process. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process as recorded on disk. */
export interface ProcessRecord {
  name: string;
  pid: number;
  /** Start time of the process, in a form that is only good for comparison; see {@link processIdentity}. */
  identity: string;
}

/** Returns the start time of the process with this pid; undefined when there is none (a zombie counts as none). */
export function processIdentity(pid: number): string | undefined {
  return process.platform === 'linux' ? identityFromProc(pid) : identityFromPs(pid);
}

/** Whether the recorded process is still running. */
export function isRunning(record: Pick<ProcessRecord, 'pid' | 'identity'>): boolean {
  return processIdentity(record.pid) === record.identity;
}

/** Returns the program and arguments of a process; empty when there is none. */
export function commandLine(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function identityFromProc(pid: number): string | undefined {
  const fields = statFields(pid);
  const state = fields?.[0];
  return state === 'Z' || state === 'X' ? undefined : fields?.[19];
}

/** Returns the fields of /proc/<pid>/stat from the third on: state, parent, ...; the twentieth is the start in ticks. */
export function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the name in parentheses, may contain spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function identityFromPs(pid: number): string | undefined {
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return state === undefined || state === '' || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}
