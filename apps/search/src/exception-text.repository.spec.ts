import type { Transaction } from '@sentinai/persistence';
import { ExceptionTextRepository } from './exception-text.repository.ts';

describe('the texts of a batch', () => {
  /** Returns the values of the statements that the work runs. */
  const valuesOf = async (work: (tx: Transaction) => Promise<void>): Promise<unknown[]> => {
    const all: unknown[] = [];
    const tx: Pick<Transaction, 'run'> = {
      run: (_statement, values) => Promise.resolve(all.push(values)),
    };
    await work(tx as Transaction);
    return all;
  };
  const texts = new ExceptionTextRepository();

  it('are copied in one statement, each exception once', async () => {
    const keys = [
      { tenantId: 'A', exceptionId: 'EX-1' },
      { tenantId: 'B', exceptionId: 'EX-1' },
      { tenantId: 'A', exceptionId: 'EX-1' },
    ];

    expect(await valuesOf((tx) => texts.copy(tx, keys))).toEqual([
      [
        ['A', 'B'],
        ['EX-1', 'EX-1'],
      ],
    ]);
  });

  it('are forgotten from a minute later on, because clocks differ', async () => {
    const from = new Date('2026-11-20T12:00:00.000Z');

    expect(await valuesOf((tx) => texts.forget(tx, from))).toEqual([['2026-11-20T12:01:00.000Z']]);
  });
});
