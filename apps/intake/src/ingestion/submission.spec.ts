import type { TenantConfig } from '@sentinai/domain';
import { type Packs, NOW, aDomainConfig } from '@sentinai/domain/testing';
import { INGESTION_LIMITS } from './ingestion.limits.ts';
import { faultsOf, toSubmission, uuidOf } from './submission.ts';

const aTenant = (packs: Packs = {}): TenantConfig => ({
  tenantId: 'TENANT_A',
  name: 'A',
  status: 'active',
  revision: 1,
  domains: new Map([['Trading', aDomainConfig(packs)]]),
  defaultDomain: 'Trading',
});

const TENANT = aTenant();
const anItem = (fields: Record<string, unknown> = {}) => ({ source_system: 'Murex', raw_payload: {}, ...fields });
const submitted = (fields: Record<string, unknown> = {}, tenant = TENANT) => toSubmission(anItem(fields), tenant, NOW);

describe('faults', () => {
  it('are none in the least item, and none in the fullest', () => {
    expect(faultsOf(anItem(), TENANT)).toEqual([]);
    const full = anItem({
      exception_id: 'INC-1:2/3#4',
      tenant_id: 'TENANT_A',
      domain: 'Trading',
      exception_type: 'CASH_BREAK',
      entity: 'E',
      amount: -1.5,
      title: 'T',
      occurred_at: '2026-11-20T11:00:00+02:00',
      source_updated_at: null,
      source_event_id: 'E-1',
    });
    expect(faultsOf(full, TENANT)).toEqual([]);
  });

  it.each([
    ['2016-12-31T23:59:60Z', 'is a leap second, which cannot be stored: send the second before or after it'],
    ['2017-01-01T00:59:60+01:00', 'is a leap second, which cannot be stored: send the second before or after it'],
    ['2026-02-30T09:52:26Z', 'is not a calendar date; it must match format "date-time"'],
    ['2026-02-29', 'is not a calendar date; it must match format "date-time"'],
    ['2026-01-05T25:00:00Z', 'is not a time of the day; it must match format "date-time"'],
    ['05/01/2026', 'is ambiguous: the order of its day and month is not known; it must match format "date-time"'],
    ['2026-01-05', 'must match format "date-time"'],
    ['9999-12-31T23:59:59-01:00', 'is not in the years 1 to 9999'],
  ])('say of the instant %s why it cannot be taken', (instant, message) => {
    const faults = faultsOf(anItem({ occurred_at: instant, source_updated_at: instant }), TENANT);

    expect(faults).toContainEqual({ path: 'occurred_at', message });
    expect(faults).toContainEqual({ path: 'source_updated_at', message });
  });

  it.each<[string, unknown, string]>([
    ['no object', 'text', ''],
    ['a list', [], ''],
    ['nothing', null, ''],
    ['no source_system', { raw_payload: {} }, 'source_system'],
    ['no raw_payload', { source_system: 'Murex' }, 'raw_payload'],
    ['an empty source_system', anItem({ source_system: '' }), 'source_system'],
    ['a source_system too long', anItem({ source_system: 'x'.repeat(257) }), 'source_system'],
    ['a payload that is a list', anItem({ raw_payload: [] }), 'raw_payload'],
    ['an amount that is a text', anItem({ amount: '12' }), 'amount'],
    ['an amount beyond numbers', anItem({ amount: Infinity }), 'amount'],
    ['an instant that is none', anItem({ occurred_at: 'yesterday' }), 'occurred_at'],
    ['a day that does not exist', anItem({ occurred_at: '2026-02-30T00:00:00Z' }), 'occurred_at'],
    ['a leap second', anItem({ occurred_at: '2026-06-30T23:59:60Z' }), 'occurred_at'],
    ['a year before the first', anItem({ source_updated_at: '0001-01-01T00:00:00+01:00' }), 'source_updated_at'],
    ['a year of five digits', anItem({ occurred_at: '9999-12-31T23:59:59-01:00' }), 'occurred_at'],
    ['an id with a blank', anItem({ exception_id: 'EX 1' }), 'exception_id'],
    ['an id of punctuation', anItem({ exception_id: '-1' }), 'exception_id'],
    ['an id too long', anItem({ exception_id: 'x'.repeat(129) }), 'exception_id'],
    ['a source_event_id without exception_id', anItem({ source_event_id: 'E1' }), 'source_event_id'],
    ['an empty source_event_id', anItem({ exception_id: 'EX-1', source_event_id: '' }), 'source_event_id'],
    ['a domain the tenant has not', anItem({ domain: 'Claims' }), 'domain'],
    ['another tenant', anItem({ tenant_id: 'TENANT_B' }), 'tenant_id'],
    ['an unknown field', anItem({ amout: 1 }), 'amout'],
    ['a NUL', anItem({ title: 'a\u0000b' }), 'title'],
    ['half of a surrogate pair', anItem({ raw_payload: { deep: ['\ud83d'] } }), 'raw_payload'],
    ['a NUL in a key', anItem({ raw_payload: { 'a\u0000': 1 } }), 'raw_payload'],
  ])('name the place: %s', (_case, value, path) => {
    const faults = faultsOf(value, TENANT);

    expect(new Set(faults.map((fault) => fault.path))).toEqual(new Set([path]));
  });

  it('are told all at once', () => {
    const faults = faultsOf({ amount: 'x', extra: 1 }, TENANT);

    expect(new Set(faults.map(({ path }) => path))).toEqual(
      new Set(['source_system', 'raw_payload', 'amount', 'extra']),
    );
  });

  it('are not whole surrogate pairs, nor a text that only writes an escape', () => {
    expect(faultsOf(anItem({ title: '😀', raw_payload: { text: '\\u0000 \\ud83d' } }), TENANT)).toEqual([]);
  });

  it.each([
    ['plain', 'x', 1],
    ['of several bytes a character', '€', 3],
  ])('hold a payload to its bytes: %s', (_case, character, bytes) => {
    const wrapping = JSON.stringify({ text: '' }).length;
    const fitting = Math.floor((INGESTION_LIMITS.payloadBytes - wrapping) / bytes);

    expect(faultsOf(anItem({ raw_payload: { text: character.repeat(fitting) } }), TENANT)).toEqual([]);
    expect(faultsOf(anItem({ raw_payload: { text: character.repeat(fitting + 1) } }), TENANT)).toMatchObject([
      { path: 'raw_payload' },
    ]);
  });
});

