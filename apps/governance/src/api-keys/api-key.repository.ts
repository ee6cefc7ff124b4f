/** A tenant's API keys, which governance creates, rotates and revokes. Only their hashes are stored, never the keys. */
import type { Role } from '@sentinai/contracts';
import type { Statement, Transaction } from '@sentinai/persistence';

/** A role an API key may have. Super admins are people, so no key has that role. */
export type ApiKeyRole = Exclude<Role, 'super_admin'>;

export interface ApiKey {
  /** A time-ordered UUID. */
  id: string;
  tenantId: string;
  name: string;
  roles: ApiKeyRole[];
  /** The first characters of the key, by which people recognize it. */
  prefix: string;
  createdBy: string;
  createdAt: Date;
  /** Null if the key never expires. */
  expiresAt: Date | null;
  /** Accurate to the minute. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  /** Id of the key that this one replaced. */
  rotatedFrom: string | null;
}

/** A key to store. */
export type ApiKeyFacts = Pick<
  ApiKey,
  'id' | 'tenantId' | 'name' | 'roles' | 'prefix' | 'createdBy' | 'expiresAt' | 'rotatedFrom'
> & { hash: Buffer };

export class ApiKeyRepository {
  async create(tx: Transaction, key: ApiKeyFacts): Promise<ApiKey> {
    const { id, tenantId, name, roles, prefix, hash, createdBy, expiresAt, rotatedFrom } = key;
    const values = [id, tenantId, name, roles, prefix, hash, createdBy, expiresAt, rotatedFrom];
    const [stored] = await tx.rows<ApiKey>(CREATE, values);
    if (!stored) throw new Error(`API key ${id} was not stored`);
    return stored;
  }

  /**
   * Returns the tenant's keys, newest first, including revoked and expired ones.
   * @param page with `before` (the id of a key), only keys older than that one
   */
  async list(tx: Transaction, tenantId: string, page: { limit: number; before: string | null }): Promise<ApiKey[]> {
    return tx.rows<ApiKey>(LIST, [tenantId, page.before, page.limit]);
  }

  /** Returns the key, locked until the transaction ends. */
  async lock(tx: Transaction, tenantId: string, id: string): Promise<ApiKey | null> {
    const [key] = await tx.rows<ApiKey>(LOCK, [tenantId, id]);
    return key ?? null;
  }

  async expire(tx: Transaction, { tenantId, id }: Pick<ApiKey, 'tenantId' | 'id'>, at: Date): Promise<void> {
    await tx.run(EXPIRE, [tenantId, id, at]);
  }

  async revoke(tx: Transaction, { tenantId, id }: Pick<ApiKey, 'tenantId' | 'id'>, by: string): Promise<void> {
    await tx.run(REVOKE, [tenantId, id, by]);
  }
}

const COLUMNS = `
  id, tenant_id as "tenantId", name, roles, prefix, created_by as "createdBy", created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt", revoked_by as "revokedBy",
  rotated_from as "rotatedFrom"`;

const CREATE: Statement = {
  name: 'api_key.create',
  text: `
    insert into api_key (id, tenant_id, name, roles, prefix, hash, created_by, expires_at, rotated_from)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
};

const LIST: Statement = {
  name: 'api_key.list',
  text: `
    select ${COLUMNS} from api_key where tenant_id = $1 and ($2::uuid is null or id < $2::uuid)
    order by id desc limit $3`,
};

const LOCK: Statement = {
  name: 'api_key.lock',
  text: `select ${COLUMNS} from api_key where tenant_id = $1 and id = $2 for update`,
};

const EXPIRE: Statement = {
  name: 'api_key.expire',
  text: 'update api_key set expires_at = $3 where tenant_id = $1 and id = $2',
};

const REVOKE: Statement = {
  name: 'api_key.revoke',
  text: 'update api_key set revoked_at = now(), revoked_by = $3 where tenant_id = $1 and id = $2',
};
