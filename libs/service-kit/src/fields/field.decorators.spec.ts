/** The kinds of fields, as the validation pipe applies them. */
import 'reflect-metadata';
import { AnyOfWords, SearchText } from '../paging/filter.decorators.ts';
import { createValidationPipe } from '../problems/validation.pipe.ts';
import { OptionalInstant, SpanEnd } from './instant.decorators.ts';
import { VersionNumber } from './integer.decorators.ts';
import { ObjectIfGiven, requireStorable } from './json.decorators.ts';
import { OptionalText, TextIfGiven } from './text.decorators.ts';

class Instants {
  @OptionalInstant({ description: 'Expiry.' })
  expires_at?: Date | null;

  @SpanEnd('first', 'From.')
  from?: Date;

  @SpanEnd('last', 'To.')
  to?: Date;
}

class Texts {
  @OptionalText({ maxLength: 5 })
  optional?: string | null;

  @TextIfGiven({ maxLength: 5 })
  given?: string;

  @SearchText('Part of it.')
  search?: string;

  @AnyOfWords(['low', 'high'], 'Severity.')
  words?: string[];
}

class Objects {
  @ObjectIfGiven({})
  result?: object;
}

class Versions {
  @VersionNumber()
  version!: number;
}

const read = async (type: new () => object, value: object): Promise<unknown> => ({
  ...((await createValidationPipe().transform(value, { type: 'body', metatype: type })) as object),
});

it.each<[string, new () => object, object, object]>([
  ['an instant', Instants, { expires_at: '2026-11-20T08:00:00+01:00' }, { expires_at: new Date('2026-11-20T07:00Z') }],
  ['no instant', Instants, { expires_at: null }, { expires_at: null }],
  ['the start of a day', Instants, { from: '2026-11-20' }, { from: new Date('2026-11-20T00:00:00.000Z') }],
  ['the end of a day', Instants, { to: '2026-11-20' }, { to: new Date('2026-11-20T23:59:59.999Z') }],
  ['an instant as an end', Instants, { to: '2026-11-20T08:00Z' }, { to: new Date('2026-11-20T08:00:00.000Z') }],
  ['a text', Texts, { optional: 'abc', given: 'abcde' }, { optional: 'abc', given: 'abcde' }],
  ['null for an optional text', Texts, { optional: null }, { optional: null }],
  ['words, once each and in order', Texts, { words: 'low, high,low' }, { words: ['high', 'low'] }],
  ['an object', Objects, { result: { a: [{ b: 1 }] } }, { result: { a: [{ b: 1 }] } }],
  ['a version as text', Versions, { version: '7' }, { version: 7 }],
])('takes %s', async (_, type, sent, expected) => {
  expect(await read(type, sent)).toEqual(expected);
});

it.each<[string, new () => object, object]>([
  ['a day as an instant', Instants, { expires_at: '2026-11-20' }],
  ['an instant without a zone', Instants, { from: '2026-11-20T08:00:00' }],
  ['a day that does not exist', Instants, { to: '2026-13-45' }],
  ['a text that is too long', Texts, { optional: 'abcdef' }],
  ['null for a text that may only be absent', Texts, { given: null }],
  ['a NUL', Texts, { search: 'a\0b' }],
  ['half of a surrogate pair', Texts, { given: '\ud83d' }],
  ['a word that is not listed', Texts, { words: ['medium'] }],
  ['a list as an object', Objects, { result: [] }],
  ['null as an object', Objects, { result: null }],
  ['version 0', Versions, { version: 0 }],
  ['a version beyond the column', Versions, { version: 2 ** 31 }],
])('refuses %s', async (_, type, sent) => {
  await expect(read(type, sent)).rejects.toMatchObject({ code: 'invalid_request' });
});

it('refuses an object that the database cannot store, and names it', () => {
  expect(() => requireStorable('result', { a: 'fine' })).not.toThrow();
  expect(() => requireStorable('result', { deep: ['x\0y'] })).toThrow('result must not contain NUL');
});
