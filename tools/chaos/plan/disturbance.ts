/** What chaos does to the stack, one thing at a time. */

/** `kill`: SIGKILL. `kill-part`: SIGKILL to one of the target's children. `restart`: an orderly stop and a new start. */
export type Blow =
  | { kind: 'kill' | 'restart' }
  | {
      kind: 'kill-part';
      /** Which child, as a share of their number, from 0 to 1. */
      share: number;
    }
  | { kind: 'freeze'; forMs: number }
  | {
      kind: 'cut';
      /** `reset`: connections break and new ones are refused. `silence`: they stay, and nothing comes through. */
      how: 'reset' | 'silence';
      forMs: number;
    };

export interface Disturbance {
  /** From 1. */
  number: number;
  /** The pause before it. */
  pauseMs: number;
  /** Wait until the whole stack is ready again before that pause; otherwise faults overlap. */
  recoverFirst: boolean;
  /** Name of a process of the stack. A cut is of the network between it and Kafka. */
  target: string;
  blow: Blow;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** `freeze Kafka for 7.2 s` */
export function describeDisturbance({ target, blow }: Disturbance): string {
  switch (blow.kind) {
    case 'kill':
      return `kill -9 ${target}`;
    case 'kill-part':
      return `kill -9 a process of ${target}`;
    case 'restart':
      return `restart ${target}`;
    case 'freeze':
      return `freeze ${target} for ${seconds(blow.forMs)}`;
    case 'cut':
      return `cut the network between ${target} and Kafka (${blow.how}) for ${seconds(blow.forMs)}`;
  }
}
