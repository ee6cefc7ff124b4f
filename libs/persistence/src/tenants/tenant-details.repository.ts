/** Tenants as governance sees and changes them: settings, status, and lists. */
import type { BusinessCalendar, TenantSettings } from '@sentinai/domain';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Tenant } from './tenant.repository.ts';

export interface TenantDetails extends Tenant, TenantSettings {
  /** Why, by whom and when it was suspended, archived or resumed; null when its status never changed. */
  statusReason: string | null;
  statusChangedBy: string | null;
  statusChangedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface TenantFilter {
  statuses?: readonly Tenant['status'][] | undefined;
  /** Part of the id or the name, in any case. */
  text?: string | undefined;
}

export interface StandingChange {
  status: Tenant['status'];
  reason: string;
  changedBy: string;
}

export class TenantDetailsRepository {
  async find(tx: Transaction, tenantId: string): Promise<TenantDetails | null> {
    const [tenant] = await tx.rows<TenantDetails>(FIND, [tenantId]);
    return tenant ?? null;
  }

  /** Returns the tenant, locked until the transaction ends. */
  async lock(tx: Transaction, tenantId: string): Promise<TenantDetails | null> {
    const [tenant] = await tx.rows<TenantDetails>(LOCK, [tenantId]);
    return tenant ?? null;
  }

  /** By id, among the tenants that the transaction names. @param after the id with which the previous page ended */
  async page(
    tx: Transaction,
    { statuses, text }: TenantFilter,
    { limit, after }: { limit: number; after: string | null },
  ): Promise<TenantDetails[]> {
    return tx.rows<TenantDetails>(PAGE, [statuses ?? null, text ?? null, after, limit]);
  }

  /** The caller bumps the tenant's revision in the same transaction. */
  async save(tx: Transaction, tenantId: string, changed: TenantSettings & { name: string }): Promise<void> {
    const { name, retentionDays, piiFields, timeZone, businessCalendar } = changed;
    await tx.run(SAVE, [tenantId, name, retentionDays, piiFields, timeZone, jsonOrNull(businessCalendar)]);
  }

  /** The caller bumps the tenant's revision in the same transaction. */
  async changeStanding(tx: Transaction, tenantId: string, change: StandingChange): Promise<void> {
    await tx.run(CHANGE_STANDING, [tenantId, change.status, change.reason, change.changedBy]);
  }
}

const jsonOrNull = (calendar: BusinessCalendar | null): string | null => calendar && JSON.stringify(calendar);

const DETAILS = `tenant_id as "tenantId", name, status, config_revision as "configRevision",
  retention_days as "retentionDays", pii_fields as "piiFields", time_zone as "timeZone",
  business_calendar as "businessCalendar", status_reason as "statusReason", status_changed_by as "statusChangedBy",
  status_changed_at as "statusChangedAt", created_at as "createdAt", updated_at as "updatedAt"`;

const FIND: Statement = { name: 'tenant_details.find', text: `select ${DETAILS} from tenant where tenant_id = $1` };

const LOCK: Statement = {
  name: 'tenant_details.lock',
  text: `select ${DETAILS} from tenant where tenant_id = $1 for update`,
};

const PAGE: Statement = {
  name: 'tenant_details.page',
  text: `
    select ${DETAILS} from tenant
    where ($1::text[] is null or status::text = any ($1))
      and ($2::text is null or strpos(lower(name), lower($2)) > 0 or strpos(lower(tenant_id), lower($2)) > 0)
      and ($3::varchar is null or tenant_id > $3)
    order by tenant_id limit $4`,
};

const SAVE: Statement = {
  name: 'tenant_details.save',
  text: `
    update tenant set name = $2, retention_days = $3, pii_fields = $4, time_zone = $5, business_calendar = $6::jsonb
    where tenant_id = $1`,
};

const CHANGE_STANDING: Statement = {
  name: 'tenant_details.change_standing',
  text: `
    update tenant
    set status = $2::tenant_status, status_reason = $3, status_changed_by = $4, status_changed_at = now()
    where tenant_id = $1`,
};
