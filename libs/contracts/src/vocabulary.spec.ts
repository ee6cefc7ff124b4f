import { isExceptionId, isTenantId } from './vocabulary.ts';

describe('isTenantId', () => {
  it.each(['a', 'T', '7', 'TENANT_001', 'acme.eu-west', 'a'.repeat(64)])('takes %p', (id) => {
    expect(isTenantId(id)).toBe(true);
  });

  it.each([
    '',
    ' ',
    'a b',
    'a,b',
    'a:b',
    'a/b',
    "a'b",
    'a\n',
    '_unknown',
    '-a',
    '.a',
    '*',
    'ä',
    'a\u0000',
    'a'.repeat(65),
    null,
    undefined,
    7,
    ['a'],
  ])('refuses %p', (id) => {
    expect(isTenantId(id)).toBe(false);
  });
});

describe('isExceptionId', () => {
  it.each(['E', 'EX-1', 'INC0012345', 'case/7#2:a.b_c', '0', 'e'.repeat(128)])('takes %p', (id) => {
    expect(isExceptionId(id)).toBe(true);
  });

  it.each(['', ' EX-1', 'EX 1', 'EX-1\n', ':EX', '/EX', 'EX,1', 'EX?1', 'é', 'e'.repeat(129), null, 1, {}])(
    'refuses %p',
    (id) => {
      expect(isExceptionId(id)).toBe(false);
    },
  );
});
