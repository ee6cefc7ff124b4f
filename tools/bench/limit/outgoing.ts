/** Output of one transaction of the limit: arrays by column for SQL, messages by topic for Kafka. */
import { randomUUID } from 'node:crypto';
import type { Message, TopicMessages } from 'kafkajs';
import type { LimitScript, ScriptedEvent } from './script.ts';

/** An event in flight. */
export interface LimitEvent {
  tenantId: string;
  exceptionId: string;
  id: string;
  time: number;
  /** Index of the exception's kind in the script. */
  kind: number;
  sequence: number;
  event: ScriptedEvent;
}

interface Change {
  from: LimitEvent;
  emitted: number;
  inFlight: number;
}

export class Outgoing {
  private readonly script: LimitScript;
  private readonly now: Date;
  private readonly time: string;
  private readonly emitted: { event: LimitEvent; causeId: string | null }[] = [];
  private readonly changes = new Map<string, Change>();

  constructor(script: LimitScript, now: Date) {
    this.script = script;
    this.now = now;
    this.time = String(now.getTime());
  }

  /** Records that an event was processed and caused the events with these sequences. */
  follow(from: LimitEvent, sequences: readonly number[]): void {
    const key = `${from.tenantId}:${from.exceptionId}`;
    const change = this.changes.get(key) ?? { from, emitted: 0, inFlight: 0 };
    this.changes.set(key, change);
    change.inFlight -= 1;
    for (const sequence of sequences) change.inFlight += this.emit(from, sequence, from.id);
    change.emitted += sequences.length;
  }

  /** @returns the number of stages that have to process the event */
  emit(
    { tenantId, exceptionId, kind }: Pick<LimitEvent, 'tenantId' | 'exceptionId' | 'kind'>,
    sequence: number,
    causeId: string | null,
  ): number {
    const event = this.script.kinds[kind]?.events[sequence - 1];
    if (!event) return 0;
    const one = { tenantId, exceptionId, kind, sequence, event, id: randomUUID(), time: this.now.getTime() };
    this.emitted.push({ event: one, causeId });
    return Object.keys(event.hops).length;
  }

  messages(): TopicMessages[] {
    const byTopic = new Map<string, Message[]>();
    for (const { event: one } of this.emitted) {
      const messages = byTopic.get(one.event.topic) ?? [];
      byTopic.set(one.event.topic, messages);
      messages.push({
        key: `${one.tenantId}:${one.exceptionId}`,
        value: one.event.payload,
        headers: { id: one.id, at: `${one.kind}:${one.sequence}` },
        timestamp: this.time,
      });
    }
    return [...byTopic].map(([topic, messages]) => ({ topic, messages }));
  }

  eventValues(source: string): unknown[] {
    const { emitted } = this;
    return [
      emitted.map(({ event }) => event.tenantId),
      emitted.map(({ event }) => event.exceptionId),
      emitted.map(({ event }) => event.sequence),
      emitted.map(({ event }) => event.id),
      emitted.map(({ event }) => event.event.type),
      emitted.map(({ causeId }) => causeId),
      emitted.map(({ event }) => event.event.payload),
      source,
      this.now.toISOString(),
    ];
  }

  /** Returns the exception's final documents: the policy in the policy stage, the run in the playbook stage. */
  updateValues(stage: string): unknown[] {
    const changes = [...this.changes.values()];
    const document = (change: Change, column: string): string | null => {
      const value = this.script.kinds[change.from.kind]?.exception[column];
      return value === null || value === undefined ? null : JSON.stringify(value);
    };
    return [
      changes.map(({ from }) => from.tenantId),
      changes.map(({ from }) => from.exceptionId),
      changes.map(({ emitted }) => emitted),
      changes.map(({ inFlight }) => inFlight),
      changes.map((change) => document(change, 'milestones')),
      changes.map((change) => (stage === 'policy' ? document(change, 'policy') : null)),
      changes.map((change) => (stage === 'playbook' ? document(change, 'playbook_run') : null)),
      this.now.toISOString(),
      changes.map(() => stage),
    ];
  }

  toolValues(): unknown[] {
    const { emitted } = this;
    return [
      emitted.map(({ event }) => event.tenantId),
      emitted.map(({ event }) => event.exceptionId),
      emitted.map(({ event }) => event.id),
      emitted.map(({ event }) => event.event.payload),
      this.now.toISOString(),
    ];
  }

  /** Returns the tenant, exception and event ids of the events that arrived. */
  keyValues(): unknown[] {
    const { emitted } = this;
    return [
      emitted.map(({ event }) => event.tenantId),
      emitted.map(({ event }) => event.exceptionId),
      emitted.map(({ event }) => event.id),
      this.now.toISOString(),
    ];
  }
}
