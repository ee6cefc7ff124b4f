/** Finds the tenant's domain named in a request. */
import type { DomainConfig, TenantConfig } from '@sentinai/domain';
import { ProblemException, unknownTenant } from '@sentinai/service-kit';

/** @throws ProblemException `unknown_tenant`; `not_found` when the tenant has no such domain */
export function requireDomain(
  tenant: TenantConfig | undefined,
  { tenantId, domain }: { tenantId: string; domain: string },
): DomainConfig {
  if (!tenant) throw unknownTenant(tenantId);
  const config = tenant.domains.get(domain);
  if (!config) throw new ProblemException('not_found', 'The tenant has no domain of this name.');
  return config;
}
