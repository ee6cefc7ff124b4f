/** The supervisor's side of guardian.mjs: keeps one running and tells it which children there are. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** In this order children are stopped: one-off commands, then the apps, then what the apps stand on. */
export type Stage = 'command' | 'application' | 'infrastructure';

export interface GuardedChild {
  /** Also the number of the child's process group. */
  pid: number;
  stage: Stage;
  stopSignal: NodeJS.Signals;
}

export class Guardian {
  private readonly guarded = new Map<number, GuardedChild>();
  private program: ChildProcess | undefined;
  private closed = false;

  register(child: GuardedChild): void {
    this.guarded.set(child.pid, child);
    if (this.program === undefined) this.open();
    else this.tell({ register: child });
  }

  forget(pid: number): void {
    if (this.guarded.delete(pid)) this.tell({ forget: pid });
  }

  /** Ends the guardian; it stops whatever is still registered. */
  close(): void {
    this.closed = true;
    this.program?.stdin?.end();
  }

  private open(): void {
    const program = spawn(process.execPath, [join(import.meta.dirname, 'guardian.mjs')], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.program = program;
    program.unref();
    // A guardian that was killed is replaced; writing to its pipe meanwhile is no fault of ours.
    program.stdin.on('error', () => undefined);
    program.on('exit', () => {
      if (!this.closed) this.open();
    });
    for (const child of this.guarded.values()) this.tell({ register: child });
  }

  private tell(message: { register: GuardedChild } | { forget: number }): void {
    this.program?.stdin?.write(`${JSON.stringify(message)}\n`);
  }
}
