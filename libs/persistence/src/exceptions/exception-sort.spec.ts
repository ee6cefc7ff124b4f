import { EXCEPTION_SORT_FIELDS, afterPosition, isExceptionPosition, orderOf } from './exception-sort.ts';

const positions = (descending: boolean, field: (typeof EXCEPTION_SORT_FIELDS)[number], key: string | null) => {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  return { text: afterPosition({ field, descending }, { key, exceptionId: 'EX-1' }, bind), values };
};

it.each(EXCEPTION_SORT_FIELDS)('tells equal keys apart by exception id, in the direction of %s', (field) => {
  expect(orderOf({ field, descending: false })).toMatch(/ asc(?: nulls last)?, e\.exception_id asc$/);
  expect(orderOf({ field, descending: true })).toMatch(/ desc(?: nulls last)?, e\.exception_id desc$/);
});

it('continues after a key, and includes rows without one', () => {
  expect(positions(true, 'amount', '12.5')).toEqual({
    text: '((e.amount, e.exception_id) < ($2::double precision, $1::varchar) or e.amount is null)',
    values: ['EX-1', '12.5'],
  });
});

it('continues among rows without a key', () => {
  expect(positions(false, 'sla_deadline', null)).toEqual({
    text: '(e.sla_deadline is null and e.exception_id > $1::varchar)',
    values: ['EX-1'],
  });
});

it('lets a never-null column use its index', () => {
  expect(positions(true, 'created_at', '1763625600000123').text).not.toContain(' or ');
});

it.each([
  ['created_at', '1763625600000123', true],
  ['created_at', '-1', true],
  ['created_at', '2026-11-20T08:00:00Z', false],
  ['created_at', '1'.repeat(18), false],
  ['created_at', null, false],
  ['sla_deadline', null, true],
  ['severity', 'high', true],
  ['severity', 'urgent', false],
  ['amount', '0.30000000000000004', true],
  ['amount', '1e+21', true],
  ['amount', '-1e-07', true],
  ['amount', '-0', true],
  ['amount', '1e+999', false],
  ['amount', '1e-999', false],
  ['amount', 'Infinity', false],
  ['amount', '', false],
  ['amount', null, true],
] as const)('%s: the key %j is taken: %s', (field, key, taken) => {
  expect(isExceptionPosition({ field, descending: false }, { key, exceptionId: 'EX-1' })).toBe(taken);
});

it.each([null, 1, 'x', [], {}, { key: '1' }, { key: 1, exceptionId: 'EX-1' }, { key: '1', exceptionId: '\0' }])(
  '%j is no position',
  (value) => {
    expect(isExceptionPosition({ field: 'created_at', descending: true }, value)).toBe(false);
  },
);
