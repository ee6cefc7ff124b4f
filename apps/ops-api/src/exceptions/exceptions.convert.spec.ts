import { plainToInstance } from 'class-transformer';
import { toFilter, toSort } from './exceptions.convert.ts';
import { ListExceptionsQuery } from './exceptions.dto.ts';

const filterOf = (query: Record<string, string | string[]>) => toFilter(plainToInstance(ListExceptionsQuery, query));

it('narrows by nothing that is not given', () => {
  expect(Object.values(filterOf({})).every((value) => value === undefined)).toBe(true);
});

it.each([
  ['repeated', ['high', 'low', 'high']],
  ['between commas', 'low, high'],
  ['both', ['high,low', 'low']],
])('takes words %s, and makes one list of them', (_, severity) => {
  expect(filterOf({ severity }).severities).toEqual(['high', 'low']);
});

it('leaves the commas of free values alone', () => {
  expect(filterOf({ owner: ['Doe, John', 'ann'] }).owners).toEqual(['Doe, John', 'ann']);
});

it('takes either name of the type, and both together', () => {
  expect(filterOf({ type: 'A' }).types).toEqual(['A']);
  expect(filterOf({ exception_type: 'A' }).types).toEqual(['A']);
  expect(filterOf({ type: 'B', exception_type: ['A', 'B'] }).types).toEqual(['A', 'B']);
});

it('takes a day as all its hours', () => {
  expect(filterOf({ created_from: '2026-11-20', created_to: '2026-11-20' })).toMatchObject({
    createdFrom: new Date('2026-11-20T00:00:00.000Z'),
    createdTo: new Date('2026-11-20T23:59:59.999Z'),
  });
});

it('reads the order', () => {
  expect(toSort('-sla_deadline')).toEqual({ field: 'sla_deadline', descending: true });
  expect(toSort('amount')).toEqual({ field: 'amount', descending: false });
});
