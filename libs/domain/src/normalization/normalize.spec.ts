import { ExactNumber, type JsonObject } from '@sentinai/contracts';
import { aDomainConfig } from '../testing/domain-config.builder.ts';
import { normalize, occurrenceOf, sourceIsAuthority, unreadableAfter } from './normalize.ts';

const PATHS = {
  type: '$.kind',
  entity: '$.account.id',
  amount: '$.amounts[0]',
  title: '$.summary',
  source_system: '$.meta.system',
  occurred_at: '$.at',
  source_status: '$.state',
} as const;

const PAYLOAD = {
  kind: 'CASH_BREAK',
  account: { id: 4711 },
  amounts: ['1250.5'],
  summary: '  Ledger differs ',
  meta: { system: 'Murex' },
  at: '2026-11-20T07:00:00+02:00',
  state: 'Awaiting User Info',
};

describe('normalize', () => {
  it('finds in the payload fields that the item does not name', () => {
    const config = aDomainConfig({ pack: { normalization: PATHS } });

    expect(normalize(config, { raw_payload: PAYLOAD })).toEqual({
      type: 'CASH_BREAK',
      sourceSystem: 'Murex',
      entity: '4711',
      amount: 1250.5,
      title: 'Ledger differs',
      occurredAt: new Date('2026-11-20T05:00:00Z'),
      sourceStatus: 'Awaiting User Info',
      status: null,
      unreadable: [],
    });
  });

  it("prefers the item's fields to the payload's", () => {
    const config = aDomainConfig({ pack: { normalization: PATHS } });
    const occurredAt = new Date('2026-01-01T00:00:00Z');

    const fields = normalize(config, {
      exception_type: 'POSITION_BREAK',
      source_system: 'Calypso',
      entity: 'E',
      amount: 0,
      title: 'T',
      occurred_at: occurredAt,
      raw_payload: PAYLOAD,
    });

    expect(fields).toMatchObject({
      type: 'POSITION_BREAK',
      sourceSystem: 'Calypso',
      entity: 'E',
      amount: 0,
      title: 'T',
      occurredAt,
    });
  });

  it('leaves a type that is named nowhere to the classification rules', () => {
    const config = aDomainConfig({
      pack: { classification: [{ when: 'has(rawPayload.settleId)', type: 'SETTLEMENT_FAIL' }] },
    });

    expect(normalize(config, { raw_payload: { settleId: 1 } }).type).toBeNull();
  });

  it.each([
    ['2026-11-20T07:00:00Z', '2026-11-20T07:00:00.000Z'],
    ['2026-11-20 07:00', '2026-11-20T07:00:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    [1_795_000_000, '2026-11-18T11:06:40.000Z'],
    [1_795_000_000_000, '2026-11-18T11:06:40.000Z'],
    ['20-11-2026 07:00', undefined],
    ['2026-99-99', undefined],
    [true, undefined],
  ])('reads the time %j whatever zone the machine is in', (at, expected) => {
    const config = aDomainConfig({ pack: { normalization: { occurred_at: '$.at' } } });

    expect(normalize(config, { raw_payload: { at } }).occurredAt?.toISOString()).toBe(expected);
  });

  it.each([[''], ['   '], [null], [undefined]])('takes the amount %j as absent', (amount) => {
    const config = aDomainConfig({ pack: { normalization: { amount: '$.amount' } } });

    expect(normalize(config, { raw_payload: { amount } })).toMatchObject({ amount: null, unreadable: [] });
  });

  it('keeps the digits of an amount', () => {
    const config = aDomainConfig({ pack: { normalization: { amount: '$.amount' } } });

    const { amount } = normalize(config, { raw_payload: { amount: new ExactNumber('9007199254740993') } });
    expect(JSON.stringify(amount)).toBe('9007199254740993');
  });
});

describe('what cannot be used', () => {
  const config = aDomainConfig({ pack: { normalization: PATHS } });
  const long = 'x'.repeat(10_000);

  it.each<[string, unknown, string, string]>([
    ['type', { kind: { code: 1 } }, '$.kind', 'is an object, not a text'],
    ['type', { kind: long }, '$.kind', 'is longer than 256 characters'],
    ['entity', { account: { id: ['A'] } }, '$.account.id', 'is a list, not a text'],
    ['entity', { account: { id: true } }, '$.account.id', 'is true or false, not a text'],
    ['entity', { account: { id: long } }, '$.account.id', 'is longer than 512 characters'],
    ['amount', { amounts: [true] }, '$.amounts[0]', 'is true or false, not an amount'],
    ['amount', { amounts: [{}] }, '$.amounts[0]', 'is an object, not an amount'],
    ['amount', { amounts: ['0x12D687'] }, '$.amounts[0]', expect.any(String) as string],
    ['amount', { amounts: [new ExactNumber('1e400')] }, '$.amounts[0]', expect.any(String) as string],
    ['title', { summary: { de: 'Bruch' } }, '$.summary', 'is an object, not a text'],
    ['source_system', { meta: { system: [] } }, '$.meta.system', 'is a list, not a text'],
    ['occurred_at', { at: '2026-02-30T10:00:00Z' }, '$.at', expect.any(String) as string],
    ['occurred_at', { at: false }, '$.at', expect.any(String) as string],
    ['source_status', { state: { value: 6 } }, '$.state', 'is an object, not a text'],
  ])('leaves %s unreadable: %j', (field, payload, path, reason) => {
    const fields = normalize(config, { raw_payload: payload as JsonObject });

    expect(fields.unreadable).toEqual([{ field, path, reason }]);
    expect(fields).toMatchObject({ type: null, entity: null, amount: null, title: null, occurredAt: null });
  });

  it('is not looked at where the item names the field outright', () => {
    const raw_payload = { kind: {}, account: { id: {} }, amounts: [{}], summary: {}, meta: { system: {} }, at: {} };

    const fields = normalize(config, {
      exception_type: 'T',
      entity: 'E',
      amount: 1,
      title: 'T',
      source_system: 'S',
      occurred_at: '2026-01-01T00:00:00Z',
      raw_payload,
    });

    expect(fields.unreadable).toEqual([]);
  });

  it('is named by its field where the item names it outright', () => {
    const fields = normalize(config, { entity: long, exception_type: long, title: long, raw_payload: {} });

    expect(fields).toMatchObject({ type: null, entity: null, title: 'x'.repeat(4_000) });
    expect(fields.unreadable.map(({ path }) => path)).toEqual(['type', 'entity']);
  });

  it('counts as absent where the pack says so for the field', () => {
    const normalization = { amount: { path: '$.a', on_unreadable: 'ignore' }, entity: { path: '$.e' } } as const;
    const lenient = aDomainConfig({ pack: { normalization } });

    expect(normalize(lenient, { raw_payload: { a: {}, e: {} } })).toMatchObject({
      amount: null,
      unreadable: [{ field: 'entity', path: '$.e' }],
    });
  });

  it('says where in the payload a path with several places found it', () => {
    const several = aDomainConfig({ pack: { normalization: { entity: "$['order id','account']" } } });

    expect(normalize(several, { raw_payload: { 'order id': {} } }).unreadable[0]?.path).toBe("$['order id']");
  });
});

describe('when it happened', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const config = aDomainConfig({ pack: { normalization: { occurred_at: '$.at' } } });

  it.each([
    ['2026-01-01T00:00:00Z', '2026-11-19T00:00:00Z', '2026-01-01T00:00:00.000Z', 'given'],
    [undefined, '2026-11-19T00:00:00Z', '2026-11-19T00:00:00.000Z', 'payload'],
    [undefined, '2026-02-30T00:00:00Z', now.toISOString(), 'receipt'],
    [undefined, undefined, now.toISOString(), 'receipt'],
  ])('%s and %s in the payload make %s, %s', (occurred_at, at, expected, source) => {
    const item = { ...(occurred_at && { occurred_at }), raw_payload: { at } };

    const occurrence = occurrenceOf(config, item, now);
    expect([occurrence.at.toISOString(), occurrence.source]).toEqual([expected, source]);
  });

  it('is looked for in the payload when only the time of receipt is known', () => {
    const item = { occurred_at: now, occurred_at_source: 'receipt', raw_payload: { at: 'soon' } } as const;

    expect(normalize(config, item)).toMatchObject({ occurredAt: null, unreadable: [{ field: 'occurred_at' }] });
  });
});

