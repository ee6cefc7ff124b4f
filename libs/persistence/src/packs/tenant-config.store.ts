/**
 * In-memory cache of the tenants' compiled configuration. Every transaction compares the tenants' revisions with the cached ones and
 * reloads what changed, so an activation applies from the next decision on: no restart, no broadcast, no stale cache.
 */
import {
  NO_SETTINGS,
  type Playbook,
  type TenantConfig,
  compileDomainConfig,
  compilePlaybook,
  createConditionCompiler,
  withSettings,
} from '@sentinai/domain';
import type { DomainPack, StoredDomainConfig, TenantPolicyPack } from '@sentinai/domain';
import { LRUCache } from 'lru-cache';
import type { Transaction } from '../database/transaction.ts';
import { PlaybookRepository } from '../playbooks/playbook.repository.ts';
import { type Tenant, TenantRepository } from '../tenants/tenant.repository.ts';
import { ToolDefinitionRepository } from '../tools/tool-definition.repository.ts';
import { type InForce, inForce } from './in-force.ts';
import type { PackActivationEntity } from './pack.entity.ts';
import { type DomainPackName, PackRepository, isNamed } from './pack.repository.ts';

/** Capacity in tenants. */
const TENANTS_KEPT = 2_000;
/** Capacity in playbook versions, for exceptions that still run an older one. */
const PLAYBOOKS_KEPT = 5_000;

export class TenantConfigStore {
  private readonly configs = new LRUCache<string, TenantConfig>({ max: TENANTS_KEPT });
  private readonly playbooks = new LRUCache<number, { tenantId: string; playbook: Playbook }>({ max: PLAYBOOKS_KEPT });

  constructor(
    private readonly tenants: TenantRepository,
    private readonly packs: PackRepository,
    private readonly playbookRepository: PlaybookRepository,
    private readonly tools: ToolDefinitionRepository,
  ) {}

  /** Returns the configuration in force of each tenant; tenants that do not exist are absent. */
  async forTenants(tx: Transaction, tenantIds: readonly string[]): Promise<Map<string, TenantConfig>> {
    const tenants = await this.tenants.findMany(tx, tenantIds);
    const configs = new Map<string, TenantConfig>();
    const moved: Tenant[] = [];
    for (const tenant of tenants) {
      const kept = this.configs.get(tenant.tenantId);
      if (kept?.revision === tenant.configRevision) configs.set(tenant.tenantId, kept);
      else moved.push(tenant);
    }
    for (const config of await this.load(tx, moved)) {
      this.configs.set(config.tenantId, config);
      configs.set(config.tenantId, config);
    }
    return configs;
  }

  /**
   * Returns playbook versions by id, including those no longer in force. Ids of a tenant that the transaction does not name are
   * absent.
   */
  async playbooksById(tx: Transaction, ids: readonly number[]): Promise<Map<number, Playbook>> {
    const named = new Set(tx.tenants);
    const found = new Map<number, Playbook>();
    const missing: number[] = [];
    for (const id of ids) {
      const kept = this.playbooks.get(id);
      if (!kept) missing.push(id);
      else if (named.has(kept.tenantId)) found.set(id, kept.playbook);
    }
    for (const stored of await this.playbookRepository.findByIds(tx, missing)) {
      const { playbookId, tenantId } = stored;
      const playbook = compilePlaybook(stored, createConditionCompiler());
      this.playbooks.set(playbookId, { tenantId, playbook });
      found.set(playbookId, playbook);
    }
    return found;
  }

  /** Returns the configuration in force of these tenants as it is stored, one for each of their domains: pure data, to be compiled. */
  async stored(tx: Transaction, tenantIds: readonly string[]): Promise<StoredDomainConfig[]> {
    const activations = await this.packs.activations(tx, tenantIds);
    const stored = await this.collect(tx, activations);
    return activations.map(stored);
  }

  private async load(tx: Transaction, tenants: readonly Tenant[]): Promise<TenantConfig[]> {
    if (tenants.length === 0) return [];
    const activations = await this.packs.activations(
      tx,
      tenants.map((tenant) => tenant.tenantId),
    );
    const stored = await this.collect(tx, activations);
    return tenants.map(({ tenantId, name, status, configRevision: revision }) => {
      const domains = new Map(
        activations
          .filter((activation) => activation.tenantId === tenantId)
          .map((activation) => [activation.domain, compileDomainConfig(stored(activation))] as const),
      );
      const [defaultDomain = null] = domains.keys();
      return { tenantId, name, status, revision, domains, defaultDomain };
    });
  }

  /** Loads what the activations name, all at once. */
  private async collect(
    tx: Transaction,
    activations: readonly PackActivationEntity[],
  ): Promise<(activation: PackActivationEntity) => StoredDomainConfig> {
    const domainPacks = await this.packs.domainPacks(tx, activations.map(domainPackName));
    const tenantPacks = await this.packs.tenantPacks(tx, activations.flatMap(policyVersion));
    const playbooks = await this.playbookRepository.findByIds(
      tx,
      activations.flatMap(({ playbookIds, ownPlaybookIds }) => [...playbookIds, ...ownPlaybookIds]),
    );
    const tools = await this.tools.findByIds(
      tx,
      activations.flatMap(({ toolIds, ownToolIds }) => [...toolIds, ...ownToolIds]),
    );
    const settings = await this.tenants.settings(tx, [...new Set(activations.map(({ tenantId }) => tenantId))]);
    return (activation) => {
      const { tenantId, domain, domainPackVersion, policyPackVersion } = activation;
      const domainPack = domainPacks.find((pack) => isNamed(pack, domainPackName(activation)));
      if (!domainPack) throw new Error(`Domain pack ${domain} version ${domainPackVersion} does not exist`);
      const tenantPack = tenantPacks.find(
        (pack) => pack.tenantId === tenantId && pack.domain === domain && pack.version === policyPackVersion,
      );
      const own = settings.get(tenantId) ?? NO_SETTINGS;
      return {
        tenantId,
        domain,
        domainPackVersion,
        policyPackVersion,
        domainPack: domainPack.packJson as DomainPack,
        tenantPack: withSettings(activation, (tenantPack?.packJson as TenantPolicyPack | undefined) ?? null, own),
        businessCalendar: own.businessCalendar,
        playbooks: all(
          inForce(playbooks, ({ playbookId }) => playbookId, {
            ofPack: activation.playbookIds,
            own: activation.ownPlaybookIds,
          }),
        ),
        tools: all(inForce(tools, ({ toolId }) => toolId, { ofPack: activation.toolIds, own: activation.ownToolIds })),
        disabledTools: activation.disabledTools,
      };
    };
  }
}

const domainPackName = ({ tenantId, domain, domainPackVersion: version }: PackActivationEntity): DomainPackName => ({
  tenantId,
  domain,
  version,
});

const policyVersion = ({ tenantId, domain, policyPackVersion: version }: PackActivationEntity) =>
  version === null ? [] : [{ tenantId, domain, version }];

const all = <T>({ own, ofPack }: InForce<T>): T[] => [...ofPack, ...own];
