/** Resource use of the stack's processes, from /proc: processor time over a window, and peak memory in it. */
import { readFileSync } from 'node:fs';
import { processTree } from '../../local-stack/process/process-group.ts';
import { statFields } from '../../local-stack/process/process-identity.ts';

export interface MeteredProcess {
  name: string;
  pid: number;
  /** Meter only the process itself, since its children are metered one by one. Default: with all descendants. */
  alone?: boolean;
}

export interface ProcessUse {
  name: string;
  /** Processor time of the process and its children, including those that ended within the window. */
  cpuSeconds: number;
  /** Highest sample, in MB of 2^20 bytes. Memory that PostgreSQL's processes share counts once. */
  rssMbMax: number;
  /** Samples in order. */
  rssMb: number[];
}

/** The kernel's clock tick for user programs: 100 per second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Of /proc/<pid>/stat, counted from its third field: utime, stime, and those of children that were waited for. */
const CPU_FIELDS = [11, 12, 13, 14] as const;
const OWN_CPU_FIELDS = [11, 12] as const;

export class ProcessMeter {
  private readonly processes: readonly MeteredProcess[];
  private readonly atStart: ReadonlyMap<string, number>;
  private readonly memory = new Map<string, number[]>();

  /** Starts counting. */
  constructor(processes: readonly MeteredProcess[]) {
    this.processes = processes;
    this.atStart = new Map(processes.map((one) => [one.name, cpuSeconds(one)]));
  }

  sampleMemory(): void {
    for (const one of this.processes) {
      const samples = this.memory.get(one.name) ?? [];
      samples.push(residentMb(membersOf(one)));
      this.memory.set(one.name, samples);
    }
  }

  /** Returns the use since the meter was created. */
  read(): ProcessUse[] {
    return this.processes.map((one) => {
      const { name } = one;
      const rssMb = this.memory.get(name) ?? [];
      const used = cpuSeconds(one) - (this.atStart.get(name) ?? 0);
      return { name, cpuSeconds: used, rssMb, rssMbMax: Math.max(0, ...rssMb) };
    });
  }
}

const membersOf = ({ pid, alone }: MeteredProcess): number[] => (alone ? [pid] : processTree(pid));

function cpuSeconds(one: MeteredProcess): number {
  const counted = one.alone ? OWN_CPU_FIELDS : CPU_FIELDS;
  let ticks = 0;
  for (const pid of membersOf(one)) {
    const fields = statFields(pid);
    for (const field of counted) ticks += Number(fields?.[field] ?? 0);
  }
  return ticks / TICKS_PER_SECOND;
}

function residentMb(tree: readonly number[]): number {
  let own = 0;
  let shared = 0;
  for (const pid of tree) {
    const status = statusOf(pid);
    own += kilobytes(status, 'RssAnon') + (tree.length === 1 ? kilobytes(status, 'RssFile') : 0);
    shared = Math.max(shared, kilobytes(status, 'RssShmem'));
  }
  return (own + shared) / 1_024;
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

const kilobytes = (status: string, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
