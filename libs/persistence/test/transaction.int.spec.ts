import { type Statement, TenantRepository, type TenantTransactions, type Transaction } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const sql = (text: string): Statement => ({ name: '', text });
const BACKEND = sql('select pg_backend_pid() as pid');

describe('a tenant transaction', () => {
  const tenants = new TenantRepository();
  let database: TestDatabase;
  /** A single connection: whoever keeps it blocks the next. */
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_governance', {
      poolSize: 1,
      connectTimeoutMs: 2_000,
      statementTimeoutMs: 300,
    });
  });
  afterAll(() => database.drop());

  const backend = async (): Promise<number> => {
    const [row] = await transactions.run([], (tx) => tx.rows<{ pid: number }>(BACKEND));
    return row!.pid;
  };
  const exists = async (tenantId: string): Promise<boolean> =>
    (await database.asOwner('select 1 from tenant where tenant_id = $1', [tenantId])).length === 1;

  it('commits what the work did, and returns what it returned', async () => {
    expect(await transactions.run(['KEPT'], (tx) => tenants.create(tx, 'KEPT', 'Kept'))).toBe(true);
    expect(await exists('KEPT')).toBe(true);
  });

  it('knows its tenants', async () => {
    expect(await transactions.run(['A', 'B'], async (tx) => tx.tenants)).toEqual(['A', 'B']);
  });

  it('uses one connection, whichever way a repository queries', async () => {
    await transactions.run(['BOTH'], async (tx) => {
      await tenants.create(tx, 'BOTH', 'Both ways');

      expect(await tenants.find(tx, 'BOTH')).toMatchObject({ name: 'Both ways', configRevision: 1 });
      expect(await tx.manager.query('select pg_backend_pid() as pid')).toEqual(await tx.rows(BACKEND));
    });
  });

  it('rolls back when the work throws, and throws the same', async () => {
    const mishap = new Error('second thoughts');

    const running = transactions.run(['UNDONE'], async (tx) => {
      await tenants.create(tx, 'UNDONE', 'Undone');
      throw mishap;
    });

    await expect(running).rejects.toBe(mishap);
    expect(await exists('UNDONE')).toBe(false);
  });

  it('is not treated as committed when a statement failed and the work continued', async () => {
    const running = transactions.run(['SWALLOWED'], async (tx) => {
      await tenants.create(tx, 'SWALLOWED', 'Swallowed');
      await tx.rows(sql('select 1 / 0')).catch(() => undefined);
    });

    await expect(running).rejects.toThrow('rolled back');
    expect(await exists('SWALLOWED')).toBe(false);
  });

  it.each(['', ' ', 'A,B', "A'; drop table tenant; --", 'A\nB', '*', '%', '_hidden', 'ä', 'a'.repeat(65)])(
    'refuses %p as a tenant before the work begins',
    async (tenant) => {
      let begun = false;
      const work = async (): Promise<void> => {
        begun = true;
      };

      await expect(transactions.run(['A', tenant], work)).rejects.toThrow('is not a tenant id');
      expect(begun).toBe(false);
    },
  );

  it('returns its connection, however it ends', async () => {
    const failures: readonly (() => Promise<unknown>)[] = [
      () => transactions.run(['not a tenant'], async () => undefined),
      () => transactions.run(['A'], () => Promise.reject(new Error('thrown'))),
      () => transactions.run(['A'], (tx) => tx.rows(sql('select no_such_column'))),
      () => transactions.run(['A'], (tx) => tenants.create(tx, 'B', 'Not mine')),
      () => transactions.run(['A'], (tx) => tx.rows(sql('select 1 / 0')).catch(() => undefined)),
    ];
    for (let round = 0; round < 4; round += 1) {
      for (const fail of failures) await expect(fail()).rejects.toThrow();
    }

    await expect(transactions.ping()).resolves.toBeUndefined();
    expect(await exists('KEPT')).toBe(true);
  });

  it('does not leave its tenants to the next one on the connection', async () => {
    await transactions.run(['KEPT'], async () => undefined);
    await expect(transactions.run(['KEPT'], () => Promise.reject(new Error('thrown')))).rejects.toThrow();

    expect(await transactions.run([], (tx) => tenants.findMany(tx, ['KEPT']))).toEqual([]);
  });

  it('ends a statement that takes too long', async () => {
    await expect(transactions.run([], (tx) => tx.rows(sql('select pg_sleep(5)')))).rejects.toMatchObject({
      code: '57014',
      message: expect.stringContaining('statement timeout'),
    });
    await expect(transactions.ping()).resolves.toBeUndefined();
  });

  it('does not wait for a connection forever', async () => {
    let release = (): void => undefined;
    const holding = transactions.run([], () => new Promise<void>((resolve) => (release = resolve)));

    await expect(transactions.run([], async () => undefined)).rejects.toThrow(/timeout/i);

    release();
    await holding;
    await expect(transactions.ping()).resolves.toBeUndefined();
  });

  it('gets a new connection after the server closed the idle one', async () => {
    const before = await backend();
    await database.asOwner('select pg_terminate_backend($1, 2000)', [before]);
    await new Promise((resolve) => setTimeout(resolve, 50));

    expect(await backend()).not.toBe(before);
  });

  it('fails when the server closes its connection, and the next one does not', async () => {
    let before = 0;
    const running = transactions.run(['LOST'], async (tx) => {
      await tenants.create(tx, 'LOST', 'Lost');
      [{ pid: before }] = (await tx.rows<{ pid: number }>(BACKEND)) as [{ pid: number }];
      await database.asOwner('select pg_terminate_backend($1, 2000)', [before]);
      await tx.rows(BACKEND);
    });

    await expect(running).rejects.toThrow();
    expect(await backend()).not.toBe(before);
    expect(await exists('LOST')).toBe(false);
  });
});

