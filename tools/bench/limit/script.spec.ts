import { expect, it } from '@jest/globals';
import { type EventRow, scriptOf } from './script.ts';

const row = (sequence: number, event_type: string, hops: EventRow['hops']): EventRow => ({
  tenant_id: 'T',
  exception_id: 'E',
  sequence,
  event_type,
  payload: '{}',
  hops,
});

it('knows what arrives, who processes what, and what that emits', () => {
  const script = scriptOf(
    [{ tenant_id: 'T', exception_id: 'E' }],
    [
      row(1, 'ExceptionIngested', [['intake', 3, 3]]),
      row(2, 'SourceUpdateReceived', [['intake', null, null]]),
      row(3, 'ExceptionNormalized', [['triage', null, null]]),
    ],
  );

  expect(script.kinds[0]?.arriving).toEqual([1, 2]);
  expect(script.kinds[0]?.events[0]?.hops).toEqual({ intake: [3] });
  expect(script.stages).toEqual([
    { name: 'intake', topics: ['limit.exceptions.ingested'] },
    { name: 'triage', topics: ['limit.exceptions.normalized'] },
  ]);
});