describe('a submission', () => {
  it('fills in what the sender left out', () => {
    expect(submitted()).toMatchObject({
      exceptionId: null,
      item: {
        domain: 'Trading',
        source_system: 'Murex',
        exception_type: null,
        entity: null,
        amount: null,
        title: null,
        occurred_at: NOW.toISOString(),
        source_updated_at: null,
        raw_payload: {},
        redacted: [],
      },
    });
  });

  it('writes instants in UTC', () => {
    const { item } = submitted({
      occurred_at: '2026-11-20T11:00:00+02:00',
      source_updated_at: '2026-11-20T11:00:00.123456Z',
    });

    expect(item.occurred_at).toBe('2026-11-20T09:00:00.000Z');
    expect(item.source_updated_at).toBe('2026-11-20T11:00:00.123Z');
  });

  it('says when it happened as the payload does, where the pack tells to look and the sender does not say', () => {
    const tenant = aTenant({ pack: { normalization: { occurred_at: '$.opened' } } });
    const raw_payload = { opened: '2026-11-19 08:00:00' };

    expect(submitted({ raw_payload }, tenant).item.occurred_at).toBe('2026-11-19T08:00:00.000Z');
    expect(submitted({ raw_payload: { opened: 'soon' } }, tenant).item.occurred_at).toBe(NOW.toISOString());
    expect(submitted({ raw_payload: { opened: 8.64e20 } }, tenant).item.occurred_at).toBe(NOW.toISOString());
    expect(submitted({ raw_payload, occurred_at: '2026-11-18T00:00:00Z' }, tenant).item.occurred_at).toBe(
      '2026-11-18T00:00:00.000Z',
    );
  });

  it('holds no personal data, and says where some was', () => {
    const tenant = aTenant({ tenant: { pii_fields: ['ssn'] } });

    const { item } = submitted({ raw_payload: { person: { ssn: '1' }, ref: 7 } }, tenant);

    expect(item.raw_payload).toEqual({ person: { ssn: '[REDACTED]' }, ref: 7 });
    expect(item.redacted).toEqual(['$.person.ssn']);
  });
});