describe('a transaction for the tenants that have something due', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;
  const tenants = new TenantRepository();

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_governance', { poolSize: 2 });
    await database.asOwner(`insert into tenant (tenant_id, name) values ('A', 'a'), ('B', 'b')`);
  });
  afterAll(() => database.drop());

  it('names no tenant for the lookup, and then exactly the due ones', async () => {
    const seen = (tx: Transaction) => tenants.findMany(tx, ['A', 'B']).then((all) => all.map((one) => one.tenantId));
    let before: string[] = ['not asked'];

    const during = await transactions.runForDue(async (tx) => {
      before = await seen(tx);
      return ['B'];
    }, seen);

    expect([before, during]).toEqual([[], ['B']]);
    expect(await transactions.run([], seen)).toEqual([]);
  });

  it('does no work when nothing is due', async () => {
    const work = () => Promise.reject(new Error('there is none'));

    expect(await transactions.runForDue(() => Promise.resolve([]), work)).toBeNull();
  });

  it('releases its locks when its process is frozen', async () => {
    const locked = sql(`select tenant_id from tenant where tenant_id = 'A' for update skip locked`);
    let thaw = (): void => undefined;
    const frozen = transactions.runForDue(
      () => Promise.resolve(['A']),
      async (tx) => {
        await tx.rows(locked);
        await new Promise<void>((resolve) => (thaw = resolve));
        return tx.rows(locked);
      },
      500,
    );
    const rejected = expect(frozen).rejects.toThrow();
    const free = () => transactions.run(['A'], (tx) => tx.rows(locked));

    while ((await free()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    thaw();

    await rejected;
  });
});

describe('ids of all tenants', () => {
  it('are available to governance, and refused to workers', async () => {
    const database = await createTestDatabase();
    await database.asOwner(`insert into tenant (tenant_id, name) values ('A', 'a'), ('B', 'b')`);
    const tenants = new TenantRepository();

    expect((await tenants.allIds(await database.connect('sentinai_governance'))).sort()).toEqual(['A', 'B']);
    await expect(tenants.allIds(await database.connect('sentinai_triage'))).rejects.toThrow('permission denied');
    await database.drop();
  });
});
