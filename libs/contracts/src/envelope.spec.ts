import { HEADERS, eventKey } from './envelope.ts';
import { asyncApiDocument } from './asyncapi/asyncapi.document.ts';
import { isExceptionId, isTenantId } from './vocabulary.ts';

describe('the Kafka key', () => {
  it('is tenant and exception, with a colon between', () => {
    expect(eventKey('ACME', 'EX-1')).toBe('ACME:EX-1');
  });

  it('tells its parts apart at the first colon, for a tenant id has none', () => {
    expect(isTenantId('a:b')).toBe(false);
    expect(isExceptionId('b:c')).toBe(true);
    expect(eventKey('a', 'b:c').split(/:(.*)/s).slice(0, 2)).toEqual(['a', 'b:c']);
  });

  it.each([
    ['t', 'e'],
    ['T.e_n-1', 'case/7#2:a.b_c'],
    ['t'.repeat(64), 'e'.repeat(128)],
  ])('of valid ids fits the documented pattern: %s, %s', (tenantId, exceptionId) => {
    expect(eventKey(tenantId, exceptionId)).toMatch(new RegExp(documentedKeyPattern()));
  });
});

describe('the header names', () => {
  it('are lower case, distinct, and those of CloudEvents in binary mode', () => {
    const names = Object.values(HEADERS);

    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^(ce_[a-z]+|content-type)$/);
  });
});

function documentedKeyPattern(): string {
  const { components } = asyncApiDocument() as {
    components: { messages: { TriageCompleted: { bindings: { kafka: { key: { pattern: string } } } } } };
  };
  return components.messages.TriageCompleted.bindings.kafka.key.pattern;
}
