/**
 * Writes tools. Every change is a new version, or a pointer to another one, under the lock of the tenant's revision; it takes effect
 * with the worker's next batch.
 */
import { Injectable } from '@nestjs/common';
import {
  type PackFinding,
  type PackTool,
  type StoredTool,
  importNewTool,
  importToolVersion,
  toolToStored,
} from '@sentinai/domain';
import { type ConfigChange, ConfigChangeRecorder } from '@sentinai/messaging';
import {
  type ToolActivation,
  ToolActivationRepository,
  ToolDefinitionRepository,
  type ToolOwner,
  TenantRepository,
  TenantRequests,
  type Transaction,
} from '@sentinai/persistence';
import { actorOf, ProblemException } from '@sentinai/service-kit';
import { secretInQuery } from './endpoint.rules.ts';
import type { ToolInForceAnswer } from './tool-definition.dto.ts';
import { ToolLookup } from './tool.lookup.ts';

/** Author of a change, and the tenant. */
export interface Author {
  tenantId: string;
  /** Subject of the author's token. */
  subject: string;
}

/** A change of a tool in force, inside its transaction. */
interface Change extends ToolOwner {
  tool: StoredTool;
  activation: ToolActivation;
  revision: number;
}

/** Content of a change's audit record. */
interface SaidOfTool extends Pick<ConfigChange, 'action' | 'revision' | 'before' | 'after'> {
  tool: StoredTool;
}

