import { BadGatewayException, ConflictException, HttpException, type ValidationError } from '@nestjs/common';
import { problemBody } from './problem.response.ts';
import { ProblemException, retryAfter } from './problem.exception.ts';
import { toProblem } from './problem.mapping.ts';
import { toFaults } from './validation.pipe.ts';

const facts = { bodyLimit: 1024, method: 'POST', mediaTypes: ['application/json', 'application/jsonl'] };
const fastifyError = (code: string, statusCode: number) =>
  Object.assign(new Error('inner words'), { code, statusCode });

describe('toProblem', () => {
  it.each([
    [
      'ours',
      new ProblemException('unknown_tenant', 'There is no tenant X.'),
      'unknown_tenant',
      'There is no tenant X.',
    ],
    ['Nest', new ConflictException('Taken.'), 'conflict', 'Taken.'],
    ['Nest, a server fault', new BadGatewayException('Down.'), 'bad_gateway', 'Down.'],
    ['an odd status', new HttpException('Teapot.', 418), 'invalid_request', 'Teapot.'],
    [
      'Fastify',
      fastifyError('FST_ERR_CTP_BODY_TOO_LARGE', 413),
      'body_too_large',
      'The body may have at most 1024 bytes.',
    ],
    [
      'Fastify inside Nest',
      new HttpException('x', 415, { cause: fastifyError('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415) }),
      'unsupported_media_type',
      'This path takes application/json, application/jsonl.',
    ],
  ])('maps %s', (_, thrown, code, detail) => {
    expect(toProblem(thrown, facts)).toMatchObject({ code, detail });
  });

  it.each([
    ['POST', { 'accept-post': 'application/json, application/jsonl' }],
    ['PATCH', { 'accept-patch': 'application/json, application/jsonl' }],
    ['PUT', {}],
  ])('lists the types that a %s takes', (method, headers) => {
    const error = fastifyError('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415);

    expect(toProblem(error, { ...facts, method }).headers).toEqual(headers);
  });

  it.each([
    new Error('select * from secrets'),
    'a string',
    undefined,
    { statusCode: 200 },
    new HttpException('x', 507),
  ])('answers internal to anything else and keeps the cause to itself (%#)', (thrown) => {
    const problem = toProblem(thrown, facts);

    expect(problem).toMatchObject({ code: 'internal', cause: thrown });
    expect(JSON.stringify(problemBody(problem, '/x', 'r-1'))).not.toContain('secrets');
  });
});

describe('problemBody', () => {
  it('is RFC 9457 and leaves the query out', () => {
    const problem = new ProblemException('invalid_request', 'One field is wrong.', {
      errors: [{ path: 'items[3].source_system', message: 'must be a string' }],
    });

    expect(problemBody(problem, '/v1/exceptions?token=x', 'r-1')).toEqual({
      type: 'urn:sentinai:problem:invalid_request',
      title: 'The request is not valid',
      status: 400,
      code: 'invalid_request',
      detail: 'One field is wrong.',
      instance: '/v1/exceptions',
      request_id: 'r-1',
      errors: [{ path: 'items[3].source_system', message: 'must be a string' }],
    });
  });
});

describe('toFaults', () => {
  it('names fields as they were sent', () => {
    const errors: ValidationError[] = [
      {
        property: 'items',
        children: [
          {
            property: '3',
            children: [{ property: 'sourceSystem', constraints: { isString: 'sourceSystem must be a string' } }],
          },
        ],
      },
      { property: 'fooBar', constraints: { whitelistValidation: 'property fooBar should not exist' } },
    ];

    expect(toFaults(errors)).toEqual([
      { path: 'items[3].source_system', message: 'must be a string' },
      { path: 'fooBar', message: 'is not a known field' },
    ]);
  });
});

it('retryAfter uses whole seconds, at least one', () => {
  expect([retryAfter(0), retryAfter(1001)]).toEqual([{ 'retry-after': '1' }, { 'retry-after': '2' }]);
});
