import { ExactNumber, type JsonObject } from '@sentinai/contracts';
import { cpuMilliseconds } from '../../test/cpu-time.ts';
import type { Redaction } from '../packs/pack-fields.schema.ts';
import { PII_KINDS, redactText } from './detectors.ts';
import { type RedactionRules, mergeRedaction } from './redaction-rules.ts';
import { compileRedactor, redactPayload } from './redactor.ts';

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

  it('keeps a key called __proto__ a plain key', () => {
    const hostile = JSON.parse('{"__proto__": {"ssn": "x"}, "a b": {"ssn": "y"}}') as Record<string, unknown>;
    const { payload: clean, redacted } = redactPayload(hostile, { piiFields: ['ssn'] });

    expect(Object.getPrototypeOf(clean)).toBe(Object.prototype);
    expect(redacted).toEqual(['$.__proto__.ssn', "$['a b'].ssn"]);
  });

  it('reports a thousand places, and still redacts the others', () => {
    const { payload: clean, redacted } = redactPayload(
      { list: Array(1500).fill({ ssn: 'x' }) },
      { piiFields: ['ssn'] },
    );

    expect(redacted).toHaveLength(1000);
    expect(clean.list).toEqual(Array(1500).fill({ ssn: '[REDACTED]' }));
  });

  it('replaces values nested too deep to be examined', () => {
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
    ['IBAN de89 3704 0044 0532 0130 00', 'IBAN [REDACTED:iban]'],
    ['DE89-3704-0044-0532-0130-00', '[REDACTED:iban]'],
    [
      'be73c188-6f75-48d2-b8bc-56f48251e08f DE89370400440532013000',
      'be73c188-6f75-48d2-b8bc-56f48251e08f [REDACTED:iban]',
    ],
    ["o'brien@example.com or 'jane@example.com'", "[REDACTED:email] or '[REDACTED:email]'"],
    ['https://x.org/?m=jane.roe%40example.com&a=1', 'https://x.org/?m=[REDACTED:email]&a=1'],
    ['a@xn--mller-kva.xn--p1ai', '[REDACTED:email]'],
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
    'A123-45-6789',
    '123-45-6789-1',
    '2026011200000019',
    '4111111111111111-5',
    'no15 we know what 8601 is for',
    '+1 and +2',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    'EX-be73c188-6f75-48d2-b8bc-56f48251e08f',
    'EX-0e6928c8-2762-4e89-be48-e80701fafdc5 and 3905f4ef-ad08-45d8-aab8-230d8f2b633c',
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
    ['groups of digits', '4111 '.repeat(50_000)],
    ['groups of digits with hyphens', '4111-'.repeat(50_000)],
    ['apostrophes', `${"a'".repeat(100_000)}@`],
  ])('takes time in proportion to a text of %s', (_what, text) => {
    expect(cpuMilliseconds(() => redactText(text, PII_KINDS))).toBeLessThan(FAR_BELOW_QUADRATIC_MS);
  });
});

describe('redactPayload of values other than text', () => {
  const redact = (payload: unknown, rules: Partial<RedactionRules> = {}) =>
    redactPayload(payload as JsonObject, { piiFields: [], ...rules });

  it.each<[string, unknown, unknown]>([
    ['a number', 4111111111111111, '[REDACTED:card]'],
    ['a number with a fraction of nothing', new ExactNumber('4111111111111111.0'), '[REDACTED:card]'],
    ['a number of 19 digits', new ExactNumber('4000000000000000006'), '[REDACTED:card]'],
    ['a number of 17 digits that is none', new ExactNumber('41111111111111111'), new ExactNumber('41111111111111111')],
    ['an order number', 2026011200000019, 2026011200000019],
    ['a small number', 123456789, 123456789],
    ['a negative one', -4111111111111111, -4111111111111111],
    ['one with a fraction', 4111111111111.5, 4111111111111.5],
    ['a number beyond numbers', new ExactNumber('1e400'), new ExactNumber('1e400')],
    ['true', true, true],
  ])('%s', (_case, value, expected) => {
    expect(redact({ pan: value }).payload).toEqual({ pan: expected });
    expect(redact({ list: [[value]] }).payload).toEqual({ list: [[expected]] });
  });

  it('replaces a number, and digits kept as text, under the name of a field', () => {
    const { payload } = redact({ ssn: 123456789, SSN: new ExactNumber('1.10'), n: null }, { piiFields: ['ssn', 'n'] });

    expect(payload).toEqual({ ssn: '[REDACTED]', SSN: '[REDACTED]', n: null });
  });

  it('replaces what a key holds, in its place among the others', () => {
    const { payload, redacted } = redact({ first: 1, 'jane.roe@example.com': { role: 'owner' }, last: 2 });

    expect(Object.entries(payload)).toEqual([
      ['first', 1],
      ['[REDACTED:email]', { role: 'owner' }],
      ['last', 2],
    ]);
    expect(redacted).toEqual(["$['[REDACTED:email]']"]);
  });

  it('numbers keys that become equal, and loses none', () => {
    const { payload } = redact({
      '[REDACTED:email] 2': 'taken',
      'a@b.io': 1,
      'c@d.io': { 'e@f.io': 'g@h.io' },
      '[REDACTED:email]': 'taken too',
    });

    expect(payload).toEqual({
      '[REDACTED:email] 2': 'taken',
      '[REDACTED:email]': 'taken too',
      '[REDACTED:email] 3': 1,
      '[REDACTED:email] 4': { '[REDACTED:email]': '[REDACTED:email]' },
    });
  });

  it('never names a place by the replaced text', () => {
    const document = { 'jane@example.com': { name: 'Jane', note: 'x@example.com' } };

    const { redacted } = redact(document, { piiFields: ['$.*.name'] });

    expect(JSON.stringify(redacted)).not.toContain('@');
  });

  it('changes nothing when it comes a second time', () => {
    const rules = { piiFields: ['name', '$.a.b'] };
    const once = redact({ name: 'J', a: { b: 'x' }, 'a@b.io': '4111111111111111' }, rules).payload;
    const { payload, redacted } = redact(once, rules);

    expect(payload).toBe(once);
    expect(redacted).toEqual([]);
  });
});

