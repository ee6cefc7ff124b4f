/** Creates, lists, configures, suspends, resumes and archives tenants. Every change increments the revision and emits events. */
import { Injectable } from '@nestjs/common';
import { type JsonObject, isTenantId, type TenantStatus } from '@sentinai/contracts';
import { settingsFaults } from '@sentinai/domain';
import { ConfigChangeRecorder } from '@sentinai/messaging';
import {
  RedactorStore,
  type TenantDetails,
  TenantDetailsRepository,
  TenantRepository,
  TenantRequests,
  TenantTransactions,
  type Transaction,
} from '@sentinai/persistence';
import { actorOf, PagedList, type Principal, ProblemException, unknownTenant } from '@sentinai/service-kit';
import { toAnswer, toSettings } from './tenants.convert.ts';
import type { CreateTenantBody, ListTenantsQuery, TenantAnswer, TenantList, UpdateTenantBody } from './tenants.dto.ts';

/** Status changes of a tenant, with the statuses from which each is allowed. */
export const STANDING_CHANGES = {
  suspend: { from: ['active'], to: 'suspended', action: 'tenant.suspended' },
  resume: { from: ['suspended'], to: 'active', action: 'tenant.resumed' },
  archive: { from: ['active', 'suspended'], to: 'archived', action: 'tenant.archived' },
} as const satisfies Record<string, { from: readonly TenantStatus[]; to: TenantStatus; action: string }>;

@Injectable()
export class TenantsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly transactions: TenantTransactions,
    private readonly tenants: TenantRepository,
    private readonly details: TenantDetailsRepository,
    private readonly changes: ConfigChangeRecorder,
    private readonly redactors: RedactorStore,
  ) {}

  /** @throws ProblemException `conflict` when the id is taken */
  async create(user: Principal, { tenant_id: tenantId, name }: CreateTenantBody): Promise<TenantAnswer> {
    const created = await this.requests.run(tenantId, async (tx) => {
      if (!(await this.tenants.create(tx, tenantId, name))) {
        throw new ProblemException('conflict', `Tenant "${tenantId}" already exists.`);
      }
      const tenant = await this.get(tx, tenantId);
      await this.tell(tx, user, { tenant, action: 'tenant.created', before: null });
      return tenant;
    });
    this.changes.publish();
    return toAnswer(created);
  }

  /** Lists all tenants for a super admin, otherwise the token's. */
  async list(user: Principal, query: ListTenantsQuery): Promise<TenantList> {
    const filter = { statuses: query.status, text: query.q };
    const list = new PagedList(['tenants', filter], isTenantId);
    const after = list.startOf(query);
    const visible = user.isSuperAdmin ? await this.tenants.allIds(this.transactions) : user.tenants;
    const rows = await this.requests.run(visible.filter(isTenantId), (tx) =>
      this.details.page(tx, filter, { limit: query.limit + 1, after }),
    );
    return list.page(rows, query, { toItem: toAnswer, positionOf: ({ tenantId }) => tenantId });
  }

  /** @throws ProblemException `unknown_tenant` */
  async show(tenantId: string): Promise<TenantAnswer> {
    return toAnswer(await this.requests.run(tenantId, (tx) => this.get(tx, tenantId)));
  }

  /**
   * @param match revision that the change is based on; undefined: any
   * @throws ProblemException `unknown_tenant`, `invalid_request`, `conflict` when the tenant has another revision
   */
  async update(
    user: Principal,
    { tenantId, match }: { tenantId: string; match: string | undefined },
    body: UpdateTenantBody,
  ): Promise<TenantAnswer> {
    const settings = toSettings(body);
    const errors = settingsFaults(settings);
    if (errors.length > 0) throw new ProblemException('invalid_request', 'The settings are not valid.', { errors });
    const updated = await this.requests.run(tenantId, async (tx) => {
      const before = await this.lock(tx, tenantId);
      if (match !== undefined && !matches(match, before)) {
        throw new ProblemException('conflict', `The tenant has changed: it now has revision ${before.configRevision}.`);
      }
      if (Object.values(body).every((value) => value === undefined)) return before;
      await this.details.save(tx, tenantId, { ...before, ...settings, name: body.name ?? before.name });
      await this.tenants.bumpRevision(tx, tenantId);
      const tenant = await this.get(tx, tenantId);
      await this.tell(tx, user, { tenant, action: 'tenant.updated', before });
      return tenant;
    });
    this.changes.publish();
    return toAnswer(updated);
  }

  /** @throws ProblemException `unknown_tenant`, `conflict` when the tenant's status does not allow it */
  async changeStanding(
    user: Principal,
    { tenantId, change }: { tenantId: string; change: keyof typeof STANDING_CHANGES },
    said: string,
  ): Promise<TenantAnswer> {
    const { from, to, action } = STANDING_CHANGES[change];
    const changed = await this.requests.run(tenantId, async (tx) => {
      const before = await this.lock(tx, tenantId);
      if (!(from as readonly TenantStatus[]).includes(before.status)) {
        throw new ProblemException('conflict', `Tenant "${tenantId}" is ${before.status}: ${change} is not allowed.`);
      }
      const redactors = await this.redactors.of(tx, tenantId);
      const reason = redactors.everywhere.field('reason', said);
      await this.details.changeStanding(tx, tenantId, { status: to, reason, changedBy: user.subject });
      await this.tenants.bumpRevision(tx, tenantId);
      const tenant = await this.get(tx, tenantId);
      await this.tell(tx, user, { tenant, action, before, reason });
      return tenant;
    });
    this.changes.publish();
    return toAnswer(changed);
  }

  private async get(tx: Transaction, tenantId: string): Promise<TenantDetails> {
    return found(tenantId, await this.details.find(tx, tenantId));
  }

  private async lock(tx: Transaction, tenantId: string): Promise<TenantDetails> {
    return found(tenantId, await this.details.lock(tx, tenantId));
  }

  private async tell(
    tx: Transaction,
    user: Principal,
    change: { tenant: TenantDetails; action: string; before: TenantDetails | null; reason?: string },
  ): Promise<void> {
    const { tenant, before, ...rest } = change;
    const { tenantId, configRevision: revision } = tenant;
    const kept = { before: before && asJson(before), after: asJson(tenant) };
    await this.changes.record(tx, {
      tenantId,
      actor: actorOf(user),
      kind: 'tenant',
      resource: tenantId,
      version: revision,
      revision,
      ...kept,
      ...rest,
    });
  }
}

const asJson = (tenant: TenantDetails): JsonObject => ({ ...toAnswer(tenant) });

/** Whether an If-Match header (`"7"`, `W/"7"` or `*`) matches the tenant's revision. */
const matches = (header: string, { configRevision }: TenantDetails): boolean =>
  header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${configRevision}"`);

function found(tenantId: string, tenant: TenantDetails | null): TenantDetails {
  if (tenant) return tenant;
  throw unknownTenant(tenantId);
}