describe('an item with personal data beside its payload', () => {
  const MAIL = 'jane.roe@example.com';

  it('is redacted there, and told apart from another by its content all the same', () => {
    const of = (title: string) =>
      submitted({ exception_id: 'EX-1', title, entity: 'DE89370400440532013000', source_system: MAIL });
    const [one, other] = [of(`for ${MAIL}`), of('for john@example.com')];

    expect(one.item).toMatchObject({
      title: 'for [REDACTED:email]',
      entity: '[REDACTED:iban]',
      source_system: '[REDACTED:email]',
      redacted: ['source_system', 'entity', 'title'],
    });
    expect(other.item).toEqual(one.item);
    expect(other.contentKey).not.toBe(one.contentKey);
  });

  it.each([
    ['card', '4111111111111111'],
    ['iban', 'CASE:DE89370400440532013000'],
    ['ssn', '123-45-6789'],
  ])('is refused for an id that holds a %s, unless a pack keeps it', (kind, exception_id) => {
    const keeping = aTenant({ pack: { redaction: { fields: { exception_id: 'keep' } } } });

    expect(faultsOf(anItem({ exception_id }), TENANT)).toEqual([
      { path: 'exception_id', message: expect.stringContaining(`personal data (${kind})`) as string },
    ]);
    expect(faultsOf(anItem({ exception_id }), keeping)).toEqual([]);
  });

  it('is not refused for an order number', () => {
    expect(faultsOf(anItem({ exception_id: '2026011200000019' }), TENANT)).toEqual([]);
  });
});

describe('the content key', () => {
  const key = (fields: Record<string, unknown>, tenant = TENANT) => submitted(fields, tenant).contentKey;

  it('is the same for the same content, in whatever order', () => {
    const one = key({ exception_id: 'EX-1', raw_payload: { a: 1, b: { c: [1, 2], d: 2 } } });
    const other = key({ raw_payload: { b: { d: 2, c: [1, 2] }, a: 1 }, exception_id: 'EX-1' });

    expect(one).toBe(other);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a value', { exception_id: 'EX-1', raw_payload: { a: [2, 1] } }],
    ['the order of a list', { exception_id: 'EX-1', raw_payload: { a: [1, 2, 3] } }],
    ['the id', { exception_id: 'EX-2', raw_payload: { a: [1, 2] } }],
    ['a field', { exception_id: 'EX-1', title: 'T', raw_payload: { a: [1, 2] } }],
  ])('differs with %s', (_case, fields) => {
    expect(key(fields)).not.toBe(key({ exception_id: 'EX-1', raw_payload: { a: [1, 2] } }));
  });

  it("differs between a source's own event ids, which have a key of their own", () => {
    const keysOf = (fields: Record<string, unknown>) => submitted({ exception_id: 'EX-1', ...fields });
    const [one, other, none] = [keysOf({ source_event_id: 'E1' }), keysOf({ source_event_id: 'E2' }), keysOf({})];

    expect(new Set([one, other, none].map(({ contentKey }) => contentKey)).size).toBe(3);
    expect(one.sourceEventKey).not.toBe(other.sourceEventKey);
    expect(one.sourceEventKey).toBe(keysOf({ source_event_id: 'E1', title: 'other' }).sourceEventKey);
    expect(one.sourceEventKey).not.toBe(keysOf({ exception_id: 'EX-2', source_event_id: 'E1' }).sourceEventKey);
    expect(none.sourceEventKey).toBeNull();
  });

  it('differs between tenants', () => {
    expect(key({})).not.toBe(key({}, { ...TENANT, tenantId: 'TENANT_B' }));
  });

  it('is a UUID of version 8', () => {
    expect(uuidOf('0123456789abcdef'.repeat(4))).toBe('01234567-89ab-8def-8123-456789abcdef');
    expect(key({})).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
