import { isUuid } from './uuid.ts';

it.each(['0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b', '0B7E6A52-1F3C-4D7E-9A11-5C2D8F4E6B01'])('takes %s', (id) => {
  expect(isUuid(id)).toBe(true);
});

it.each([
  ['another length', '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5'],
  ['no dashes', '0190a1b2c3d47e5f8a9b0c1d2e3f4a5b'],
  ['a version that RFC 9562 does not know', '0190a1b2-c3d4-0e5f-8a9b-0c1d2e3f4a5b'],
  ['more than an id', '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\n'],
  ['no text', 17],
])('refuses %s', (_, value) => {
  expect(isUuid(value)).toBe(false);
});
