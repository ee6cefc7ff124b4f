/**
 * Settings a tenant makes for itself, independent of the packs in force. Where a policy pack covers the same matter,
 * the setting wins: a new pack version must not silently undo the tenant's decision.
 */
import { compileJsonPath } from '../normalization/json-path.ts';
import type { TenantPolicyPack } from '../packs/tenant-pack.schema.ts';
import { type BusinessCalendar, calendarFaults } from './business-calendar.ts';
import { isTimeZone } from './time-zone.ts';

/** Null: not set; the policy pack applies. */
export interface TenantSettings {
  retentionDays: number | null;
  /** Field names, or JSONPaths. */
  piiFields: string[] | null;
  /** IANA name. */
  timeZone: string | null;
  businessCalendar: BusinessCalendar | null;
}

export const NO_SETTINGS: TenantSettings = {
  retentionDays: null,
  piiFields: null,
  timeZone: null,
  businessCalendar: null,
};

/** Returns the policy pack of a domain with the tenant's settings overlaid; null when there is neither. */
export function withSettings(
  owner: { tenantId: string; domain: string },
  pack: TenantPolicyPack | null,
  { retentionDays, piiFields, timeZone }: TenantSettings,
): TenantPolicyPack | null {
  if (retentionDays === null && piiFields === null && timeZone === null) return pack;
  return {
    ...(pack ?? { tenant_id: owner.tenantId, domain: owner.domain }),
    ...(retentionDays !== null && { retention_days: retentionDays }),
    ...(piiFields !== null && { pii_fields: piiFields }),
    ...(timeZone !== null && { time_zone: timeZone }),
  };
}

/** Returns faults of settings that no schema can detect, each with its path on the wire. */
export function settingsFaults(settings: Partial<TenantSettings>): { path: string; message: string }[] {
  const { piiFields, timeZone, businessCalendar } = settings;
  const faults = (piiFields ?? []).flatMap((field, index) => piiFieldFaults(field, `pii_fields[${index}]`));
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    faults.push({ path: 'time_zone', message: 'is not an IANA time zone' });
  }
  if (businessCalendar === undefined || businessCalendar === null) return faults;
  const inCalendar = calendarFaults(businessCalendar).map(({ path, message }) => ({
    path: path === '' ? 'business_calendar' : `business_calendar.${path}`,
    message,
  }));
  return [...faults, ...inCalendar];
}

function piiFieldFaults(field: string, path: string): { path: string; message: string }[] {
  if (!field.startsWith('$')) return [];
  try {
    compileJsonPath(field);
    return [];
  } catch (error) {
    return [{ path, message: (error as Error).message }];
  }
}
