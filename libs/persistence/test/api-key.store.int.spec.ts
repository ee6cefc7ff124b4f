import { randomUUID } from 'node:crypto';
import { makeApiKey } from '@sentinai/service-kit';
import { ApiKeyStore, TenantRequests } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const NOW = Date.parse('2026-11-20T09:00:00Z');

/** Requests whose end a test can wait for: a store notes a key's use beside the request that used it. */
class ObservedRequests extends TenantRequests {
  private readonly underWay = new Set<Promise<unknown>>();

  override run<T>(...request: Parameters<typeof TenantRequests.prototype.run<T>>): Promise<T> {
    const running = super.run<T>(...request);
    this.underWay.add(running);
    const forget = () => this.underWay.delete(running);
    running.then(forget, forget);
    return running;
  }

  async ended(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }
}

describe('an API key at a service', () => {
  let database: TestDatabase;
  let requests: ObservedRequests;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.asOwner(`insert into tenant (tenant_id, name) values ('ACME', 'Acme')`);
    requests = new ObservedRequests(await database.connect('sentinai_ops_api'));
  });
  afterAll(() => database.drop());

  const stored = async (expiresAt: Date | null = null) => {
    const id = randomUUID();
    const { key, hash, prefix } = makeApiKey(id);
    await database.asOwner(
      `insert into api_key (id, tenant_id, name, roles, prefix, hash, created_by, expires_at)
       values ($1, 'ACME', 'test', '{viewer}', $2, $3, 'ann', $4)`,
      [id, prefix, hash, expiresAt],
    );
    return { id, key };
  };
  const lastUse = async (id: string): Promise<Date | null> => {
    const [row] = await database.asOwner<{ at: Date | null }>('select last_used_at as at from api_key where id = $1', [
      id,
    ]);
    return row?.at ?? null;
  };

  it('stands for its tenant and its roles, and for nobody else', async () => {
    const { id, key } = await stored();

    expect(await new ApiKeyStore(requests).verify(key)).toEqual({
      subject: `key:${id}`,
      roles: ['viewer'],
      tenants: ['ACME'],
      isSuperAdmin: false,
    });
  });

  it('is unknown with another secret', async () => {
    const { id } = await stored();

    expect(await new ApiKeyStore(requests).verify(makeApiKey(id).key)).toBeNull();
  });

  it('is believed for five seconds after it was looked up, and then no more', async () => {
    const { id, key } = await stored();
    let now = NOW;
    const store = new ApiKeyStore(requests, () => now);
    await store.verify(key);
    await database.asOwner('update api_key set revoked_at = now() where id = $1', [id]);

    now += 5_000;
    const within = await store.verify(key);
    now += 1;
    const after = await store.verify(key);

    expect(within).not.toBeNull();
    expect(after).toBeNull();
  });

  it('ends to the millisecond when it expires, believed or not', async () => {
    const { key } = await stored(new Date(NOW + 1_000));
    let now = NOW;
    const store = new ApiKeyStore(requests, () => now);

    const before = await store.verify(key);
    now += 1_000;
    const after = await store.verify(key);

    expect(before).not.toBeNull();
    expect(after).toBeNull();
  });

  it('has its last use noted, once a minute, by whichever copy', async () => {
    const { id, key } = await stored();
    let now = NOW;
    const store = new ApiKeyStore(requests, () => now);
    await store.verify(key);
    await requests.ended();
    const first = await lastUse(id);

    await new ApiKeyStore(requests, () => now).verify(key);
    await requests.ended();
    expect(first).toEqual(expect.any(Date));
    expect(await lastUse(id)).toEqual(first);

    const anHourBefore = new Date(first!.getTime() - 3_600_000);
    await database.asOwner('update api_key set last_used_at = $2 where id = $1', [id, anHourBefore]);
    now += 60_000;
    await store.verify(key);
    await requests.ended();
    expect(await lastUse(id)).toEqual(anHourBefore);

    now += 1;
    await store.verify(key);
    await requests.ended();
    expect(await lastUse(id)).not.toEqual(anHourBefore);
  });

  it('cannot be read by a service that checks it', async () => {
    const asked = requests.run('ACME', (tx) => tx.rows({ name: '', text: 'select hash, roles from api_key' }));

    await expect(asked).rejects.toThrow('permission denied');
  });
});
