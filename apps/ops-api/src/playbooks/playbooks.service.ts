import { Injectable } from '@nestjs/common';
import {
  OwnPlaybooks,
  PlaybookRepository,
  type PlaybookVersion,
  TenantRequests,
  type Transaction,
} from '@sentinai/persistence';
import {
  integerIdOf,
  isPositiveInteger,
  PagedList,
  ProblemException,
  type TenantPageQuery,
} from '@sentinai/service-kit';
import { TenantLookup } from '../lookups/tenant.lookup.ts';
import { inOrderOfTrial, toDefinition } from './playbooks.convert.ts';
import type { PlaybookDefinition, PlaybookList, PlaybookVersionList } from './playbooks.dto.ts';

@Injectable()
export class PlaybooksService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly playbooks: PlaybookRepository,
    private readonly own: OwnPlaybooks,
    private readonly tenants: TenantLookup,
  ) {}

  /** @throws ProblemException `unknown_tenant` */
  list(tenantId: string, domain: string | undefined): Promise<PlaybookList> {
    return this.requests.run(tenantId, async (tx) => {
      const inForce = await this.own.inForce(tx, tenantId);
      if (inForce.size === 0) await this.tenants.requireTenant(tx, tenantId);
      const asked = [...inForce].filter(([name]) => domain === undefined || name === domain).map(([, one]) => one);
      const versions = inOrderOfTrial(asked);
      const ids = idsOf(versions);
      return { items: versions.map((version) => toDefinition(version, ids)), total: versions.length };
    });
  }

  /** @throws ProblemException `not_found` */
  show(tenantId: string, id: string): Promise<PlaybookDefinition> {
    return this.requests.run(tenantId, async (tx) =>
      toDefinition(await this.get(tx, tenantId, id), await this.idsInForce(tx, tenantId)),
    );
  }

  /** @throws ProblemException `not_found`; `invalid_request` when the cursor is invalid, or of another list */
  versions(tenantId: string, id: string, query: TenantPageQuery): Promise<PlaybookVersionList> {
    return this.requests.run(tenantId, async (tx) => {
      const { domain, name } = await this.get(tx, tenantId, id);
      const list = new PagedList(['playbook-versions', tenantId, domain, name], isPositiveInteger);
      const below = list.startOf(query);
      const owner = { tenantId, domain, name };
      const found = await this.playbooks.versions(tx, owner, { below, limit: query.limit + 1 });
      const inForce = await this.idsInForce(tx, tenantId);
      const toItem = (version: PlaybookVersion) => toDefinition(version, inForce);
      const page = list.page(found, query, { toItem, positionOf: ({ version }) => version });
      return { ...page, total: await this.playbooks.countVersions(tx, owner) };
    });
  }

  private async get(tx: Transaction, tenantId: string, id: string): Promise<PlaybookVersion> {
    const playbookId = integerIdOf(id);
    const [version] = playbookId === null ? [] : await this.playbooks.findByIds(tx, [playbookId]);
    if (version) return version;
    await this.tenants.requireTenant(tx, tenantId);
    throw new ProblemException('not_found', 'The tenant has no playbook with this id.');
  }

  private async idsInForce(tx: Transaction, tenantId: string): Promise<Set<number>> {
    return idsOf(inOrderOfTrial((await this.own.inForce(tx, tenantId)).values()));
  }
}

const idsOf = (versions: readonly PlaybookVersion[]): Set<number> =>
  new Set(versions.map(({ playbookId }) => playbookId));
