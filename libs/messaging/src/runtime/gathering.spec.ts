import { setTimeout as delay } from 'node:timers/promises';
import { Gathering } from './gathering.ts';

describe('a gathering', () => {
  it('processes simultaneous items at once, and then those that arrived in the meantime', async () => {
    const calls: number[][] = [];
    const gathering = new Gathering<number>(async (items) => {
      calls.push(items);
      await delay(10);
    }, 0);

    const first = [1, 2, 3].map((item) => gathering.join(item));
    await delay(5);
    const meanwhile = [4, 5].map((item) => gathering.join(item));
    await Promise.all([...first, ...meanwhile]);

    expect(calls).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('fails only the items whose work failed, and continues', async () => {
    const gathering = new Gathering<string>(
      ([item]) => (item === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve()),
      0,
    );

    await expect(gathering.join('bad')).rejects.toThrow('no');
    await expect(gathering.join('good')).resolves.toBeUndefined();
  });

  it('pauses between calls, so that a trickle makes batches', async () => {
    const calls: number[][] = [];
    const gathering = new Gathering<number>((items) => Promise.resolve(void calls.push(items)), 200);

    const first = gathering.join(1);
    await delay(20);
    const others = [2, 3, 4].map((item) => gathering.join(item));
    expect(calls).toEqual([[1]]);
    await Promise.all([first, ...others]);

    expect(calls).toEqual([[1], [2, 3, 4]]);
  });
});
