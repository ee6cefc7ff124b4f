import { aDomainConfig } from '../packs/domain-config.builder.ts';
import { normalize, sourceIsAuthority } from './normalize.ts';

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
  amounts: ['1250.50'],
  summary: '  Ledger differs ',
  meta: { system: 'Murex' },
  at: '2026-11-20T07:00:00+02:00',
  state: 'Awaiting User Info',
};

describe('normalize', () => {
  it('finds in the payload what the item does not name', () => {
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
    });
  });

  it('takes what the item names before what the payload says', () => {
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

  it.each([[''], ['12 USD'], [null], [{}], [Number.NaN]])('takes the amount %j as unknown', (amount) => {
    const config = aDomainConfig({ pack: { normalization: { amount: '$.amount' } } });

    expect(normalize(config, { raw_payload: { amount } }).amount).toBeNull();
  });

  it('cuts texts to what is stored of them', () => {
    const long = 'x'.repeat(10_000);
    const fields = normalize(aDomainConfig(), { entity: long, title: long, exception_type: long, raw_payload: {} });

    expect([fields.entity?.length, fields.title?.length, fields.type?.length]).toEqual([512, 4000, 256]);
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