describe('switches', () => {
  const CARD = '4111111111111111';
  const MAIL = 'jane@example.com';
  const redact = (payload: JsonObject, domain: Redaction, tenant: Redaction = {}, piiFields: string[] = []) =>
    redactPayload(payload, { piiFields, ...mergeRedaction(domain, tenant) }).payload;

  it('switch a detector off everywhere, the others go on', () => {
    expect(redact({ a: CARD, [CARD]: MAIL, n: Number(CARD) }, { detectors: { card: false } })).toEqual({
      a: CARD,
      [CARD]: '[REDACTED:email]',
      n: Number(CARD),
    });
  });

  it('hold for a name at any depth and for all beneath it', () => {
    const payload = { Order_ID: CARD, deep: [{ order_id: { n: CARD, [CARD]: MAIL } }], other: CARD };

    expect(redact(payload, { fields: { order_id: { card: false } } })).toEqual({
      Order_ID: CARD,
      deep: [{ order_id: { n: CARD, [CARD]: '[REDACTED:email]' } }],
      other: '[REDACTED:card]',
    });
  });

  it.each([
    ['$.order.id', { order: { id: CARD, other: '[REDACTED:card]' }, ids: ['[REDACTED:card]', '[REDACTED:card]'] }],
    ['$.ids[*]', { order: { id: '[REDACTED:card]', other: '[REDACTED:card]' }, ids: [CARD, CARD] }],
    ['$.ids[1]', { order: { id: '[REDACTED:card]', other: '[REDACTED:card]' }, ids: ['[REDACTED:card]', CARD] }],
    ['$', { order: { id: CARD, other: CARD }, ids: [CARD, CARD] }],
  ])('hold at the path %s only', (field, expected) => {
    expect(redact({ order: { id: CARD, other: CARD }, ids: [CARD, CARD] }, { fields: { [field]: 'keep' } })).toEqual(
      expected,
    );
  });

  it.each<[string, Redaction, Redaction, string]>([
    ['a domain switches off', { detectors: { card: false } }, {}, CARD],
    ['its tenant switches on again', { detectors: { card: false } }, { detectors: { card: true } }, '[REDACTED:card]'],
    ['… also for a field', { fields: { a: 'keep' } }, { detectors: { card: true } }, '[REDACTED:card]'],
    [
      '… but for its own field',
      { fields: { a: 'keep' } },
      { detectors: { card: true }, fields: { a: { card: false } } },
      CARD,
    ],
    [
      'a tenant is stricter in one field',
      { detectors: { card: false } },
      { fields: { a: { card: true } } },
      '[REDACTED:card]',
    ],
    ['a tenant speaks of another detector', { detectors: { card: false } }, { detectors: { email: false } }, CARD],
    [
      'a field within a pack goes over the pack',
      { detectors: { card: false }, fields: { a: { card: true } } },
      {},
      '[REDACTED:card]',
    ],
  ])('%s', (_case, domain, tenant, expected) => {
    expect(redact({ a: CARD }, domain, tenant)).toEqual({ a: expected });
  });

  it('never keep what is a pii field', () => {
    expect(redact({ a: CARD }, { fields: { a: 'keep' } }, {}, ['a'])).toEqual({ a: '[REDACTED]' });
  });
});

describe('a field beside payloads', () => {
  const redactor = compileRedactor({
    piiFields: ['entity', 'note', '$.contact.phone'],
    fields: [{ field: 'title', switches: { email: false } }],
  });

  it('goes by its name', () => {
    expect(redactor.field('entity', 'Jane')).toBe('[REDACTED]');
    expect(redactor.field('entity', null)).toBeNull();
    expect(redactor.field('title', 'a@b.io 4111111111111111')).toBe('a@b.io [REDACTED:card]');
    expect(redactor.field('reason', 'a@b.io')).toBe('[REDACTED:email]');
  });

  it('is redacted as a payload where it is a document', () => {
    expect(redactor.field('result', { contact: { phone: '1' }, note: 'x', n: 4111111111111111 })).toEqual({
      contact: { phone: '[REDACTED]' },
      note: '[REDACTED]',
      n: '[REDACTED:card]',
    });
  });

  it('never exceeds its length limit', () => {
    const text = 'a@b.io '.repeat(571);

    expect(redactor.field('reason', text)).toHaveLength(text.length);
    expect(redactor.field('reason', 'a@b.io a@b.io')).toBe('[REDACTED:email] [REDACTED:email]');
  });

  it('reports the kind of personal data in an id', () => {
    expect(redactor.kindIn('exception_id', '4111111111111111')).toBe('card');
    expect(redactor.kindIn('exception_id', 'INC:DE89370400440532013000')).toBe('iban');
    expect(redactor.kindIn('exception_id', 'INC0000045')).toBeNull();
    expect(redactor.kindIn('title', 'a@b.io')).toBeNull();
  });
});
