import { masking } from './secret-mask.ts';

const SECRET = 'a"b\\c d+e/f';
const mask = masking([SECRET]);

it.each([
  ['itself', SECRET],
  ['in JSON', JSON.stringify({ echo: SECRET }).slice(9, -2)],
  ['in a path', encodeURIComponent(SECRET)],
  ['in a form', new URLSearchParams({ a: SECRET }).toString().slice(2)],
  ['in base64', Buffer.from(SECRET).toString('base64')],
  ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
])('blanks out a secret: %s', (_, form) => {
  expect(mask(`<${form}> and <${form}>`)).toBe('<***> and <***>');
});

it('blanks out the longer of two that begin alike', () => {
  expect(masking(['secret', 'secret-of-secrets'])('secret-of-secrets secret')).toBe('*** ***');
});
