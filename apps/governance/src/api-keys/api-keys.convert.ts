/** Between API keys as they are stored and as they are shown. Pure. */
import type { JsonObject } from '@sentinai/contracts';
import type { ApiKey } from '@sentinai/persistence';
import type { ApiKeyAnswer } from './api-keys.dto.ts';

/** @param now to tell whether it has expired */
export function toAnswer(key: ApiKey, now: Date): ApiKeyAnswer {
  return {
    id: key.id,
    tenant_id: key.tenantId,
    name: key.name,
    roles: key.roles,
    prefix: key.prefix,
    status: statusOf(key, now),
    created_by: key.createdBy,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    revoked_by: key.revokedBy,
    rotated_from: key.rotatedFrom,
  };
}

/** What the audit log says of a key. */
export function toAuditState({ name, roles, prefix, expiresAt, rotatedFrom }: ApiKey): JsonObject {
  return { name, roles, prefix, expires_at: expiresAt?.toISOString() ?? null, rotated_from: rotatedFrom };
}

export function statusOf({ revokedAt, expiresAt }: ApiKey, now: Date): ApiKeyAnswer['status'] {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}

/** Until when the key that takes this one's place is good: as long again as this one was made for. */
export function renewedExpiry({ createdAt, expiresAt }: ApiKey, now: Date): Date | null {
  return expiresAt && new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
}

/** When a key stops that was replaced: after its grace, and no later than it would have anyway. */
export function endOfGrace({ expiresAt }: ApiKey, now: Date, graceSeconds: number): Date {
  const end = new Date(now.getTime() + graceSeconds * 1_000);
  return expiresAt && expiresAt < end ? expiresAt : end;
}
