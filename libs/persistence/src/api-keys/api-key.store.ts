/**
 * Looks up API keys for the services that accept them. A result is cached for five seconds, so a revoked key works for at most
 * five seconds more. The time a key was last used is recorded in the background, at most once a minute.
 */
import { Logger } from '@nestjs/common';
import { type ApiKeyVerifier, type Principal, hashApiKey, isRole } from '@sentinai/service-kit';
import { LRUCache } from 'lru-cache';
import type { Statement } from '../database/statement.ts';
import type { TenantRequests } from '../database/tenant-requests.ts';

const BELIEVED_MS = 5_000;
const NOTED_EVERY_MS = 60_000;
/** Capacity of the cache. Only known keys count: unknown ones are not cached. */
const MOST_KEYS = 10_000;

interface KeyRow {
  id: string;
  tenant_id: string;
  roles: string[];
  expires_at: Date | null;
}

interface FoundKey {
  id: string;
  principal: Principal;
  expiresAt: number;
}

export class ApiKeyStore implements ApiKeyVerifier {
  private readonly log = new Logger(ApiKeyStore.name);
  /** By hash. */
  private readonly believed: LRUCache<string, Promise<FoundKey | null>>;
  /** Ids of the keys whose use was recorded a moment ago. */
  private readonly noted: LRUCache<string, true>;

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly requests: TenantRequests,
    private readonly now: () => number = Date.now,
  ) {
    const clock = { max: MOST_KEYS, perf: { now }, ttlResolution: 0 };
    this.believed = new LRUCache({ ...clock, ttl: BELIEVED_MS });
    this.noted = new LRUCache({ ...clock, ttl: NOTED_EVERY_MS });
  }

  async verify(key: string): Promise<Principal | null> {
    const found = await this.find(hashApiKey(key));
    if (!found || found.expiresAt <= this.now()) return null;
    this.noteUse(found);
    return found.principal;
  }

  /** Finds a key by its hash; concurrent callers share one query. */
  private find(hash: Buffer): Promise<FoundKey | null> {
    const name = hash.toString('base64');
    const known = this.believed.get(name);
    if (known) return known;
    const found = this.lookUp(hash);
    this.believed.set(name, found);
    const forget = () => {
      if (this.believed.peek(name) === found) this.believed.delete(name);
    };
    found.then((key) => key ?? forget(), forget);
    return found;
  }

  private async lookUp(hash: Buffer): Promise<FoundKey | null> {
    const [row] = await this.requests.run([], (tx) => tx.rows<KeyRow>(BY_HASH, [hash]));
    if (!row) return null;
    const principal = {
      subject: `key:${row.id}`,
      roles: row.roles.filter(isRole).filter((role) => role !== 'super_admin'),
      tenants: [row.tenant_id],
      isSuperAdmin: false,
    };
    return { id: row.id, principal, expiresAt: row.expires_at?.getTime() ?? Infinity };
  }

  /** Records the use in the background. A failure to record it does not refuse the request. */
  private noteUse({ id, principal }: FoundKey): void {
    if (this.noted.has(id)) return;
    this.noted.set(id, true);
    const [tenantId = ''] = principal.tenants;
    this.requests
      .run(tenantId, (tx) => tx.run(NOTE_USE, [tenantId, id]))
      .catch((error: Error) => this.log.warn(`The use of API key ${id} could not be recorded: ${error.message}`));
  }
}

const BY_HASH: Statement = {
  name: 'api_key.by_hash',
  text: 'select id, tenant_id, roles, expires_at from api_key_by_hash($1)',
};

/** Each copy of a service limits its own writes; the condition on the row limits those of all copies together. */
const NOTE_USE: Statement = {
  name: 'api_key.note_use',
  text: `
    update api_key set last_used_at = now()
    where tenant_id = $1 and id = $2 and (last_used_at is null or last_used_at <= now() - interval '1 minute')`,
};
