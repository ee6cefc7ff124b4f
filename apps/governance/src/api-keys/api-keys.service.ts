/** Creates, rotates and revokes a tenant's API keys. Every change is audited. */
import { Injectable } from '@nestjs/common';
import { AuditRecorder, OutboxRelay } from '@sentinai/messaging';
import { type Tenant, TenantRepository, TenantRequests, type Transaction } from '@sentinai/persistence';
import {
  actorOf,
  hasRole,
  isUuid,
  makeApiKey,
  notActive,
  PagedList,
  type PageQuery,
  type Principal,
  ProblemException,
  unknownTenant,
} from '@sentinai/service-kit';
import { v7 as uuidv7 } from 'uuid';
import { type ApiKey, ApiKeyRepository, type ApiKeyRole } from './api-key.repository.ts';
import { endOfGrace, renewedExpiry, statusOf, toAnswer, toAuditState } from './api-keys.convert.ts';
import type { ApiKeyList, CreateApiKey, CreatedApiKey } from './api-keys.dto.ts';

const LONGEST_LIFE_MS = 3_650 * 86_400_000;

/** Properties of a key to be created. */
type KeyPlan = Pick<ApiKey, 'tenantId' | 'name' | 'roles' | 'createdBy' | 'expiresAt' | 'rotatedFrom'>;

@Injectable()
export class ApiKeysService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly keys: ApiKeyRepository,
    private readonly tenants: TenantRepository,
    private readonly audit: AuditRecorder,
    private readonly relay: OutboxRelay,
  ) {}

  /** @throws ProblemException `invalid_request`, `forbidden`, `unknown_tenant`, `tenant_suspended` */
  async create(tenantId: string, user: Principal, wanted: CreateApiKey): Promise<CreatedApiKey> {
    const { name, roles, expires_at: expiresAt = null } = wanted;
    requireExpiryAhead(expiresAt);
    requireNoMoreThan(user, roles);
    return this.change(tenantId, async (tx) => {
      await this.requireActiveTenant(tx, tenantId);
      const plan = { tenantId, name, roles, createdBy: user.subject, expiresAt, rotatedFrom: null };
      return this.make(tx, plan, 'api_key.created');
    });
  }

  /** @throws ProblemException `unknown_tenant`; `invalid_request` when the cursor is invalid */
  list(tenantId: string, query: PageQuery): Promise<ApiKeyList> {
    const list = new PagedList<string>(['api-keys', tenantId], isUuid);
    const before = list.startOf(query);
    return this.requests.run(tenantId, async (tx) => {
      await this.requireTenant(tx, tenantId);
      const found = await this.keys.list(tx, tenantId, { limit: query.limit + 1, before });
      const now = new Date();
      return list.page(found, query, { toItem: (key) => toAnswer(key, now), positionOf: ({ id }) => id });
    });
  }

  /**
   * Replaces an active key with a new one of the same name and roles.
   * @throws ProblemException `forbidden`, `not_found`, `conflict`, `unknown_tenant`, `tenant_suspended`
   */
  async rotate(tenantId: string, user: Principal, id: string, graceSeconds: number): Promise<CreatedApiKey> {
    return this.change(tenantId, async (tx) => {
      await this.requireActiveTenant(tx, tenantId);
      const old = await this.require(tx, tenantId, id);
      const now = new Date();
      const status = statusOf(old, now);
      if (status !== 'active') throw new ProblemException('conflict', `The key is ${status}: create a new one.`);
      requireNoMoreThan(user, old.roles);
      const expiresAt = renewedExpiry(old, now);
      const plan = { ...old, createdBy: user.subject, expiresAt, rotatedFrom: old.id };
      await this.keys.expire(tx, old, endOfGrace(old, now, graceSeconds));
      return this.make(tx, plan, 'api_key.rotated', old);
    });
  }

  /**
   * Revokes a key; all services reject it within five seconds. Revoking it again changes nothing.
   * @throws ProblemException `not_found`, `unknown_tenant`
   */
  async revoke(tenantId: string, user: Principal, id: string): Promise<void> {
    await this.change(tenantId, async (tx) => {
      const key = await this.require(tx, tenantId, id);
      if (key.revokedAt !== null) return;
      await this.keys.revoke(tx, key, user.subject);
      await this.audit.record(tx, {
        ...entryAbout(key, user.subject),
        action: 'api_key.revoked',
        before: toAuditState(key),
        after: null,
      });
    });
  }

  private async make(tx: Transaction, plan: KeyPlan, action: string, before?: ApiKey): Promise<CreatedApiKey> {
    const id = uuidv7();
    const { key, hash, prefix } = makeApiKey(id);
    const stored = await this.keys.create(tx, { ...plan, id, hash, prefix });
    await this.audit.record(tx, {
      ...entryAbout(stored, plan.createdBy),
      action,
      before: before ? toAuditState(before) : null,
      after: toAuditState(stored),
    });
    return { ...toAnswer(stored, new Date()), key };
  }

  /** Stores a change and its events in one transaction, and publishes the events after the commit. */
  private async change<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const done = await this.requests.run(tenantId, work);
    this.relay.kick();
    return done;
  }

  private async require(tx: Transaction, tenantId: string, id: string): Promise<ApiKey> {
    const key = isUuid(id) ? await this.keys.lock(tx, tenantId, id) : null;
    if (key) return key;
    await this.requireTenant(tx, tenantId);
    throw new ProblemException('not_found', 'The tenant has no API key with this id.');
  }

  private async requireTenant(tx: Transaction, tenantId: string): Promise<Tenant> {
    const tenant = await this.tenants.find(tx, tenantId);
    if (!tenant) throw unknownTenant(tenantId);
    return tenant;
  }

  private async requireActiveTenant(tx: Transaction, tenantId: string): Promise<void> {
    const { status } = await this.requireTenant(tx, tenantId);
    if (status !== 'active') throw notActive(tenantId, status);
  }
}

const entryAbout = ({ tenantId, id }: ApiKey, subject: string) => ({
  tenantId,
  actor: actorOf({ subject }),
  subjectType: 'api_key',
  subjectId: id,
});

function requireNoMoreThan(maker: Principal, roles: readonly ApiKeyRole[]): void {
  const beyond = roles.filter((role) => !hasRole(maker, role));
  if (beyond.length === 0) return;
  throw new ProblemException('forbidden', `A key cannot have roles that its creator lacks: ${beyond.join(', ')}.`);
}

function requireExpiryAhead(expiresAt: Date | null): void {
  if (expiresAt === null) return;
  const ahead = expiresAt.getTime() - Date.now();
  if (ahead > 0 && ahead <= LONGEST_LIFE_MS) return;
  throw new ProblemException('invalid_request', 'One field is missing or invalid.', {
    errors: [{ path: 'expires_at', message: 'must be in the future, at most ten years ahead' }],
  });
}
