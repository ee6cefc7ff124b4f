/** Events as stored in the log, for the specs of the repositories. */
import { randomUUID } from 'node:crypto';
import type { StoredEvent } from '../src/index.ts';

/** An event of ACME's exception EX-1, created now. */
export const aStoredEvent = (facts: Partial<StoredEvent> = {}): StoredEvent => ({
  tenantId: 'ACME',
  exceptionId: 'EX-1',
  sequence: 1,
  eventId: randomUUID(),
  eventType: 'ExceptionResolved',
  schemaVersion: 1,
  source: '/sentinai/test',
  actor: { type: 'agent', id: 'test' },
  correlationId: facts.exceptionId ?? 'EX-1',
  causationId: null,
  payloadJson: '{"resolution": "matched"}',
  createdAt: new Date(),
  ...facts,
});

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Noon (UTC) of the day that many days from today. */
export const noon = (daysFromToday: number): Date => {
  const day = new Date(Date.now() + daysFromToday * DAY_MS);
  day.setUTCHours(12, 0, 0, 0);
  return day;
};
