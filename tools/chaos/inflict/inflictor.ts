/** Does to the running stack what the plan says. Freezes and cuts end by themselves; several may be on at once. */
import { setTimeout as delay } from 'node:timers/promises';
import { processTree, signalProcess } from '../../local-stack/process/process-group.ts';
import type { SupervisedProcess } from '../../local-stack/process/supervised-process.ts';
import type { Blow, Disturbance } from '../plan/disturbance.ts';
import type { DetourState, KafkaDetour } from './kafka-detour.ts';

/** A process that is down is waited for this long: there is nothing to kill. */
const UP_WITHIN_MS = 20_000;
const POLL_MS = 50;

export class Inflictor {
  private readonly targets: ReadonlyMap<string, SupervisedProcess>;
  private readonly detour: KafkaDetour;
  /** What is not over yet, by target. */
  private readonly underWay = new Map<string, Promise<void>>();

  /** @param targets by the names the plan uses */
  constructor(targets: ReadonlyMap<string, SupervisedProcess>, detour: KafkaDetour) {
    this.targets = targets;
    this.detour = detour;
  }

  /** Returns when it has begun. A disturbance of a target that is still under one waits for that one's end. */
  async inflict({ target, blow }: Disturbance): Promise<void> {
    const process = this.targets.get(target);
    if (!process) throw new Error(`The stack has no ${target} to disturb.`);
    await this.underWay.get(target);
    await isUp(process);
    this.underWay.set(target, this.strike(process, blow));
  }

  /** Waits for the end of all that is under way. */
  async over(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  /** Ends at once what would end later, so that the stack can be stopped. */
  release(): void {
    this.detour.become('open');
    for (const process of this.targets.values()) process.resume();
  }

  /** Resolves when it is over. The blow has fallen when this returns. */
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

/** One child, as when the system is out of memory; the process itself, when it has none. */
function killPart(process: SupervisedProcess, share: number): void {
  if (process.pid === undefined) return;
  const [, ...children] = processTree(process.pid);
  const victim = children[Math.floor(share * children.length)] ?? process.pid;
  signalProcess(victim, 'SIGKILL');
}
