import { ExactNumber, jsonNumber } from '@sentinai/contracts';
import type { TenantConfig } from '@sentinai/domain';
import { type Packs, aDomainConfig } from '@sentinai/domain/testing';
import { faultsOf } from '../ingestion/submission.ts';
import { manualFaults, toItem } from './manual-exception.ts';

const aTenant = (packs: Packs = {}): TenantConfig => ({
  tenantId: 'TENANT_A',
  name: 'A',
  status: 'active',
  revision: 1,
  domains: new Map([['Trading', aDomainConfig(packs)]]),
  defaultDomain: 'Trading',
});

const itemOf = (body: object) => {
  const read = toItem({ exception_type: 'CASH_BREAK', title: 'T', ...body });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  expect(faultsOf(read.item, aTenant())).toEqual([]);
  return read.item;
};

it('is an item of the source "manual", with what is no field of an item in its payload', () => {
  const body = {
    domain: 'Trading',
    description: 'D',
    entity: 'E',
    amount: 1,
    currency: 'EUR',
    occurred_at: '2026-11-20T08:00:00Z',
    raw_payload: { trade: 7 },
  };

  expect(itemOf(body)).toEqual({
    domain: 'Trading',
    source_system: 'manual',
    exception_type: 'CASH_BREAK',
    title: 'T',
    entity: 'E',
    amount: 1,
    occurred_at: '2026-11-20T08:00:00Z',
    raw_payload: { trade: 7, description: 'D', currency: 'EUR' },
  });
});

it('keeps the digits of its amount', () => {
  const amount = jsonNumber('1.10');

  expect(amount).toBeInstanceOf(ExactNumber);
  expect(itemOf({ amount })).toMatchObject({ amount });
});

it('has an empty payload when nothing is given', () => {
  expect(itemOf({ description: null, currency: null, entity: null }).raw_payload).toEqual({});
});

it('says which field is given twice', () => {
  const raw_payload = { currency: 'USD', description: 'D' };

  expect(toItem({ exception_type: 'CASH_BREAK', title: 'T', currency: 'EUR', raw_payload })).toEqual({
    faults: [{ path: 'currency', message: 'is given in raw_payload too' }],
  });
});

describe('a valid item', () => {
  it('has no faults', () => {
    expect(manualFaults(itemOf({}), aTenant())).toEqual([]);
  });

  it('has a type of the domain pack', () => {
    expect(manualFaults(itemOf({ exception_type: 'INVENTED' }), aTenant())).toEqual([
      { path: 'exception_type', message: expect.stringMatching(/^is not in the domain pack; it has: .*CASH_BREAK/) },
    ]);
  });

  it('is of a domain whose source is not the system of record', () => {
    const status = { authority: 'source', map: {}, default: 'open' } as const;
    const tenant = aTenant({ pack: { normalization: { source_status: '$.s', status } } });

    expect(manualFaults(itemOf({}), tenant)).toMatchObject([{ path: 'domain' }]);
  });
});
