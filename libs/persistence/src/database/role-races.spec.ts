import { whileRaced } from './role-races.ts';

/** Work that fails with these errors, one after the other, and then succeeds. */
function failing(...errors: Error[]): { work: () => Promise<string>; calls: () => number } {
  let calls = 0;
  const work = async (): Promise<string> => {
    calls += 1;
    const error = errors[calls - 1];
    if (error) throw error;
    return 'done';
  };
  return { work, calls: () => calls };
}

const altered = (): Error => new Error('tuple concurrently updated');
const created = (code: string): Error => Object.assign(new Error('it exists'), { code });

it('repeats work on a role that another database creates or alters', async () => {
  const { work, calls } = failing(altered(), created('42710'), created('23505'));

  expect(await whileRaced(work)).toBe('done');
  expect(calls()).toBe(4);
});

it('repeats nothing that fails for another reason', async () => {
  const { work, calls } = failing(created('42501'));

  await expect(whileRaced(work)).rejects.toThrow('it exists');
  expect(calls()).toBe(1);
});

it('gives up after ten attempts', async () => {
  const { work, calls } = failing(...Array.from({ length: 20 }, altered));

  await expect(whileRaced(work)).rejects.toThrow('tuple concurrently updated');
  expect(calls()).toBe(10);
});
