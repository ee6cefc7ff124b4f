import { aCaseFile, anEvent, aSourceItem } from '@sentinai/domain/testing';
import type { ExecutingAgent, Matter } from '../agent/agent.ts';
import { Outcomes } from './outside-calls.ts';

const aMatter = (id: string): Matter => ({
  event: anEvent('ExceptionIngested', aSourceItem(), { id }),
  file: aCaseFile(),
  attempt: 1,
  isLastAttempt: false,
});

const [one, two, unknown] = [aMatter('one'), aMatter('two'), aMatter('unknown')];
const outcomes = new Outcomes(
  new Map<string, { matter: Matter; outcome: unknown } | { error: unknown }>([
    ['one', { matter: one, outcome: 1 }],
    ['two', { error: new Error('refused') }],
  ]),
);
const agent: ExecutingAgent = {
  begin: () => Promise.resolve(),
  execute: () => Promise.resolve(),
  conclude: (_matter, outcome) => ({ patch: { title: String(outcome) }, events: [] }),
  record: () => Promise.resolve(),
};

it('an agent concludes from the outcome of the event', () => {
  expect(outcomes.conclude(agent, one)).toMatchObject({ patch: { title: '1' } });
});

it('a call that threw affects only its event', () => {
  expect(() => outcomes.conclude(agent, two)).toThrow('refused');
});

it('an event that was not executed is not decided', () => {
  expect(() => outcomes.conclude(agent, unknown)).toThrow(expect.objectContaining({ code: 'not_executed' }));
});

it('outcomes are recorded for the events asked for, and only where there is one', () => {
  expect(outcomes.of([one.event, one.event, two.event, unknown.event])).toEqual([{ matter: one, outcome: 1 }]);
  expect(outcomes.of([])).toEqual([]);
});
