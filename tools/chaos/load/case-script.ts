/** Script of each tenant's source, batch by batch: new cases, and later states of earlier ones, in order. Pure. */
import type { Random } from '../../demo/tool-server/seeded-random.ts';

/** An item of an ingest batch. */
export interface ScriptedItem {
  exception_id: string;
  source_system: string;
  exception_type: string | null;
  occurred_at: string;
  source_updated_at: string;
  raw_payload: {
    /** Position among the states of its case, from 1; accepted states must arrive in this order. */
    revision: number;
    state: string;
    priority: string;
  };
}

/** The course of a case when nothing is lost and nothing is doubled. */
export interface ScriptedCase {
  exceptionId: string;
  /** States of the source, one item each. */
  states: readonly string[];
  priority: string;
  occurredAt: Date;
  toolCalls: number;
}

/** A kind of source: scripts its next case. */
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
  /** Most later states in one batch. */
  updates: number;
}

/** Share of later states that are sent together with the next state of the same case. */
const TOGETHER_SHARE = 0.25;
const MINUTE_MS = 60_000;

export class CaseScript {
  /** Cases by exception id, in the order in which they were opened. */
  readonly cases = new Map<string, ScriptedCase>();
  private readonly options: ScriptOptions;
  /** Cases with unsent states, and the number of states sent. The longest waiting case is first. */
  private readonly open: { scripted: ScriptedCase; sent: number }[] = [];

  constructor(options: ScriptOptions) {
    this.options = options;
  }

  /** Returns new cases, and later states of some open cases. */
  next(now: Date): ScriptedItem[] {
    const { newCases, updates } = this.options;
    const later = this.laterStates(updates);
    return [...later, ...Array.from({ length: newCases }, () => this.openCase(now))];
  }

  /** Returns only later states; empty once the last state of every case has been sent. */
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
