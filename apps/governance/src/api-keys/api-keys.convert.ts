/** Converts stored API keys to responses and audit states. Pure. */
import type { JsonObject } from '@sentinai/contracts';
import type { ApiKey } from './api-key.repository.ts';
import type { ApiKeyAnswer } from './api-keys.dto.ts';

/** @param now decides whether the key has expired */
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

/** State of a key in the audit log. */
export function toAuditState({ name, roles, prefix, expiresAt, rotatedFrom }: ApiKey): JsonObject {
  return { name, roles, prefix, expires_at: expiresAt?.toISOString() ?? null, rotated_from: rotatedFrom };
}

export function statusOf({ revokedAt, expiresAt }: ApiKey, now: Date): ApiKeyAnswer['status'] {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}

/** Expiry of a replacement key: it gets the same lifetime as the key it replaces. Null: never. */
export function renewedExpiry({ createdAt, expiresAt }: ApiKey, now: Date): Date | null {
  return expiresAt && new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
}

/** Expiry of a replaced key: the end of its grace period, but never later than its own expiry. */
export function endOfGrace({ expiresAt }: ApiKey, now: Date, graceSeconds: number): Date {
  const end = new Date(now.getTime() + graceSeconds * 1_000);
  return expiresAt && expiresAt < end ? expiresAt : end;
}