@Injectable()
export class ToolDefinitionService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly tenants: TenantRepository,
    private readonly tools: ToolDefinitionRepository,
    private readonly activations: ToolActivationRepository,
    private readonly lookup: ToolLookup,
    private readonly changes: ConfigChangeRecorder,
  ) {}

  /**
   * @throws ProblemException `invalid_request` naming every fault; `conflict` when a tool of the name is in force already, or the
   *   tenant has no domain; `unknown_tenant`, `tenant_suspended`
   */
  async create(author: Author, body: unknown): Promise<ToolInForceAnswer> {
    const { draft, faults } = importNewTool(body);
    if (!draft) throw faulty(faults);
    requireCleanEndpoint(draft.tool);
    return this.inTransaction(author, async (tx) => {
      const { tenantId } = author;
      const domain = draft.domain ?? (await this.lookup.tenant(tx, tenantId)).defaultDomain;
      if (domain === null) throw new ProblemException('conflict', `Tenant "${tenantId}" has no active domain pack.`);
      const revision = await this.tenants.bumpRevision(tx, tenantId);
      const activation = await this.activations.find(tx, { tenantId, domain });
      if (!activation) throw faulty([{ path: 'domain', message: `${domain} is not a domain of the tenant` }]);
      const inForce = await this.tools.findByIds(tx, [...activation.ownToolIds, ...activation.toolIds]);
      if (inForce.some(({ name }) => name === draft.name)) {
        throw new ProblemException(
          'conflict',
          `${draft.name} is already in force; use PUT to create a new version of it.`,
        );
      }
      const tool = await this.save(tx, { tenantId, domain, revision, activation }, draft.name, draft.tool);
      await this.record(tx, author, {
        action: 'tool.created',
        tool,
        revision,
        before: null,
        after: tool.config,
      });
      return answer({ tenantId, domain, tool, activation, revision });
    });
  }

  /**
   * Activates a new version of a tool. It belongs to the tenant, even if the previous one was the pack's.
   * @throws ProblemException `not_found`; `conflict` when the version is no longer in force; `invalid_request`
   */
  async replace(author: Author, toolId: number, body: unknown): Promise<ToolInForceAnswer> {
    const { draft, faults } = importToolVersion(body);
    if (!draft) throw faulty(faults);
    requireCleanEndpoint(draft);
    return this.change(author, toolId, async (tx, change) => {
      const tool = await this.save(tx, change, change.tool.name, draft);
      const { revision } = change;
      const facts = { before: change.tool.config, after: tool.config };
      await this.record(tx, author, { action: 'tool.changed', tool, revision, ...facts });
      return answer({ ...change, tool });
    });
  }

  /**
   * Deactivates a tool of the tenant's own; the pack's tool of the same name takes its place again.
   * @throws ProblemException `not_found`; `conflict` when it is not in force, or is the pack's
   */
  async remove(author: Author, toolId: number): Promise<void> {
    await this.change(author, toolId, async (tx, { tool, activation, revision, ...owner }) => {
      if (!activation.ownToolIds.includes(toolId)) {
        throw new ProblemException(
          'conflict',
          `${tool.name} belongs to the pack: it can be disabled, but not deleted.`,
        );
      }
      await this.activations.putInForce(
        tx,
        owner,
        activation.ownToolIds.filter((id) => id !== toolId),
      );
      await this.record(tx, author, {
        action: 'tool.deleted',
        tool,
        revision,
        before: tool.config,
        after: null,
      });
    });
  }

  /** @throws ProblemException `not_found`; `conflict` when the version is not in force */
  async switch(author: Author, toolId: number, enabled: boolean): Promise<ToolInForceAnswer> {
    return this.change(author, toolId, async (tx, change) => {
      const { tool, activation, revision } = change;
      const others = activation.disabledTools.filter((name) => name !== tool.name);
      const disabledTools = enabled ? others : [...others, tool.name];
      await this.activations.switchOff(tx, change, disabledTools);
      const before = { enabled: !activation.disabledTools.includes(tool.name) };
      const action = enabled ? 'tool.enabled' : 'tool.disabled';
      await this.record(tx, author, { action, tool, revision, before, after: { enabled } });
      return answer({ ...change, activation: { ...activation, disabledTools } });
    });
  }

  /** Runs a change. The lookup precedes the lock, so that it never caches a configuration revision that may be rolled back. */
  private async change<T>(
    author: Author,
    toolId: number,
    work: (tx: Transaction, change: Change) => Promise<T>,
  ): Promise<T> {
    const { tenantId } = author;
    return this.inTransaction(author, async (tx) => {
      const { config, tool: found } = await this.lookup.byId(tx, tenantId, toolId);
      const owner = { tenantId, domain: config.domain };
      const revision = await this.tenants.bumpRevision(tx, tenantId);
      const activation = await this.activations.find(tx, owner);
      const [tool] = await this.tools.findByIds(tx, [toolId]);
      if (!tool || ![...(activation?.ownToolIds ?? []), ...(activation?.toolIds ?? [])].includes(toolId)) {
        throw new ProblemException('conflict', `Another version of ${found.name} has been activated in the meantime.`);
      }
      return work(tx, { ...owner, tool, activation: activation as ToolActivation, revision });
    });
  }

  /** Stores a version and activates it for the tenant, replacing its own tool of the same name. */
  private async save(
    tx: Transaction,
    { tenantId, domain, activation }: Omit<Change, 'tool'>,
    name: string,
    tool: PackTool,
  ): Promise<StoredTool> {
    const [toolId = 0] = await this.tools.saveAll(tx, { tenantId, domain }, [toolToStored(name, tool)]);
    const own = await this.tools.findByIds(tx, activation.ownToolIds);
    const kept = own.filter((other) => other.name !== name).map((other) => other.toolId);
    await this.activations.putInForce(tx, { tenantId, domain }, [...kept, toolId]);
    const [saved] = await this.tools.findByIds(tx, [toolId]);
    if (!saved) throw new Error(`Tool ${toolId} of tenant ${tenantId} was saved but cannot be found`);
    return saved;
  }

  private record(tx: Transaction, author: Author, said: SaidOfTool): Promise<void> {
    const { tool, ...facts } = said;
    const { name: resource, version } = tool;
    const { tenantId } = author;
    return this.changes.record(tx, { tenantId, actor: actorOf(author), kind: 'tool', resource, version, ...facts });
  }

  private async inTransaction<T>({ tenantId }: Author, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const result = await this.requests.run(tenantId, work);
    this.changes.publish();
    return result;
  }
}

function answer({ tenantId, domain, tool, activation, revision }: Change): ToolInForceAnswer {
  const { toolId: tool_id, name, version } = tool;
  const enabled = !activation.disabledTools.includes(name);
  return { tool_id, tenant_id: tenantId, domain, name, version, enabled, revision };
}

function requireCleanEndpoint({ endpoint }: PackTool): void {
  const parameter = secretInQuery(endpoint);
  if (parameter === null) return;
  const message = `must not hold a secret in "${parameter}": name it in auth_ref, as api-key-query:${parameter}`;
  throw faulty([{ path: 'endpoint', message }]);
}

const faulty = (errors: PackFinding[]): ProblemException =>
  new ProblemException(
    'invalid_request',
    errors.length === 1 ? 'One field is invalid.' : `${errors.length} fields are invalid.`,
    {
      errors,
    },
  );
