import { completeOperation } from './shared-answers.ts';

type Operation = Parameters<typeof completeOperation>[0];

const anOperation = (facts: Partial<Operation> = {}): Operation => ({
  responses: { 200: { description: '' } },
  ...facts,
});

const completed = (facts: Partial<Operation>): Operation => {
  const operation = anOperation(facts);
  completeOperation(operation);
  return operation;
};

describe('completeOperation', () => {
  it('gives a guarded route both kinds of credentials, and their refusals', () => {
    const { security, responses } = completed({ security: [{ bearer: [] }] });

    expect(security).toEqual([{ bearer: [] }, { api_key: [] }]);
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '503', 'default']);
  });

  it('gives a public route none of them', () => {
    const { security, responses } = completed({});

    expect(security).toBeUndefined();
    expect(Object.keys(responses)).toEqual(['200', 'default']);
  });

  it('adds what can be wrong with a body', () => {
    const { requestBody, responses } = completed({ requestBody: { content: {} } });

    expect(Object.keys(responses)).toEqual(['200', '413', '415', 'default']);
    expect(requestBody).toMatchObject({ description: expect.stringContaining('gzip, deflate, br, zstd') });
  });

  it("keeps the route's own description of a refusal, and adds a problem as its body", () => {
    const { responses } = completed({ security: [{ bearer: [] }], responses: { 403: { description: 'Not yours' } } });

    expect(responses['403']).toMatchObject({
      description: 'Not yours',
      content: { 'application/problem+json': expect.anything() },
    });
  });

  it('keeps the described one of two mentions of a header, and makes an untyped path parameter a string', () => {
    const { parameters } = completed({
      parameters: [
        { name: 'idempotency-key', in: 'header', required: true, schema: { type: 'string' } },
        { name: 'Idempotency-Key', in: 'header', required: false, description: 'Same key, same answer.' },
        { name: 'tenant_id', in: 'path', required: true, schema: {} },
      ],
    });

    expect(parameters).toEqual([
      { name: 'Idempotency-Key', in: 'header', required: false, description: 'Same key, same answer.' },
      { name: 'tenant_id', in: 'path', required: true, schema: { type: 'string' } },
    ]);
  });
});
