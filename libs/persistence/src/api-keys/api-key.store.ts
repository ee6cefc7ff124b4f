/**
 * Looks up API keys for the services that accept them. A result is cached for five seconds: a revoked key works at
 * most that long. The time of last use is recorded outside the request, at most once a minute.
 */
import { Logger } from '@nestjs/common';
import { type ApiKeyVerifier, type Principal, hashApiKey, isRole } from '@sentinai/service-kit';
import type { Statement } from '../database/statement.ts';
import type { TenantRequests } from '../database/tenant-requests.ts';

const BELIEVED_MS = 5_000;
const NOTED_EVERY_MS = 60_000;
/** Keys in use, not keys tried: unknown ones are not cached. */
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

interface Believed {
  until: number;
  found: Promise<FoundKey | null>;
}

export class ApiKeyStore implements ApiKeyVerifier {
  private readonly log = new Logger(ApiKeyStore.name);
  /** By hash, oldest lookup first. */
  private readonly believed = new Map<string, Believed>();
  private readonly notedAt = new Map<string, number>();

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly requests: TenantRequests,
    private readonly now: () => number = Date.now,
  ) {}

  async verify(key: string): Promise<Principal | null> {
    const found = await this.find(hashApiKey(key));
    if (!found || found.expiresAt <= this.now()) return null;
    this.noteUse(found);
    return found.principal;
  }

  /** Concurrent requests for one key share a single lookup. */
  private find(hash: Buffer): Promise<FoundKey | null> {
    const name = hash.toString('base64');
    const known = this.believed.get(name);
    if (known && known.until > this.now()) return known.found;
    const found = this.lookUp(hash);
    this.believed.delete(name);
    this.believed.set(name, { until: this.now() + BELIEVED_MS, found });
    dropOldest(this.believed);
    const forget = () => {
      if (this.believed.get(name)?.found === found) this.believed.delete(name);
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

  /** Returns at once. A failure to record a use is no reason to refuse it. */
  private noteUse({ id, principal }: FoundKey): void {
    const now = this.now();
    if (now - (this.notedAt.get(id) ?? -Infinity) < NOTED_EVERY_MS) return;
    this.notedAt.delete(id);
    this.notedAt.set(id, now);
    dropOldest(this.notedAt);
    const [tenantId = ''] = principal.tenants;
    this.requests
      .run(tenantId, (tx) => tx.run(NOTE_USE, [tenantId, id]))
      .catch((error: Error) => this.log.warn(`The use of API key ${id} was not recorded: ${error.message}`));
  }
}

function dropOldest(map: Map<string, unknown>): void {
  if (map.size <= MOST_KEYS) return;
  for (const oldest of map.keys()) return void map.delete(oldest);
}

const BY_HASH: Statement = {
  name: 'api_key.by_hash',
  text: 'select id, tenant_id, roles, expires_at from api_key_by_hash($1)',
};

/** Each replica of a service remembers for itself; the row remembers for all. */
const NOTE_USE: Statement = {
  name: 'api_key.note_use',
  text: `
    update api_key set last_used_at = now()
    where tenant_id = $1 and id = $2 and (last_used_at is null or last_used_at <= now() - interval '1 minute')`,
};
