import { PackRepository, type PackVersion, type TenantTransactions } from '../src/index.ts';
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
    transactions.run([], (tx) => packs.saveDomainPack(tx, domain, { pack, original, createdBy: 'ann' }));
  const saveFor = (tenantId: string, domain: string, pack: object): Promise<PackVersion> =>
    transactions.run([tenantId], (tx) =>
      packs.saveTenantPack(tx, { tenantId, domain }, { pack, original: pack, createdBy: 'ann' }),
    );

  it('count from 1, one for each content', async () => {
    expect(await save('Counted', { a: 1 })).toEqual({ version: 1, pack: { a: 1 }, created: true });
    expect(await save('Counted', { a: 2 })).toEqual({ version: 2, pack: { a: 2 }, created: true });
  });

  it('stay the same for the same content, in whatever order its keys stand', async () => {
    await save('Same', { a: 1, b: { c: [1, 2], d: null } });

    expect(await save('Same', { b: { d: null, c: [1, 2] }, a: 1 })).toMatchObject({ version: 1, created: false });
    expect(await save('Same', { a: 1, b: { c: [2, 1], d: null } })).toMatchObject({ version: 2, created: true });
  });

  it('move on when an older content comes back: the newest version is what was saved last', async () => {
    await save('Back', { a: 1 });
    await save('Back', { a: 2 });

    expect(await save('Back', { a: 1 })).toMatchObject({ version: 3, created: true });
  });

  it('keep the document as it was handed in, and who saved it', async () => {
    await save('Original', { translated: true }, { 'As Found': ['ü'] });
    const [stored] = await transactions.run([], (tx) => packs.domainPacks(tx, [{ domain: 'Original', version: 1 }]));

    expect(stored).toMatchObject({
      packJson: { translated: true },
      original: { 'As Found': ['ü'] },
      createdBy: 'ann',
      createdAt: expect.any(Date),
    });
  });

  it('have no gaps and no twins when many are imported at once', async () => {
    const saved = await Promise.all(Array.from({ length: 10 }, (_, index) => save('Busy', { n: index % 5 })));

    const rows = await database.asOwner<{ version: number }>(
      `select version from domain_pack_version where domain = 'Busy' order by version`,
    );
    expect(rows.map(({ version }) => version)).toEqual(rows.map((_, index) => index + 1));
    expect(saved.filter(({ created }) => created)).toHaveLength(rows.length);
  });

  it('of one content imported many times at once are one', async () => {
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
      expect(await packs.newestDomainPack(tx, 'Find')).toMatchObject({ version: 2 });
      expect(await packs.newestDomainPack(tx, 'Nowhere')).toBeNull();
      const found = await packs.domainPacks(tx, [
        { domain: 'Find', version: 2 },
        { domain: 'Find', version: 9 },
        { domain: 'Find', version: 1 },
      ]);
      expect(found.map(({ version }) => version).sort()).toEqual([1, 2]);
    });
  });

  it('never change and never go: no service may', async () => {
    for (const text of ['update domain_pack_version set version = 9', 'delete from tenant_policy_pack_version']) {
      await expect(transactions.run(['ACME'], (tx) => tx.run({ name: '', text }))).rejects.toThrow('permission denied');
    }
  });
});
