import { expect, it } from '@jest/globals';
import { CallLedger } from './call-ledger.ts';

it('forgets the oldest keys beyond its limit, and says so', () => {
  const ledger = new CallLedger(2);

  for (const key of ['a', 'b', 'c']) ledger.admit(key, 'tool', 1);

  expect([...ledger.keys()].map(({ key }) => key)).toEqual(['b', 'c']);
  expect(ledger.summary()).toMatchObject({ keys: 2, forgotten: 1, calls: 3 });
});
