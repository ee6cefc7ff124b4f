import { describe, expect, it } from '@jest/globals';
import { parseJson } from '@sentinai/contracts';
import { aToolCall } from '../test/a-tool-call.ts';
import { ToolFailure } from './tool-failure.ts';
import { buildToolRequest } from './tool-request.ts';

const at = (endpoint: string, args = {}) =>
  buildToolRequest(aToolCall().at(endpoint).withArguments(args).build(), 'spec');

function errorCodeOf(build: () => unknown): string | undefined {
  try {
    build();
    return undefined;
  } catch (error) {
    return error instanceof ToolFailure ? error.errorCode : 'threw something else';
  }
}

describe('placeholders', () => {
  const endpoint = 'https://h/orders/{order_id}/lines/{line}';

  it('are filled from the arguments, which then stand nowhere else', () => {
    const { url, body } = at(endpoint, { order_id: 'ORD 1', line: 7, reason: 'late' });

    expect(url.href).toBe('https://h/orders/ORD%201/lines/7');
    expect(body).toBe('{"reason":"late"}');
  });

  it.each(['A/B', 'A?x=1', 'A#x', 'A@evil.example', 'A\\B', '//evil.example', 'A%2FB', 'ä;b=c'])(
    'stay within their part of the path: %s',
    (value) => {
      const { url } = at(endpoint, { order_id: value, line: 1 });

      expect(url.host).toBe('h');
      expect(url.search + url.hash).toBe('');
      expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'orders', value, 'lines', '1']);
    },
  );

  it.each(['', '.', '..', '%2e%2E', '.%2e', '../admin', 'a/../b', '..\\admin', 'a\nb', '\ud800', null, {}, ['a']])(
    'refuse what would change the path: %j',
    (value) => {
      expect(errorCodeOf(() => at(endpoint, { order_id: value, line: 1 }))).toBe('invalid_arguments');
    },
  );

  it('refuse dots that only together change the path', () => {
    expect(errorCodeOf(() => at('https://h/a/{x}{y}/b', { x: '.', y: '.' }))).toBe('invalid_arguments');
    expect(errorCodeOf(() => at('https://h/a/.{x}/b', { x: '%2e' }))).toBe('invalid_arguments');
  });

  it('do not fill in what an argument holds', () => {
    expect(at(endpoint, { order_id: '{line}', line: 1 }).url.pathname).toBe('/orders/%7Bline%7D/lines/1');
  });
});

it.each([
  'ftp://h/x',
  'file:///etc/passwd',
  'https://user:pass@h/x',
  'https://user@h/x',
  'https://{host}/x',
  'https://h:{port}/x',
  'https://h/x?y={y}',
  'https://h/x#y',
  'https://h/{a b}',
  'https://h/../x',
  'https://h:99999/',
  'https://h\\@evil.example/',
  'h/x',
  '',
])('%s is no endpoint', (endpoint) => {
  expect(errorCodeOf(() => at(endpoint, { host: 'h', port: '1', y: '1' }))).toBe('invalid_endpoint');
});

it('a method that is not known is refused', () => {
  const call = aToolCall().with({ method: 'CONNECT' }).build();

  expect(errorCodeOf(() => buildToolRequest(call, 'spec'))).toBe('invalid_endpoint');
});

it('a query in the endpoint is kept', () => {
  const call = aToolCall()
    .at('https://h/x?version=2')
    .with({ method: 'GET' })
    .withArguments({ a: null, b: { c: 1 } });

  expect(buildToolRequest(call.build(), 'spec').url.search).toBe('?version=2&b=%7B%22c%22%3A1%7D');
});

describe('numbers with many digits', () => {
  const args = () => parseJson('{"id":1152921506151679042,"price":1.10,"list":[9007199254740993]}') as object;

  it('stand in the body as they are', () => {
    expect(at('https://h/orders', args()).body).toBe(
      '{"id":1152921506151679042,"price":1.10,"list":[9007199254740993]}',
    );
  });

  it('stand in the path and in the query as they are', () => {
    const call = aToolCall()
      .at('https://h/orders/{id}')
      .with({ method: 'GET' })
      .withArguments({ ...args() });

    expect(buildToolRequest(call.build(), 'spec').url.href).toBe(
      'https://h/orders/1152921506151679042?price=1.10&list=9007199254740993',
    );
  });
});
