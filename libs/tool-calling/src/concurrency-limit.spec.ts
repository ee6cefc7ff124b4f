import { expect, it } from '@jest/globals';
import { ConcurrencyLimit } from './concurrency-limit.ts';

const never = new AbortController().signal;

function aTask() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { run: () => promise, finish: resolve };
}

it('what waits takes its turn in the order it came', async () => {
  const limit = new ConcurrencyLimit({ total: 1, perTenant: 1 });
  const order: number[] = [];
  const tasks = [1, 2, 3].map((n) => limit.run('T', never, async () => void order.push(n)));

  await Promise.all(tasks);

  expect(order).toEqual([1, 2, 3]);
});

it('a call that gives up while it waits is never run, and takes no slot with it', async () => {
  const limit = new ConcurrencyLimit({ total: 1, perTenant: 1 });
  const first = aTask();
  const caller = new AbortController();
  const running = limit.run('T', never, first.run);
  let wasRun = false;
  const waiting = limit.run('T', caller.signal, async () => void (wasRun = true));

  // Both at once, to see that the slot is not handed to the one that has just left.
  caller.abort(new Error('gave up'));
  first.finish();
  await running;

  await expect(waiting).rejects.toThrow('gave up');
  expect(wasRun).toBe(false);
  expect(await limit.run('T', never, async () => 'ran')).toBe('ran');
});

it('a tenant at its limit leaves room for another', async () => {
  const limit = new ConcurrencyLimit({ total: 2, perTenant: 1 });
  const slow = aTask();
  const running = [limit.run('FLOODS', never, slow.run), limit.run('FLOODS', never, slow.run)];

  expect(await limit.run('ASKS', never, async () => 'ran')).toBe('ran');

  slow.finish();
  await Promise.all(running);
});

it('a task that fails gives its slot back', async () => {
  const limit = new ConcurrencyLimit({ total: 1, perTenant: 1 });

  await expect(limit.run('T', never, () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');

  expect(await limit.run('T', never, async () => 'ran')).toBe('ran');
});
