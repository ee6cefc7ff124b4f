/** Reads pack versions: domain packs, published or one tenant's own, and the policy packs of one tenant. */
import { Injectable } from '@nestjs/common';
import type { JsonObject } from '@sentinai/contracts';
import { jsonDiff } from '@sentinai/domain';
import {
  PackQueries,
  type PackSpace,
  type PackVersionDocument,
  TenantRepository,
  TenantRequests,
  type Transaction,
} from '@sentinai/persistence';
import {
  isPositiveInteger,
  PagedList,
  type PageQuery,
  type Principal,
  ProblemException,
  unknownTenant,
} from '@sentinai/service-kit';
import { authorsTold, toDocument, toPack, toVersion } from './packs.convert.ts';
import {
  DOMAIN_NAME,
  type DiffQuery,
  type PackDiffAnswer,
  type PackDocumentAnswer,
  type PackList,
  type PackVersionList,
} from './packs.dto.ts';

/** Identifies a pack by its domain, within the packs that a tenant sees. */
export interface PackName {
  space: PackSpace;
  domain: string;
}

const isDomainName = (value: unknown): value is string => typeof value === 'string' && DOMAIN_NAME.test(value);

@Injectable()
export class PackVersionsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly packs: PackQueries,
    private readonly tenants: TenantRepository,
  ) {}

  /** @throws ProblemException `unknown_tenant`, `invalid_request` */
  async list(space: PackSpace, query: PageQuery): Promise<PackList> {
    const list = new PagedList(['packs', space.kind, space.tenantId], isDomainName);
    const after = list.startOf(query);
    const rows = await this.run(space, async (tx) => {
      const found = await this.packs.packs(tx, space, { limit: query.limit + 1, after });
      if (found.length === 0) await this.requireTenant(tx, space);
      return found;
    });
    return list.page(rows, query, { toItem: toPack, positionOf: ({ domain }) => domain });
  }

  /** @throws ProblemException `not_found`, `unknown_tenant`, `invalid_request` */
  async versions(user: Principal, name: PackName, query: PageQuery): Promise<PackVersionList> {
    const { space, domain } = name;
    const list = new PagedList(['pack-versions', space.kind, space.tenantId, domain], isPositiveInteger);
    const before = list.startOf(query);
    const rows = await this.run(space, async (tx) => {
      const found = await this.packs.versions(tx, name, { limit: query.limit + 1, before });
      if (found.length === 0 && before === null) await this.refuseMissing(tx, name);
      return found;
    });
    const toItem = toVersion(authorsTold(user));
    return list.page(rows, query, { toItem, positionOf: ({ version }) => version });
  }

  /** @throws ProblemException `not_found`, `unknown_tenant` */
  async version(
    user: Principal,
    name: PackName,
    { version, original }: { version: number; original: boolean },
  ): Promise<PackDocumentAnswer> {
    const stored = await this.run(name.space, (tx) => this.get(tx, name, version));
    return toDocument(stored, { isTold: authorsTold(user), original });
  }

  /** @throws ProblemException `not_found`, `unknown_tenant` */
  async diff(name: PackName, { from, to }: DiffQuery): Promise<PackDiffAnswer> {
    const [first, second] = await this.run(name.space, async (tx) => [
      await this.get(tx, name, from),
      await this.get(tx, name, to),
    ]);
    return { domain: name.domain, from, to, ...jsonDiff(first.pack as JsonObject, second.pack as JsonObject) };
  }

  private run<T>({ tenantId }: PackSpace, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.requests.run(tenantId ?? [], work);
  }

  private async get(tx: Transaction, name: PackName, version: number): Promise<PackVersionDocument> {
    const found = await this.packs.version(tx, name, version);
    return found ?? this.refuseMissing(tx, name, version);
  }

  private async refuseMissing(tx: Transaction, { space, domain }: PackName, version?: number): Promise<never> {
    await this.requireTenant(tx, space);
    const what = `${space.kind} pack ${domain}`;
    throw new ProblemException('not_found', `There is no ${what}${version ? ` of version ${version}` : ''}.`);
  }

  private async requireTenant(tx: Transaction, { tenantId }: PackSpace): Promise<void> {
    if (tenantId === null || (await this.tenants.find(tx, tenantId))) return;
    throw unknownTenant(tenantId);
  }
}
