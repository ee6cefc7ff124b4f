import type { TenantStatus } from '@sentinai/contracts';
import { TenantStandings } from './tenant-standings.ts';

type Parts = ConstructorParameters<typeof TenantStandings>;

let stored: Record<string, TenantStatus>;
let reads: string[];

const requests = { run: (_: string, work: (tx: unknown) => Promise<unknown>) => work({}) } as unknown as Parts[0];
const tenants = {
  findMany: async (_: unknown, [tenantId = '']: string[]) => {
    reads.push(tenantId);
    return tenantId in stored ? [{ status: stored[tenantId] }] : [];
  },
} as unknown as Parts[1];

beforeEach(() => {
  stored = { ACME: 'active' };
  reads = [];
});

it('reads a tenant once a second', async () => {
  let now = Date.parse('2026-11-20T09:00:00Z');
  const standings = new TenantStandings(requests, tenants, () => now);

  expect(await standings.statusOf('ACME')).toBe('active');
  stored.ACME = 'suspended';
  now += 1_000;
  expect(await standings.statusOf('ACME')).toBe('active');
  now += 1;
  expect(await standings.statusOf('ACME')).toBe('suspended');
  expect(reads).toEqual(['ACME', 'ACME']);
});

it('remembers that a tenant does not exist', async () => {
  const standings = new TenantStandings(requests, tenants);

  expect([await standings.statusOf('NONE'), await standings.statusOf('NONE')]).toEqual([null, null]);
  expect(reads).toEqual(['NONE']);
});
