/** The supervisor's side of guardian.mjs: keeps a guardian running and registers children with it. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Stages in the order in which children are stopped: one-off commands, then the apps, then the servers they depend on. */
export type Stage = 'command' | 'application' | 'infrastructure';

export interface GuardedChild {
  /** Pid of the child, also the id of its process group. */
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
    // A killed guardian is replaced; a write to its broken pipe in the meantime is not an error.
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
