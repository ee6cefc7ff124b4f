import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { aPayload } from '../test/event-payloads.ts';
import { EVENTS, type EventType, eventsOnTopic, findEvent } from './event-catalog.ts';
import { type EventDefinition, PIPELINE_WORKERS } from './event-definition.ts';
import * as contracts from './index.ts';
import { TOPICS } from './topics.ts';

const TYPES = Object.keys(EVENTS) as EventType[];

/** `SLAExpired` → `sla-expired.ts` */
const fileOf = (type: string): string =>
  `${type.replace(/([a-z])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2').toLowerCase()}.ts`;

describe('the event catalog', () => {
  it('has one file for each event, named after it', () => {
    expect(readdirSync(join(import.meta.dirname, 'events')).sort()).toEqual(TYPES.map(fileOf).sort());
  });

  it('is exported by the library, event by event', () => {
    expect(TYPES.filter((type) => (contracts as Record<string, unknown>)[type] !== EVENTS[type])).toEqual([]);
  });

  it('finds an event by its type, and no other name', () => {
    expect(findEvent('TriageCompleted')).toBe(EVENTS.TriageCompleted);
    expect(findEvent('Unheard')).toBeUndefined();
    expect(findEvent('toString')).toBeUndefined();
    expect(findEvent('__proto__')).toBeUndefined();
  });

  it('knows which events a topic carries', () => {
    expect(eventsOnTopic('exceptions.ingested').map(({ type }) => type)).toEqual([
      'ExceptionIngested',
      'ManualExceptionCreated',
      'SourceUpdateReceived',
    ]);
    expect(eventsOnTopic('revenue.received')).toEqual([]);
  });

  it('gives every pipeline worker something to consume', () => {
    const consumers = new Set(TYPES.flatMap((type) => EVENTS[type].consumedBy));

    expect([...consumers].sort()).toEqual([...PIPELINE_WORKERS].sort());
  });
});

describe.each(TYPES)('%s', (type) => {
  const event: EventDefinition = EVENTS[type];
  const payload = aPayload(type) as Record<string, unknown>;

  it('is declared under its own name, on a topic that exists, for workers that exist', () => {
    expect(event.type).toBe(type);
    expect(TOPICS).toContain(event.topic);
    expect(PIPELINE_WORKERS).toEqual(expect.arrayContaining([...event.consumedBy]));
    expect(new Set(event.consumedBy).size).toBe(event.consumedBy.length);
    if (event.subject === 'tenant') expect(event.consumedBy).toEqual([]);
  });

  it('has a version from 1 and a summary of one sentence', () => {
    expect(event.version).toBeGreaterThanOrEqual(1);
    expect(event.summary).toMatch(/^.{10,}\.$/);
  });

  it('accepts a good payload, also after a round trip through JSON', () => {
    expect(event.faults(payload)).toEqual([]);
    expect(event.isValid(JSON.parse(JSON.stringify(payload)))).toBe(true);
  });

  it('accepts unknown fields, so that a producer may be ahead of its consumers', () => {
    expect(event.isValid({ ...payload, added_later: true })).toBe(true);
  });

  it.each([null, undefined, [], 'text', 7])('refuses %p in place of a payload', (value) => {
    expect(event.isValid(value)).toBe(false);
    expect(event.faults(value)).toContainEqual({ path: '/', message: expect.any(String) });
  });

  it.each(event.schema.required as string[])('refuses a payload without %s and names it', (field) => {
    const { [field]: _left, ...rest } = payload;

    expect(event.isValid(rest)).toBe(false);
    expect(JSON.stringify(event.faults(rest))).toContain(field);
  });

  // No field of any event is an array of arrays.
  it.each(Object.keys(event.schema.properties))('refuses nonsense in %s and points at it', (field) => {
    const wrong = { ...payload, [field]: [[]] };

    expect(event.isValid(wrong)).toBe(false);
    expect(event.faults(wrong).some(({ path }) => path.startsWith(`/${field}`))).toBe(true);
  });
});

describe('payload rules', () => {
  it.each([
    ['an unknown severity', 'TriageCompleted', { severity: 'urgent' }, '/severity'],
    ['a confidence above 1', 'TriageCompleted', { confidence: 1.01 }, '/confidence'],
    ['an instant without a zone', 'ExceptionResolved', { resolved_at: '2026-11-20T07:00:00' }, '/resolved_at'],
    ['a date in place of an instant', 'ExceptionResolved', { resolved_at: '2026-11-20' }, '/resolved_at'],
    ['a fraction for a count', 'PlaybookStarted', { steps: 1.5 }, '/steps'],
    ['a step order of 0', 'StepCommandSubmitted', { step_order: 0 }, '/step_order'],
    ['an unknown command', 'StepCommandSubmitted', { command: 'delete' }, '/command'],
    ['an execution id that is no UUID', 'ToolExecutionRequested', { execution_id: 'EX-1' }, '/execution_id'],
    ['an empty name', 'ExceptionIngested', { domain: '' }, '/domain'],
    ['a name of 257 characters', 'ExceptionIngested', { domain: 'd'.repeat(257) }, '/domain'],
    ['NaN', 'ExceptionIngested', { amount: Number.NaN }, '/amount'],
    ['an array for an object', 'ExceptionIngested', { raw_payload: [] }, '/raw_payload'],
  ] as const)('refuse %s', (_what, type, fields, path) => {
    const faults = EVENTS[type].faults(aPayload(type, fields as never));

    expect(faults.map((fault) => fault.path)).toContain(path);
  });
});
