import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../demo/tool-server/seeded-random.ts';
import type { ScriptedItem } from './case-script.ts';
import { CaseScript, deskSource, paymentSource } from './case-script.ts';

const now = new Date('2026-11-20T12:00:00.000Z');
const aScript = (source = deskSource) =>
  new CaseScript({ source, exceptionType: null, random: seededRandom('test'), newCases: 3, updates: 6 });

/** Returns everything that a script sends when it is stopped after the given number of batches. */
function played(script: CaseScript, batches: number): ScriptedItem[] {
  const items = Array.from({ length: batches }, () => script.next(now)).flat();
  for (let rest = script.rest(); rest.length > 0; rest = script.rest()) items.push(...rest);
  return items;
}

describe('CaseScript', () => {
  it('sends every state of every case once, in order', () => {
    const script = aScript();
    const items = played(script, 40);

    expect(script.cases.size).toBe(120);
    for (const { exceptionId, states } of script.cases.values()) {
      const own = items.filter(({ exception_id }) => exception_id === exceptionId);
      expect(own.map(({ raw_payload }) => raw_payload.revision)).toEqual(states.map((_, index) => index + 1));
      expect(own.map(({ raw_payload }) => raw_payload.state)).toEqual(states);
    }
  });

  it('ends each case of the desk as resolved', () => {
    const script = aScript();
    played(script, 5);

    expect(
      [...script.cases.values()].every(({ states }) => states.at(0) === 'New' && states.at(-1) === 'Resolved'),
    ).toBe(true);
  });

  it('sends two states of one case in one batch now and then', () => {
    const script = aScript();
    const batches = Array.from({ length: 40 }, () => script.next(now).map(({ exception_id }) => exception_id));

    expect(batches.some((ids) => new Set(ids).size < ids.length)).toBe(true);
  });

  it('has nothing left of cases with one state', () => {
    const script = aScript(paymentSource);
    script.next(now);

    expect(script.rest()).toEqual([]);
  });
});
