/** What each tenant's source reports, batch by batch: new cases, and later states of earlier ones, in their order. Pure. */
import type { Random } from '../../demo/tool-server/seeded-random.ts';

/** An item of an ingest batch. */
export interface ScriptedItem {
  exception_id: string;
  source_system: string;
  exception_type: string | null;
  occurred_at: string;
  source_updated_at: string;
  raw_payload: {
    /** Place among the states of its case, from 1: what is accepted must come in this order. */
    revision: number;
    state: string;
    priority: string;
  };
}

/** How a case goes when nothing is lost and nothing is doubled. */
export interface ScriptedCase {
  exceptionId: string;
  /** Of the source, one item each. */
  states: readonly string[];
  priority: string;
  occurredAt: Date;
  toolCalls: number;
}

/** A kind of source: how its next case goes. */
export type Source = (random: Random, exceptionId: string, now: Date) => ScriptedCase;

const DESK_STATES = ['Active', 'Awaiting user', 'Active', 'Awaiting vendor'];
const URGENT_SHARE = 0.4;

export const deskSource: Source = (random, exceptionId, occurredAt) => {
  const between = DESK_STATES.slice(0, Math.floor(random() * (DESK_STATES.length + 1)));
  const urgent = random() < URGENT_SHARE;
  const priority = urgent ? 'urgent' : 'normal';
  return { exceptionId, states: ['New', ...between, 'Resolved'], priority, occurredAt, toolCalls: urgent ? 1 : 0 };
};

export const paymentSource: Source = (_random, exceptionId, occurredAt) => ({
  exceptionId,
  states: ['Failed'],
  priority: 'normal',
  occurredAt,
  toolCalls: 2,
});

export interface ScriptOptions {
  source: Source;
  exceptionType: string | null;
  random: Random;
  newCases: number;
  /** Later states in one batch, at most. */
  updates: number;
}

/** Share of the later states that are sent together with the next one of the same case. */
const TOGETHER_SHARE = 0.25;
const MINUTE_MS = 60_000;

export class CaseScript {
  /** By exception id, in the order they were opened. */
  readonly cases = new Map<string, ScriptedCase>();
  private readonly options: ScriptOptions;
  /** Cases with states to come, and how many of them were sent. The one that waits longest is first. */
  private readonly open: { scripted: ScriptedCase; sent: number }[] = [];

  constructor(options: ScriptOptions) {
    this.options = options;
  }

  /** New cases, and later states of some that are open. */
  next(now: Date): ScriptedItem[] {
    const { newCases, updates } = this.options;
    const later = this.laterStates(updates);
    return [...later, ...Array.from({ length: newCases }, () => this.openCase(now))];
  }

  /** Only later states; empty when every case has had its last one. */
  rest(): ScriptedItem[] {
    return this.laterStates(this.options.updates + this.options.newCases);
  }

  private openCase(now: Date): ScriptedItem {
    const { source, random } = this.options;
    const scripted = source(random, `C-${String(this.cases.size + 1).padStart(6, '0')}`, now);
    this.cases.set(scripted.exceptionId, scripted);
    const entry = { scripted, sent: 0 };
    const item = this.send(entry);
    if (entry.sent < scripted.states.length) this.open.push(entry);
    return item;
  }

  private laterStates(most: number): ScriptedItem[] {
    const items: ScriptedItem[] = [];
    while (items.length < most) {
      const entry = this.open.shift();
      if (!entry) break;
      items.push(this.send(entry));
      if (entry.sent === entry.scripted.states.length) continue;
      if (this.options.random() < TOGETHER_SHARE) this.open.unshift(entry);
      else this.open.push(entry);
    }
    return items;
  }

  private send(entry: { scripted: ScriptedCase; sent: number }): ScriptedItem {
    const { exceptionId, states, priority, occurredAt } = entry.scripted;
    const state = states[entry.sent] ?? '';
    entry.sent += 1;
    return {
      exception_id: exceptionId,
      source_system: 'chaos',
      exception_type: this.options.exceptionType,
      occurred_at: occurredAt.toISOString(),
      source_updated_at: new Date(occurredAt.getTime() + entry.sent * MINUTE_MS).toISOString(),
      raw_payload: { revision: entry.sent, state, priority },
    };
  }
}
