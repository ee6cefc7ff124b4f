/** Inflicts the planned disturbances on the running stack. Freezes and cuts end by themselves; several may overlap. */
import { setTimeout as delay } from 'node:timers/promises';
import { processTree, signalProcess } from '../../local-stack/process/process-group.ts';
import type { SupervisedProcess } from '../../local-stack/process/supervised-process.ts';
import type { Blow, Disturbance } from '../plan/disturbance.ts';
import type { DetourState, KafkaDetour } from './kafka-detour.ts';

/** Longest wait for a process that is down, since there is nothing to kill. */
const UP_WITHIN_MS = 20_000;
const POLL_MS = 50;

export class Inflictor {
  private readonly targets: ReadonlyMap<string, SupervisedProcess>;
  private readonly detour: KafkaDetour;
  /** Ongoing disturbances by target. */
  private readonly underWay = new Map<string, Promise<void>>();

  /** @param targets processes by the plan's names */
  constructor(targets: ReadonlyMap<string, SupervisedProcess>, detour: KafkaDetour) {
    this.targets = targets;
    this.detour = detour;
  }

  /** Resolves when the disturbance has started. It first waits for the end of an ongoing disturbance of the same target. */
  async inflict({ target, blow }: Disturbance): Promise<void> {
    const process = this.targets.get(target);
    if (!process) throw new Error(`The stack has no ${target} to disturb.`);
    await this.underWay.get(target);
    await isUp(process);
    this.underWay.set(target, this.strike(process, blow));
  }

  /** Waits for the end of all ongoing disturbances. */
  async over(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  /** Ends all ongoing disturbances at once, so that the stack can be stopped. */
  release(): void {
    this.detour.become('open');
    for (const process of this.targets.values()) process.resume();
  }

  /** Strikes before returning; the promise resolves when the disturbance is over. */
  private strike(process: SupervisedProcess, blow: Blow): Promise<void> {
    switch (blow.kind) {
      case 'kill':
        process.kill('SIGKILL');
        return Promise.resolve();
      case 'kill-part':
        killPart(process, blow.share);
        return Promise.resolve();
      case 'restart':
        return process.stop().then(() => process.start());
      case 'freeze':
        process.pause();
        return delay(blow.forMs).then(() => process.resume());
      case 'cut':
        return this.cut(blow.how, blow.forMs);
    }
  }

  private async cut(how: Exclude<DetourState, 'open'>, forMs: number): Promise<void> {
    this.detour.become(how);
    await delay(forMs);
    this.detour.become('open');
  }
}

async function isUp(process: SupervisedProcess): Promise<void> {
  const deadline = Date.now() + UP_WITHIN_MS;
  while (process.pid === undefined && Date.now() < deadline) await delay(POLL_MS);
}

/** Kills one child, like the OOM killer, or the process itself when it has none. */
function killPart(process: SupervisedProcess, share: number): void {
  if (process.pid === undefined) return;
  const [, ...children] = processTree(process.pid);
  const victim = children[Math.floor(share * children.length)] ?? process.pid;
  signalProcess(victim, 'SIGKILL');
}
