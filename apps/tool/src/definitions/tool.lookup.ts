/** Finds the tool named in a request, among those in force. */
import { Injectable } from '@nestjs/common';
import type { DomainConfig, TenantConfig, ToolDefinition } from '@sentinai/domain';
import { TenantConfigStore, ToolDefinitionRepository, type Transaction } from '@sentinai/persistence';
import { notActive, ProblemException, unknownTenant } from '@sentinai/service-kit';
import { unknownTool } from './tool-id.ts';

/** A tool in force, and the domain it belongs to. */
export interface ToolInForce {
  config: DomainConfig;
  tool: ToolDefinition;
}

@Injectable()
export class ToolLookup {
  constructor(
    private readonly configs: TenantConfigStore,
    private readonly tools: ToolDefinitionRepository,
  ) {}

  /** @throws ProblemException `not_found`; `conflict` for a version that is not in force; as {@link tenant} */
  async byId(tx: Transaction, tenantId: string, toolId: number): Promise<ToolInForce> {
    const tenant = await this.tenant(tx, tenantId);
    for (const config of tenant.domains.values()) {
      for (const tool of config.tools.values()) if (tool.toolId === toolId) return { config, tool };
    }
    const [old] = await this.tools.findByIds(tx, [toolId]);
    if (!old) throw unknownTool();
    throw new ProblemException('conflict', `Version ${old.version} of ${old.name} is not in force.`);
  }

  /** @throws ProblemException `not_found` when the domain has no such tool; as {@link tenant} */
  async byName(tx: Transaction, tenantId: string, domain: string, name: string): Promise<ToolInForce> {
    const config = (await this.tenant(tx, tenantId)).domains.get(domain);
    const tool = config?.tools.get(name);
    if (config && tool) return { config, tool };
    throw new ProblemException('not_found', `The domain "${domain}" has no tool of this name in force.`);
  }

  /** Returns the configuration of an active tenant. @throws ProblemException `unknown_tenant` or `tenant_suspended` */
  async tenant(tx: Transaction, tenantId: string): Promise<TenantConfig> {
    const tenant = (await this.configs.forTenants(tx, [tenantId])).get(tenantId);
    if (!tenant) throw unknownTenant(tenantId);
    if (tenant.status === 'active') return tenant;
    throw notActive(tenantId, tenant.status);
  }
}