it('counts an amount that was taken out as personal data as unreadable, not as absent', () => {
  const config = aDomainConfig();

  expect(normalize(config, { amount: null, redacted: ['amount'], raw_payload: {} })).toMatchObject({
    amount: null,
    unreadable: [{ field: 'amount', path: 'amount' }],
  });
  expect(normalize(config, { amount: null, redacted: ['$.amount'], raw_payload: {} }).unreadable).toEqual([]);
});

describe('unreadable fields after a further state', () => {
  const config = aDomainConfig({ pack: { normalization: { amount: '$.a', entity: '$.e' } } });
  const before = normalize(config, { raw_payload: { a: {}, e: {} } }).unreadable;
  const after = (raw_payload: JsonObject) => unreadableAfter(before, normalize(config, { raw_payload }));

  it.each([
    ['a value clears it', { a: 1, e: 'E' }, []],
    ['silence leaves it', {}, ['entity', 'amount']],
    ['another unreadable one takes its place', { a: [], e: 'E' }, ['amount']],
  ])('%s', (_case, payload, fields) => {
    expect(after(payload).map(({ field }) => field)).toEqual(fields);
  });

  it('returns the same list when nothing is', () => {
    const none: [] = [];

    expect(unreadableAfter(none, normalize(config, { raw_payload: {} }))).toBe(none);
  });
});

describe('the status of the source', () => {
  const withAuthority = (authority: 'source' | 'platform') =>
    aDomainConfig({
      pack: {
        normalization: {
          source_status: '$.state',
          status: { authority, map: { Resolved: 'resolved' }, default: 'analyzing' },
        },
      },
    });

  it.each([
    ['Resolved', 'resolved'],
    ['Something new', 'analyzing'],
    ['constructor', 'analyzing'],
    [undefined, null],
  ])('%s means %s when the source decides', (state, status) => {
    const config = withAuthority('source');

    expect(normalize(config, { raw_payload: { state } }).status).toBe(status);
    expect(sourceIsAuthority(config)).toBe(true);
  });

  it('is kept, and changes nothing, when the platform decides', () => {
    const config = withAuthority('platform');

    expect(normalize(config, { raw_payload: { state: 'Resolved' } })).toMatchObject({
      sourceStatus: 'Resolved',
      status: null,
    });
    expect(sourceIsAuthority(config)).toBe(false);
    expect(sourceIsAuthority(aDomainConfig())).toBe(false);
  });
});
