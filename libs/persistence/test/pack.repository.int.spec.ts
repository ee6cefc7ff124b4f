import { PackRepository, type PackVersion, type TenantTransactions, isNamed } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

describe('pack versions', () => {
  const packs = new PackRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_governance', { poolSize: 10 });
    await database.asOwner(`insert into tenant (tenant_id, name) values ('ACME', 'a'), ('OTHER', 'b')`);
  });
  afterAll(() => database.drop());

  const save = (domain: string, pack: object, original: object = pack): Promise<PackVersion> =>
    transactions.run([], (tx) =>
      packs.saveDomainPack(tx, { tenantId: null, domain }, { pack, original, createdBy: 'ann' }),
    );
  const saveOwn = (tenantId: string, domain: string, pack: object): Promise<PackVersion> =>
    transactions.run([tenantId], (tx) =>
      packs.saveDomainPack(tx, { tenantId, domain }, { pack, original: pack, createdBy: 'ann' }),
    );
  const saveFor = (tenantId: string, domain: string, pack: object): Promise<PackVersion> =>
    transactions.run([tenantId], (tx) =>
      packs.saveTenantPack(tx, { tenantId, domain }, { pack, original: pack, createdBy: 'ann' }),
    );

  it('count from 1, one for each content', async () => {
    expect(await save('Counted', { a: 1 })).toEqual({ version: 1, pack: { a: 1 }, created: true });
    expect(await save('Counted', { a: 2 })).toEqual({ version: 2, pack: { a: 2 }, created: true });
  });

  it('stay the same for the same content, whatever the order of its keys', async () => {
    await save('Same', { a: 1, b: { c: [1, 2], d: null } });

    expect(await save('Same', { b: { d: null, c: [1, 2] }, a: 1 })).toMatchObject({ version: 1, created: false });
    expect(await save('Same', { a: 1, b: { c: [2, 1], d: null } })).toMatchObject({ version: 2, created: true });
  });

  it('increase when older content comes back: the newest version is the last one saved', async () => {
    await save('Back', { a: 1 });
    await save('Back', { a: 2 });

    expect(await save('Back', { a: 1 })).toMatchObject({ version: 3, created: true });
  });

  it('keep the document as submitted, and who saved it', async () => {
    await save('Original', { translated: true }, { 'As Found': ['ü'] });
    const [stored] = await transactions.run([], (tx) =>
      packs.domainPacks(tx, [{ tenantId: 'ACME', domain: 'Original', version: 1 }]),
    );

    expect(stored).toMatchObject({
      packJson: { translated: true },
      original: { 'As Found': ['ü'] },
      createdBy: 'ann',
      createdAt: expect.any(Date),
    });
  });

  it('have no gaps or duplicates when many are imported at once', async () => {
    const saved = await Promise.all(Array.from({ length: 10 }, (_, index) => save('Busy', { n: index % 5 })));

    const rows = await database.asOwner<{ version: number }>(
      `select version from domain_pack_version where domain = 'Busy' order by version`,
    );
    expect(rows.map(({ version }) => version)).toEqual(rows.map((_, index) => index + 1));
    expect(saved.filter(({ created }) => created)).toHaveLength(rows.length);
  });

  it('of the same content imported concurrently are one', async () => {
    const saved = await Promise.all(Array.from({ length: 10 }, () => saveFor('ACME', 'Once', { a: 1 })));

    expect(saved.map(({ version }) => version)).toEqual(Array.from({ length: 10 }, () => 1));
    expect(saved.filter(({ created }) => created)).toHaveLength(1);
  });

  it('of policy packs count for each tenant, and are seen by it alone', async () => {
    await saveFor('ACME', 'Policy', { mine: 1 });
    await saveFor('ACME', 'Policy', { mine: 2 });
    expect(await saveFor('OTHER', 'Policy', { theirs: 1 })).toMatchObject({ version: 1 });

    const found = await transactions.run(['OTHER'], (tx) =>
      packs.tenantPacks(tx, [
        { tenantId: 'ACME', domain: 'Policy', version: 1 },
        { tenantId: 'OTHER', domain: 'Policy', version: 1 },
      ]),
    );

    expect(found.map(({ packJson }) => packJson)).toEqual([{ theirs: 1 }]);
  });

  it('are found by domain and version, several at once', async () => {
    await save('Find', { v: 1 });
    await save('Find', { v: 2 });

    await transactions.run([], async (tx) => {
      expect(await packs.domainPacks(tx, [])).toEqual([]);
      expect(await packs.tenantPacks(tx, [])).toEqual([]);
      expect(await packs.newestDomainPack(tx, 'ACME', 'Find')).toMatchObject({ version: 2 });
      expect(await packs.newestDomainPack(tx, 'ACME', 'Nowhere')).toBeNull();
      const found = await packs.domainPacks(tx, [
        { tenantId: 'ACME', domain: 'Find', version: 2 },
        { tenantId: 'ACME', domain: 'Find', version: 9 },
        { tenantId: 'ACME', domain: 'Find', version: 1 },
      ]);
      expect(found.map(({ version }) => version).sort()).toEqual([1, 2]);
    });
  });

  it("of a tenant's own continue from those that it sees, and no published one takes their number", async () => {
    expect(await save('Mixed', { of: 'all' })).toMatchObject({ version: 1 });
    expect(await saveOwn('ACME', 'Mixed', { of: 'acme' })).toMatchObject({ version: 2 });
    expect(await saveOwn('ACME', 'Mixed', { of: 'acme', n: 2 })).toMatchObject({ version: 3 });
    // The number must not reveal what ACME has done.
    expect(await saveOwn('OTHER', 'Mixed', { of: 'other' })).toMatchObject({ version: 2 });
    expect(await save('Mixed', { of: 'all', n: 2 })).toMatchObject({ version: 4 });
    expect(await saveOwn('OTHER', 'Mixed', { of: 'other', n: 2 })).toMatchObject({ version: 5 });
  });

  it("of a tenant's own have one version per content, whatever others have stored", async () => {
    await save('Twice', { a: 1 });

    expect(await saveOwn('ACME', 'Twice', { a: 1 })).toMatchObject({ version: 2, created: true });
    expect(await saveOwn('ACME', 'Twice', { a: 1 })).toMatchObject({ version: 2, created: false });
    expect(await save('Twice', { a: 1 })).toMatchObject({ version: 1, created: false });
  });

  it("of a tenant's own are visible to it alone", async () => {
    await save('Apart', { of: 'all' });
    await saveOwn('ACME', 'Apart', { of: 'acme' });
    await saveOwn('OTHER', 'Apart', { of: 'other' });
    const seenBy = async (tenantId: string, version: number) =>
      transactions.run([tenantId], async (tx) => {
        const [found] = await packs.domainPacks(tx, [{ tenantId, domain: 'Apart', version }]);
        return found?.packJson;
      });

    expect([await seenBy('ACME', 1), await seenBy('ACME', 2)]).toEqual([{ of: 'all' }, { of: 'acme' }]);
    expect([await seenBy('OTHER', 1), await seenBy('OTHER', 2)]).toEqual([{ of: 'all' }, { of: 'other' }]);
  });

  it('of several tenants with one number are distinguished when requested together', async () => {
    await saveOwn('ACME', 'Both', { of: 'acme' });
    await saveOwn('OTHER', 'Both', { of: 'other' });
    const names = ['ACME', 'OTHER'].map((tenantId) => ({ tenantId, domain: 'Both', version: 1 }));

    const found = await transactions.run(['ACME', 'OTHER'], (tx) => packs.domainPacks(tx, names));
    const mine = await transactions.run(['ACME', 'OTHER'], (tx) => packs.domainPacks(tx, names.slice(0, 1)));

    const packOf = (name: (typeof names)[number]) => found.find((pack) => isNamed(pack, name))?.packJson;
    expect(names.map(packOf)).toEqual([{ of: 'acme' }, { of: 'other' }]);
    expect(mine.map(({ packJson }) => packJson)).toEqual([{ of: 'acme' }]);
  });

  it("prefer the tenant's own newest to the newest published one", async () => {
    const newest = (tenantId: string) =>
      transactions.run([tenantId], async (tx) => (await packs.newestDomainPack(tx, tenantId, 'Newest'))?.packJson);
    await saveOwn('ACME', 'Newest', { of: 'acme' });
    await save('Newest', { of: 'all' });

    expect([await newest('ACME'), await newest('OTHER')]).toEqual([{ of: 'acme' }, { of: 'all' }]);
  });

  it('are never changed or deleted: no service may', async () => {
    for (const text of ['update domain_pack_version set version = 9', 'delete from tenant_policy_pack_version']) {
      await expect(transactions.run(['ACME'], (tx) => tx.run({ name: '', text }))).rejects.toThrow('permission denied');
    }
  });
});
