import { ProblemException } from '../problems/problem.exception.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const LIST = ['exceptions', 'TENANT_001', '-created_at', { severities: ['high'] }];
const isText = (value: unknown): value is string => typeof value === 'string';

const decode = (cursor: string, list: readonly unknown[] = LIST) => decodeCursor(cursor, list, isText);

it('brings a position back to the same list', () => {
  expect(decode(encodeCursor(LIST, 'a/b#c:ü'))).toBe('a/b#c:ü');
});

it('fits into a URL as it is', () => {
  expect(encodeCursor(LIST, '???>>>ÿ')).toMatch(/^[\w-]+$/);
});

it('takes no notice of criteria that are not given', () => {
  const cursor = encodeCursor(['x', { owners: undefined }], 'p');

  expect(decode(cursor, ['x', {}])).toBe('p');
});

it.each([
  ['another tenant', ['exceptions', 'TENANT_002', '-created_at', { severities: ['high'] }]],
  ['another order', ['exceptions', 'TENANT_001', 'created_at', { severities: ['high'] }]],
  ['another filter', ['exceptions', 'TENANT_001', '-created_at', {}]],
])('refuses it for %s', (_, list) => {
  expect(() => decode(encodeCursor(LIST, 'p'), list)).toThrow('belongs to another list');
});

it.each(['', 'x', '%%%', 'bnVsbA', Buffer.from('[1]').toString('base64url'), encodeCursor(LIST, 17)])(
  'refuses %j as no cursor',
  (cursor) => {
    expect(() => decode(cursor)).toThrow(ProblemException);
    expect(() => decode(cursor)).toThrow(/not a cursor/);
  },
);
