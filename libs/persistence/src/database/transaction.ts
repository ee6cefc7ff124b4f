/** One database transaction that has named the tenants it works for. Row-level security hides all others. */
import { isTenantId } from '@sentinai/contracts';
import { type PoolClient, type QueryResult, escapeLiteral } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { Statement } from './statement.ts';
import { wireTypes, wireValues } from './wire-values.ts';

export class Transaction {
  constructor(
    private readonly client: PoolClient,
    /** The tenants it works for. */
    readonly tenants: readonly string[],
    /** For repositories using TypeORM's query builder; it uses this transaction's connection. */
    readonly manager: EntityManager,
  ) {}

  /** Runs a statement and returns its rows. `values` are bound, never interpolated. */
  async rows<T>(statement: Statement, values: readonly unknown[] = []): Promise<T[]> {
    const result = await this.send(statement, values);
    return result.rows as T[];
  }

  /** Runs a statement and returns the number of affected rows. */
  async run(statement: Statement, values: readonly unknown[] = []): Promise<number> {
    const result = await this.send(statement, values);
    return result.rowCount ?? 0;
  }

  private send({ name, text, plannedAnew }: Statement, values: readonly unknown[]): Promise<QueryResult> {
    const kept = plannedAnew ? {} : { name };
    return this.client.query({ ...kept, text, values: wireValues(values), types: wireTypes });
  }
}

/** Opens transactions. The only way for repositories to reach the database. */
export class TenantTransactions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction that sees only the rows of `tenants`; commits when it returns, rolls back when it
   * throws.
   * @throws what `work` throws, the driver's error when the database cannot be reached, and an error when a statement
   *   failed and `work` returned anyway
   */
  async run<T>(tenants: readonly string[], work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.inTransaction(naming(tenants), (client, manager) => work(new Transaction(client, tenants, manager)));
  }

  /**
   * Runs `work` in a transaction that sees the rows of the tenants returned by `find`, which runs in the same
   * transaction: rows it locks stay locked. For loops that serve all tenants and must cost nothing for quiet ones.
   * @param idleMs time without a statement after which PostgreSQL ends the transaction, so that a frozen process does
   *   not keep its locks
   * @returns null, without any work, when `find` returns none
   * @throws what {@link run} throws
   */
  async runForDue<T>(
    find: (tx: Transaction) => Promise<readonly string[]>,
    work: (tx: Transaction) => Promise<T>,
    idleMs = FROZEN_AFTER_MS,
  ): Promise<T | null> {
    const limit = `SET LOCAL idle_in_transaction_session_timeout = ${Math.trunc(idleMs)}`;
    return this.inTransaction(`${naming([])}; ${limit}`, async (client, manager) => {
      const tenants = await find(new Transaction(client, [], manager));
      if (tenants.length === 0) return null;
      await client.query(naming(tenants));
      return work(new Transaction(client, tenants, manager));
    });
  }

  /** @throws when the database does not answer */
  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }

  private async inTransaction<T>(
    begin: string,
    work: (client: PoolClient, manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    try {
      await client.query(`BEGIN; ${begin}`);
      const result = await work(client, runner.manager);
      await commit(client);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** Far longer than a loop spends between two statements. */
const FROZEN_AFTER_MS = 10_000;

/** Names the tenants of a transaction, until it ends or names others. */
const naming = (tenants: readonly string[]): string =>
  `SELECT set_config('app.tenants', ${escapeLiteral(joined(tenants))}, true)`;

/** PostgreSQL answers the COMMIT of a failed transaction with ROLLBACK, without an error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back because one of its statements had failed');
}

/** Pseudo tenant of rows without a known tenant (dead letters only); no real tenant can have this name. */
export const UNKNOWN_TENANT = '_unknown';

function joined(tenants: readonly string[]): string {
  const wrong = tenants.filter((tenant) => !isTenantId(tenant) && tenant !== UNKNOWN_TENANT);
  if (wrong.length > 0) throw new TypeError(`"${wrong.join('", "')}" is not a tenant id`);
  return tenants.join(',');
}
