/** One database transaction that has named the tenants it works for. Row-level security hides every other tenant. */
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
    /** For the repositories that use TypeORM's query builder; it speaks on this transaction's connection. */
    readonly manager: EntityManager,
  ) {}

  /** Runs a statement and returns its rows. `values` are bound, never interpolated. */
  async rows<T>(statement: Statement, values: readonly unknown[] = []): Promise<T[]> {
    const result = await this.send(statement, values);
    return result.rows as T[];
  }

  /** Runs a statement and returns how many rows it touched. */
  async run(statement: Statement, values: readonly unknown[] = []): Promise<number> {
    const result = await this.send(statement, values);
    return result.rowCount ?? 0;
  }

  private send({ name, text, plannedAnew }: Statement, values: readonly unknown[]): Promise<QueryResult> {
    const kept = plannedAnew ? {} : { name };
    return this.client.query({ ...kept, text, values: wireValues(values), types: wireTypes });
  }
}

/** Opens transactions. The only way the repositories reach the database. */
export class TenantTransactions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction that sees the rows of `tenants` only; commits when it returns, rolls back when it throws.
   * @throws what `work` throws, the driver's error when the database cannot be reached, and an error when a statement
   *   failed and `work` returned all the same
   */
  async run<T>(tenants: readonly string[], work: (tx: Transaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    try {
      await client.query(`BEGIN; SELECT set_config('app.tenants', ${escapeLiteral(joined(tenants))}, true)`);
      const result = await work(new Transaction(client, tenants, runner.manager));
      await commit(client);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** @throws when the database does not answer */
  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }
}

/** PostgreSQL answers the COMMIT of a failed transaction with ROLLBACK, and with no error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back: one of its statements had failed');
}

/** Rows without a known tenant (dead letters only) belong to this pseudo tenant; no real tenant can have its name. */
export const UNKNOWN_TENANT = '_unknown';

function joined(tenants: readonly string[]): string {
  const wrong = tenants.filter((tenant) => !isTenantId(tenant) && tenant !== UNKNOWN_TENANT);
  if (wrong.length > 0) throw new TypeError(`"${wrong.join('", "')}" is not a tenant id`);
  return tenants.join(',');
}
