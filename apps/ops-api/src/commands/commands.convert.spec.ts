import type { ProcessedEvent, StoredEvent } from '@sentinai/persistence';
import { commandStatus, toCommandState } from './commands.convert.ts';

const NOW = new Date('2026-11-28T09:00:00Z');

const anEvent = (eventType: string, payload: object): StoredEvent =>
  ({
    eventId: 'e-1',
    tenantId: 'T',
    exceptionId: 'EX-1',
    sequence: 7,
    eventType,
    actor: { type: 'user', id: 'ben' },
    createdAt: NOW,
    causationId: null,
    correlationId: 'EX-1',
    payloadJson: JSON.stringify(payload),
  }) as StoredEvent;

const processed = (fields: Partial<ProcessedEvent> = {}): ProcessedEvent => ({
  eventId: 'e-1',
  tenantId: 'T',
  exceptionId: 'EX-1',
  eventTime: NOW,
  firstSequence: 8,
  lastSequence: 8,
  status: 'processed',
  processedAt: NOW,
  ...fields,
});
const command = anEvent('StepCommandSubmitted', { command: 'approve' });

it.each([
  [null, 'pending'],
  [processed(), 'applied'],
  [processed({ firstSequence: null, lastSequence: null }), 'refused'],
  [processed({ status: 'dead_lettered' }), 'failed'],
])('%j makes a command %s', (of, status) => {
  expect(commandStatus(of)).toBe(status);
});

it('a command that its step did not obey is refused, and says why', () => {
  const refusal = { reason: 'quorum_reached', detail: 'Step 1 had its approvals.' };

  expect(
    toCommandState(command, processed(), [anEvent('StepCommandRefused', { step_order: 1, ...refusal })]),
  ).toMatchObject({
    status: 'refused',
    command: 'approve',
    refusal,
    events: [{ event_type: 'StepCommandRefused' }],
  });
});

it('one that was obeyed has no refusal', () => {
  expect(toCommandState(command, processed(), [anEvent('StepApprovalGiven', {})])).toMatchObject({
    status: 'applied',
    refusal: null,
  });
});

it.each([
  ['TriageRequested', 'triage'],
  ['PolicyEvaluationRequested', 'evaluate_policy'],
  ['ToolExecutionRequested', null],
])('a command that %s records is called %s', (eventType, name) => {
  expect(toCommandState(anEvent(eventType, {}), null, [])).toMatchObject({ status: 'pending', command: name });
});
