import { PagedList } from './paged-list.ts';

const isName = (value: unknown): value is string => typeof value === 'string';
const names = new PagedList(['names'], isName);

const pageOf = (rows: string[], limit: number) =>
  names.page(rows, { limit }, { toItem: (name) => name.toUpperCase(), positionOf: (name) => name });

it('starts at the beginning without a cursor', () => {
  expect(names.startOf({})).toBeNull();
});

it('continues after the last item of a page', () => {
  const { items, next_cursor } = pageOf(['ann', 'bob', 'cyd'], 2);

  expect(items).toEqual(['ANN', 'BOB']);
  expect(names.startOf({ cursor: next_cursor ?? '' })).toBe('bob');
});

it.each([
  ['the rows fill the page exactly', ['ann', 'bob']],
  ['the page is not full', ['ann']],
  ['there are no rows', []],
])('ends where %s', (_, rows) => {
  expect(pageOf(rows, 2).next_cursor).toBeNull();
});

it('writes no cursor where no position follows', () => {
  expect(names.cursorAfter(null)).toBeNull();
});

it('does not read the cursor of another list', () => {
  const cursor = names.cursorAfter('ann') ?? '';

  expect(() => new PagedList(['places'], isName).startOf({ cursor })).toThrow('belongs to another list');
});
