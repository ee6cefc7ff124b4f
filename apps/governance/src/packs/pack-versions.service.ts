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
import { type PageQuery, type Principal, ProblemException } from '@sentinai/service-kit';
import { pageOf, placeOfCursor } from '../paging/page.dto.ts';
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

/** Format of a version list cursor's key. */
const VERSION = /^[1-9]\d{0,9}$/;

@Injectable()
export class PackVersionsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly packs: PackQueries,
    private readonly tenants: TenantRepository,
  ) {}

  /** @throws ProblemException `unknown_tenant`, `invalid_request` */
  async list(space: PackSpace, query: PageQuery): Promise<PackList> {
    const after = placeOfCursor(query, DOMAIN_NAME);
    const rows = await this.run(space, async (tx) => {
      const found = await this.packs.packs(tx, space, { limit: query.limit + 1, after });
      if (found.length === 0) await this.requireTenant(tx, space);
      return found;
    });
    return pageOf(rows, query, { toItem: toPack, placeOf: ({ domain }) => domain });
  }

  /** @throws ProblemException `not_found`, `unknown_tenant`, `invalid_request` */
  async versions(user: Principal, name: PackName, query: PageQuery): Promise<PackVersionList> {
    const place = placeOfCursor(query, VERSION);
    const before = place === null ? null : Math.min(Number(place), 2_147_483_647);
    const rows = await this.run(name.space, async (tx) => {
      const found = await this.packs.versions(tx, name, { limit: query.limit + 1, before });
      if (found.length === 0 && before === null) await this.refuseMissing(tx, name);
      return found;
    });
    const toItem = toVersion(authorsTold(user));
    return pageOf(rows, query, { toItem, placeOf: ({ version }) => String(version) });
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
    throw new ProblemException('unknown_tenant', `Tenant "${tenantId}" does not exist.`);
  }
}
