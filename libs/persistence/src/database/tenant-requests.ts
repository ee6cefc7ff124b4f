/** Transactions of HTTP requests: for one tenant, with an answer for when the database is unreachable. */
import { ProblemException, retryAfter } from '@sentinai/service-kit';
import type { TenantTransactions, Transaction } from './transaction.ts';

const RETRY_AFTER_MS = 1_000;

export class TenantRequests {
  constructor(private readonly transactions: TenantTransactions) {}

  /**
   * Runs `work` in a transaction that sees the rows of the given tenant or tenants.
   * @throws ProblemException `unavailable` when the database cannot be reached or takes too long; what `work` throws
   */
  async run<T>(tenants: string | readonly string[], work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.transactions.run([tenants].flat(), work);
    } catch (error) {
      if (!isPassing(error)) throw error;
      throw new ProblemException('unavailable', 'The database does not answer at the moment.', {
        headers: retryAfter(RETRY_AFTER_MS),
        cause: error,
      });
    }
  }
}

/** SQLSTATE classes: 08 connection, 53 resources, 57 operator intervention (shutdown, statement timeout). */
const PASSING_SQLSTATE = /^(?:08|53|57)[0-9A-Z]{3}$/;
const PASSING_NETWORK_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND'];
/** The driver gives these errors no code. */
const PASSING_MESSAGE = /^(?:Connection terminated|timeout (?:exceeded|expired))/i;

/** Whether an error is transient; any other is a fault of ours. */
function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return PASSING_SQLSTATE.test(code) || PASSING_NETWORK_CODES.includes(code);
  return typeof message === 'string' && PASSING_MESSAGE.test(message);
}
