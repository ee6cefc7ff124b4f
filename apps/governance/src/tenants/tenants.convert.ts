/** Converts between API bodies and stored tenants. Pure. */
import type { TenantSettings } from '@sentinai/domain';
import type { TenantDetails } from '@sentinai/persistence';
import type { TenantAnswer, UpdateTenantBody } from './tenants.dto.ts';

export function toAnswer(tenant: TenantDetails): TenantAnswer {
  return {
    tenant_id: tenant.tenantId,
    name: tenant.name,
    status: tenant.status,
    revision: tenant.configRevision,
    retention_days: tenant.retentionDays,
    pii_fields: tenant.piiFields,
    time_zone: tenant.timeZone,
    business_calendar: tenant.businessCalendar,
    status_reason: tenant.statusReason,
    status_changed_by: tenant.statusChangedBy,
    status_changed_at: tenant.statusChangedAt?.toISOString() ?? null,
    created_at: tenant.createdAt.toISOString(),
    updated_at: tenant.updatedAt.toISOString(),
  };
}

/** Returns the settings that a body contains. */
export function toSettings(body: UpdateTenantBody): Partial<TenantSettings> {
  return {
    ...(body.retention_days !== undefined && { retentionDays: body.retention_days }),
    ...(body.pii_fields !== undefined && { piiFields: body.pii_fields }),
    ...(body.time_zone !== undefined && { timeZone: body.time_zone }),
    ...(body.business_calendar !== undefined && { businessCalendar: body.business_calendar }),
  };
}
