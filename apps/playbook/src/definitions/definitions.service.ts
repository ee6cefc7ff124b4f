/** Activates and deactivates versions of the tenant's own playbooks. Every change is audited. */
import { Injectable } from '@nestjs/common';
import type { JsonObject } from '@sentinai/contracts';
import { type PackPlaybook, type PlaybookValidation, playbookToStored, validatePlaybook } from '@sentinai/domain';
import { ConfigChangeRecorder } from '@sentinai/messaging';
import {
  type InForce,
  OwnPlaybooks,
  type PlaybookVersion,
  TenantConfigStore,
  TenantRequests,
  type Transaction,
} from '@sentinai/persistence';
import { actorOf, ProblemException } from '@sentinai/service-kit';
import { requireDomain } from './domain-config.lookup.ts';
import type { PlaybookPut } from './definitions.dto.ts';

/** Maximum number of the tenant's own playbooks in force in a domain. */
const MAX_OWN = 200;

/** Tenant and author of a change. */
export interface Change {
  tenantId: string;
  /** Subject of the author's token. */
  subject: string;
}

/** Content of a change's audit record. */
interface SaidOfPlaybook {
  action: string;
  revision: number;
  /** The changed version. */
  playbook: PlaybookVersion;
  before: PlaybookVersion | null;
  after: PlaybookVersion | null;
}

interface Current {
  domain: string;
  inForce: InForce<PlaybookVersion>;
  version: PlaybookVersion;
}

@Injectable()
export class DefinitionsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly configs: TenantConfigStore,
    private readonly own: OwnPlaybooks,
    private readonly changes: ConfigChangeRecorder,
  ) {}

  /** @throws ProblemException `invalid_request` naming every fault; `not_found` for the domain; `conflict`, `unknown_tenant` */
  create(change: Change, domain: string, document: unknown): Promise<PlaybookPut> {
    return this.run(change, async (tx) => {
      const checked = await this.validated(tx, change, domain, document);
      const revision = await this.own.begin(tx, change.tenantId);
      const inForce = (await this.own.inForce(tx, change.tenantId)).get(domain) ?? { own: [], ofPack: [] };
      const { name } = checked.playbook;
      if (inForce.own.some((one) => one.name === name)) {
        throw new ProblemException('conflict', `The tenant already has its own playbook "${name}": change that one.`);
      }
      if (inForce.own.length >= MAX_OWN) {
        throw new ProblemException(
          'conflict',
          `The tenant already has ${MAX_OWN} playbooks of its own in this domain, which is the limit.`,
        );
      }
      const before = inForce.ofPack.find((one) => one.name === name) ?? null;
      return this.put(tx, change, { ...checked, domain, own: inForce.own, before, revision });
    });
  }

  /**
   * @param ifVersion the version that the change is based on; null: any version in force
   * @throws ProblemException `invalid_request` naming every fault, `not_found`, `conflict` when another version is in force
   */
  change(
    change: Change,
    playbookId: number,
    { document, ifVersion }: { document: unknown; ifVersion: number | null },
  ): Promise<PlaybookPut> {
    return this.run(change, async (tx) => {
      const seen = await this.current(tx, change, playbookId);
      const checked = await this.validated(tx, change, seen.domain, document);
      if (checked.playbook.name !== seen.version.name) {
        throw invalid([
          { path: 'name', message: `must be ${seen.version.name}: a version cannot rename its playbook` },
        ]);
      }
      const revision = await this.own.begin(tx, change.tenantId);
      const { domain, inForce, version } = await this.current(tx, change, playbookId);
      if (ifVersion !== null && ifVersion !== version.version) {
        throw new ProblemException('conflict', `Version ${version.version} is in force, not ${ifVersion}.`);
      }
      return this.put(tx, change, { ...checked, domain, own: inForce.own, before: version, revision });
    });
  }

  /** @throws ProblemException `not_found`; `conflict` for one that came with a pack */
  remove(change: Change, playbookId: number): Promise<void> {
    return this.run(change, async (tx) => {
      await this.current(tx, change, playbookId);
      const revision = await this.own.begin(tx, change.tenantId);
      const { domain, inForce, version } = await this.current(tx, change, playbookId);
      if (!inForce.own.includes(version)) {
        throw new ProblemException(
          'conflict',
          'The playbook belongs to the pack: replace it with one of your own, or activate a pack without it.',
        );
      }
      const { tenantId } = change;
      await this.own.remove(tx, { tenantId, domain }, { playbookId, own: inForce.own });
      await this.record(tx, change, {
        action: 'playbook.removed',
        revision,
        playbook: version,
        before: version,
        after: null,
      });
    });
  }

  private async run<T>({ tenantId }: Change, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const done = await this.requests.run(tenantId, work);
    this.changes.publish();
    return done;
  }

  /** Validates the document. Must run before the change: the configuration loaded here is cached under its current revision. */
  private async validated(tx: Transaction, { tenantId }: Change, domain: string, document: unknown) {
    const config = requireDomain((await this.configs.forTenants(tx, [tenantId])).get(tenantId), { tenantId, domain });
    const { playbook, faults, warnings }: PlaybookValidation = validatePlaybook(document, config);
    if (!playbook) throw invalid(faults);
    return { playbook, warnings };
  }

  private async current(tx: Transaction, { tenantId }: Change, playbookId: number): Promise<Current> {
    for (const [domain, inForce] of await this.own.inForce(tx, tenantId)) {
      const version = [...inForce.own, ...inForce.ofPack].find((one) => one.playbookId === playbookId);
      if (version) return { domain, inForce, version };
    }
    throw new ProblemException('not_found', 'The tenant has no playbook with this id in force.');
  }

  private async put(
    tx: Transaction,
    change: Change,
    parts: {
      playbook: PackPlaybook;
      warnings: PlaybookPut['warnings'];
      domain: string;
      own: readonly PlaybookVersion[];
      before: PlaybookVersion | null;
      revision: number;
    },
  ): Promise<PlaybookPut> {
    const { domain, own, before, revision, warnings } = parts;
    const { tenantId, subject: author } = change;
    const playbook = playbookToStored(parts.playbook);
    const after = await this.own.put(tx, { tenantId, domain }, { playbook, own, author });
    const action = before ? 'playbook.changed' : 'playbook.created';
    await this.record(tx, change, { action, revision, playbook: after, before, after });
    return { playbook_id: after.playbookId, domain, name: after.name, version: after.version, revision, warnings };
  }

  private record(tx: Transaction, change: Change, said: SaidOfPlaybook): Promise<void> {
    const { action, revision, playbook, before, after } = said;
    const { name: resource, version } = playbook;
    const versions = { before: before && asJson(before), after: after && asJson(after) };
    return this.changes.record(tx, {
      tenantId: change.tenantId,
      actor: actorOf(change),
      kind: 'playbook',
      resource,
      version,
      revision,
      action,
      ...versions,
    });
  }
}

const asJson = ({ domain, name, version, conditions, steps }: PlaybookVersion): JsonObject => ({
  domain,
  name,
  version,
  conditions: { ...conditions },
  steps: steps.map((step) => ({ ...step })),
});

const invalid = (errors: { path: string; message: string }[]): ProblemException =>
  new ProblemException('invalid_request', 'The playbook is not valid.', {
    errors: errors.slice(0, 50),
  });
