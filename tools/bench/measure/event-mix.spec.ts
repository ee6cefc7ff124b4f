import { expect, it } from '@jest/globals';
import { mixOf } from './event-mix.ts';

it('tells what a hundred exceptions make', () => {
  const mix = mixOf(4, [
    { type: 'ToolExecutionRequested', events: 2, bytes: 1_000 },
    { type: 'ExceptionIngested', events: 4, bytes: 2_000 },
  ]);

  expect(mix).toEqual({
    exceptions: 4,
    eventsPerException: 1.5,
    payloadBytes: 500,
    perHundred: [
      { type: 'ExceptionIngested', events: 100 },
      { type: 'ToolExecutionRequested', events: 50 },
    ],
  });
});
