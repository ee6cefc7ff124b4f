/** A single disturbance of the stack. */

/** `kill`: SIGKILL. `kill-part`: SIGKILL to one of the target's children. `restart`: an orderly stop and a start. */
export type Blow =
  | { kind: 'kill' | 'restart' }
  | {
      kind: 'kill-part';
      /** Selects the child, as a share of their number from 0 to 1. */
      share: number;
    }
  | { kind: 'freeze'; forMs: number }
  | {
      kind: 'cut';
      /** `reset`: connections break and new ones are refused. `silence`: connections stay open, but no data passes. */
      how: 'reset' | 'silence';
      forMs: number;
    };

export interface Disturbance {
  /** Number in the list, from 1. */
  number: number;
  /** Pause before it, in milliseconds. */
  pauseMs: number;
  /** Wait for the whole stack to be ready before the pause; otherwise faults overlap. */
  recoverFirst: boolean;
  /** Name of a process of the stack. A cut affects the network between it and Kafka. */
  target: string;
  blow: Blow;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** Formats a disturbance: `freeze Kafka for 7.2 s`. */
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
