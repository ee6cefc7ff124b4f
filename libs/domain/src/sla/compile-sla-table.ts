/** The SLA table of a pack, domain or tenant, as maps. */
import type { Severity } from '@sentinai/contracts';
import type { DomainPack } from '../packs/domain-pack.schema.ts';
import type { SlaTable } from '../packs/tenant-config.ts';

/**
 * Compiles a table.
 * @param ofTypes minutes set on the types themselves; they apply unless the table names the type too
 */
export function compileSlaTable(
  { by_type = {}, by_severity = {} }: NonNullable<DomainPack['sla']> = {},
  ofTypes: readonly [string, number][] = [],
): SlaTable {
  return {
    byType: new Map([...ofTypes, ...Object.entries(by_type)]),
    bySeverity: new Map(Object.entries(by_severity) as [Severity, number][]),
  };
}
