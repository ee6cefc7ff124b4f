import { cpuMilliseconds } from '../../test/cpu-time.ts';
import { PII_KINDS, redactText } from './detectors.ts';
import { redactPayload } from './redact-payload.ts';

/** A search that is quadratic in 200,000 characters takes half a minute or more. */
const FAR_BELOW_QUADRATIC_MS = 3_000;

describe('redactPayload by field', () => {
  const payload = {
    orderId: 'ORD-1',
    Trader: 'Jane Doe',
    customer: { name: 'John', address: { street: 'Main St', city: 'X' }, notes: null },
    contacts: [
      { name: 'A', role: 'desk' },
      { name: 'B', role: 'ops' },
    ],
  };

  it('replaces bare names at any depth, whatever their case and value', () => {
    expect(redactPayload(payload, { piiFields: ['trader', 'ADDRESS', 'notes'] })).toEqual({
      payload: {
        ...payload,
        Trader: '[REDACTED]',
        customer: { name: 'John', address: '[REDACTED]', notes: null },
      },
      redacted: ['$.Trader', '$.customer.address'],
    });
  });

  it('replaces what a JSONPath finds, and nothing else of the same name', () => {
    const { payload: clean, redacted } = redactPayload(payload, {
      piiFields: ['$.contacts[*].name', '$.nowhere', '$'],
    });

    expect(clean.contacts).toEqual([
      { name: '[REDACTED]', role: 'desk' },
      { name: '[REDACTED]', role: 'ops' },
    ]);
    expect(clean.customer).toBe(payload.customer);
    expect(redacted).toEqual(['$.contacts[0].name', '$.contacts[1].name']);
  });

  it('leaves the original alone, and shares what is unchanged', () => {
    const before = structuredClone(payload);

    expect(redactPayload(payload, { piiFields: ['trader'] }).payload.contacts).toBe(payload.contacts);
    expect(payload).toEqual(before);
    expect(redactPayload(payload, { piiFields: [] })).toEqual({ payload, redacted: [] });
  });

  it('does not let a key called __proto__ through as anything but a key', () => {
    const hostile = JSON.parse('{"__proto__": {"ssn": "x"}, "a b": {"ssn": "y"}}') as Record<string, unknown>;
    const { payload: clean, redacted } = redactPayload(hostile, { piiFields: ['ssn'] });

    expect(Object.getPrototypeOf(clean)).toBe(Object.prototype);
    expect(redacted).toEqual(['$.__proto__.ssn', "$['a b'].ssn"]);
  });

  it('reports a thousand places, and redacts the others all the same', () => {
    const { payload: clean, redacted } = redactPayload(
      { list: Array(1500).fill({ ssn: 'x' }) },
      { piiFields: ['ssn'] },
    );

    expect(redacted).toHaveLength(1000);
    expect(clean.list).toEqual(Array(1500).fill({ ssn: '[REDACTED]' }));
  });

  it('replaces what lies too deep to be looked at', () => {
    const deep = JSON.parse(`{"a":${'['.repeat(5000)}"ann@example.org"${']'.repeat(5000)}}`) as Record<string, unknown>;

    expect(JSON.stringify(redactPayload(deep, { piiFields: [] }).payload)).not.toContain('ann@example.org');
  });
});

describe('redactPayload by form', () => {
  it.each([
    ['mail ann.lee+x@mail.example.org now', 'mail [REDACTED:email] now'],
    ['jürgen@müller.de', '[REDACTED:email]'],
    ['SSN 123-45-6789.', 'SSN [REDACTED:ssn].'],
    ['card 4111 1111 1111 1111, exp 12/29', 'card [REDACTED:card], exp 12/29'],
    ['378282246310005', '[REDACTED:card]'],
    ['IBAN GB82 WEST 1234 5698 7654 32 AND MORE', 'IBAN [REDACTED:iban] AND MORE'],
    ['DE89370400440532013000', '[REDACTED:iban]'],
    ['AB12 GB82WEST12345698765432', 'AB12 [REDACTED:iban]'],
    ['call +14155552671 or +44 20 7946 0958', 'call [REDACTED:phone] or [REDACTED:phone]'],
    ['a@b.io, c@d.io', '[REDACTED:email], [REDACTED:email]'],
  ])('%s', (text, expected) => {
    expect(redactPayload({ text: [text] }, { piiFields: [] })).toEqual({
      payload: { text: [expected] },
      redacted: ['$.text[0]'],
    });
  });

  it.each([
    'nothing here',
    'ORD-2026-000123',
    'US0378331005',
    '2026-11-20T07:00:00.000+02:00',
    '2026-11-20T07:00:00+0200',
    '4111 1111 1111 1112',
    'GB82WEST12345698765431',
    'GB82WEST12345698765432X',
    '000-12-3456',
    '123-45-67890',
    'user@host',
    '+1 and +2',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  ])('leaves %s as it is', (text) => {
    expect(redactText(text, PII_KINDS)).toBe(text);
  });

  it('looks only for what it is told to', () => {
    const { payload } = redactPayload(
      { a: 'ann@example.org', b: '123-45-6789' },
      { piiFields: [], detectors: ['ssn'] },
    );

    expect(payload).toEqual({ a: 'ann@example.org', b: '[REDACTED:ssn]' });
  });

  it.each([
    ['@', '@'.repeat(200_000)],
    ['letters', `${'a'.repeat(200_000)}@`],
    ['dots', `${'a.'.repeat(100_000)}@${'a.'.repeat(100_000)}`],
    ['digits', '4'.repeat(200_000)],
    ['IBAN starts', 'GB82 '.repeat(50_000)],
    ['phone starts', '+1 ( '.repeat(50_000)],
  ])('takes time in proportion to a text of %s', (_what, text) => {
    expect(cpuMilliseconds(() => redactText(text, PII_KINDS))).toBeLessThan(FAR_BELOW_QUADRATIC_MS);
  });
});
