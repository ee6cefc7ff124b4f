/** The read side of tools: those in force for a tenant with their state, and single versions. Locks nothing. */
import type { CircuitState } from '@sentinai/contracts';
import type { StoredTool } from '@sentinai/domain';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { CIRCUIT_STATE } from './tool-circuit.repository.ts';

/** A version of a tool, with its state for the tenant. */
export interface ListedTool extends StoredTool {
  domain: string;
  createdAt: Date;
  /** Where it comes from: the tenant itself or the pack in force; null for a version that is not in force. */
  origin: 'own' | 'pack' | null;
  /** False when the tenant has switched tools of this name off. */
  enabled: boolean;
  /** The worst state among all replicas of the worker. */
  circuit: CircuitState;
  /** When the circuit opened; null while it is closed. */
  circuitOpenedAt: Date | null;
}

export interface ToolVersion {
  toolId: number;
  version: number;
  createdAt: Date;
  inForce: boolean;
}

/** Absent: no condition. */
export interface ToolFilter {
  domains?: readonly string[] | undefined;
  enabled?: boolean | undefined;
  /** Part of a name, in any case. */
  text?: string | undefined;
}

/** A position in the list. */
export type ToolPosition = readonly [domain: string, name: string];

export interface ToolPageQuery {
  tenantId: string;
  filter: ToolFilter;
  /** Tools per page, at least 1. */
  limit: number;
  /** Where the previous page ended; null for the first page. */
  after: ToolPosition | null;
}

export interface ToolPage {
  items: ListedTool[];
  /** Number of matching tools. */
  total: number;
  next: ToolPosition | null;
}

/** Maximum number of versions returned for a tool, newest first. */
export const VERSIONS_TOLD = 50;

export class ToolDefinitionQueries {
  /** Returns the tools in force, by domain and name. */
  async page(tx: Transaction, { tenantId, filter, limit, after }: ToolPageQuery): Promise<ToolPage> {
    const conditions = [filter.domains ?? null, filter.enabled ?? null, filter.text ?? null];
    const rows = await tx.rows<ListedTool & { total: number }>(PAGE, [
      tenantId,
      ...conditions,
      ...(after ?? [null, null]),
      limit + 1,
    ]);
    const items = rows.slice(0, limit).map(({ total: _, ...tool }) => tool);
    const last = rows.length > limit ? items.at(-1) : undefined;
    const total = rows[0]?.total ?? (after === null ? 0 : await this.count(tx, tenantId, conditions));
    return { items, total, next: last ? [last.domain, last.name] : null };
  }

  /** Returns a version, in force or not; null when the tenant has none with this id. */
  async find(tx: Transaction, tenantId: string, toolId: number): Promise<ListedTool | null> {
    const [tool] = await tx.rows<ListedTool>(FIND, [tenantId, toolId]);
    return tool ?? null;
  }

  /** Returns the newest {@link VERSIONS_TOLD} versions of a name. */
  async versions(tx: Transaction, tenantId: string, { domain, name }: ListedTool): Promise<ToolVersion[]> {
    return tx.rows<ToolVersion>(VERSIONS, [tenantId, domain, name]);
  }

  private async count(tx: Transaction, tenantId: string, conditions: readonly unknown[]): Promise<number> {
    const [row] = await tx.rows<{ total: number }>(COUNT, [tenantId, ...conditions]);
    return row?.total ?? 0;
  }
}

/** One of the tenant's own replaces the pack's of the same name. */
const ORIGIN = `
  case when t.tool_id = any (a.own_tool_ids) then 'own'
    when t.tool_id = any (a.tool_ids) and not exists (
      select from tool_definition o where o.tool_id = any (a.own_tool_ids) and o.name = t.name
    ) then 'pack'
  end`;

const VERSION_COLUMNS = `
  t.tool_id as "toolId", t.domain, t.name, t.version, t.type, t.config, t.created_at as "createdAt",
  coalesce(t.name <> all (a.disabled_tools), true) as enabled`;

const CIRCUIT_COLUMNS = `coalesce(circuit.state, 'closed') as circuit, circuit.opened_at as "circuitOpenedAt"`;

const CIRCUIT = `left join lateral (${CIRCUIT_STATE}) circuit on true`;

const IN_FORCE = `
  pack_activation a
  join tool_definition t on t.tool_id = any (a.tool_ids || a.own_tool_ids)
  cross join lateral (select ${ORIGIN} as origin) o`;

const MATCHES = `
  a.tenant_id = $1 and o.origin is not null and ($2::varchar[] is null or t.domain = any ($2))
  and ($3::boolean is null or (t.name <> all (a.disabled_tools)) = $3)
  and ($4::varchar is null or position(lower($4) in lower(t.name)) > 0)`;

// Circuits are looked up only for the page.
const PAGE: Statement = {
  name: 'tool_definition.page',
  plannedAnew: true,
  text: `
    select t.*, ${CIRCUIT_COLUMNS}
    from (
      select * from (
        select ${VERSION_COLUMNS}, o.origin, (count(*) over ())::integer as total
        from ${IN_FORCE}
        where ${MATCHES}
      ) matching
      where $5::varchar is null or (domain, name) > ($5, $6::varchar)
      order by domain, name
      limit $7
    ) t
    ${CIRCUIT}
    order by t.domain, t.name`,
};

const COUNT: Statement = {
  name: 'tool_definition.count',
  plannedAnew: true,
  text: `select count(*)::integer as total from ${IN_FORCE} where ${MATCHES}`,
};

const FIND: Statement = {
  name: 'tool_definition.find',
  text: `
    select ${VERSION_COLUMNS}, ${ORIGIN} as origin, ${CIRCUIT_COLUMNS}
    from tool_definition t
    left join pack_activation a on a.tenant_id = $1 and a.domain = t.domain
    ${CIRCUIT}
    where t.tool_id = $2 and (t.tenant_id is null or t.tenant_id = $1)`,
};

const VERSIONS: Statement = {
  name: 'tool_definition.versions',
  text: `
    select t.tool_id as "toolId", t.version, t.created_at as "createdAt", (${ORIGIN}) is not null as "inForce"
    from tool_definition t
    left join pack_activation a on a.tenant_id = $1 and a.domain = t.domain
    where t.tenant_id = $1 and t.domain = $2 and t.name = $3
    order by t.version desc
    limit ${VERSIONS_TOLD}`,
};
