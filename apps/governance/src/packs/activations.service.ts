/** Activates pack versions for a tenant, and rolls back to the previous activation. */
import { Injectable } from '@nestjs/common';
import { PackChangeRecorder } from '@sentinai/messaging';
import { type ActivationReport, PackInstaller, TenantRequests, type Transaction } from '@sentinai/persistence';
import { actorOf, PagedList, type PageQuery, type Principal, ProblemException } from '@sentinai/service-kit';
import type { ActivateBody, ActivationAnswer, ActivationHistory, InForceList } from './activations.dto.ts';
import { toActivation, toHistoric, toInForce } from './packs.convert.ts';
import { StoredActivations } from './stored-activations.ts';

/** Whether a value is the id of an activation, as text: it is a 64-bit integer. */
const isHistoryId = (value: unknown): value is string => typeof value === 'string' && /^[1-9]\d{0,17}$/.test(value);

@Injectable()
export class ActivationsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly installer: PackInstaller,
    private readonly stored: StoredActivations,
    private readonly changes: PackChangeRecorder,
  ) {}

  /** @throws ProblemException `unknown_tenant`, `not_found`, `conflict` when the policy pack does not fit the domain pack */
  async activate(user: Principal, domain: string, body: ActivateBody): Promise<ActivationAnswer> {
    const { tenant_id: tenantId, domain_pack_version: domainPackVersion } = body;
    const answer = await this.requests.run(tenantId, async (tx) => {
      await this.stored.lockTenant(tx, tenantId);
      const policyPackVersion = await this.stored.policyVersion(tx, { tenantId, domain }, body.policy_pack_version);
      const versions = { tenantId, domain, domainPackVersion, policyPackVersion };
      await this.stored.requireFit(tx, versions);
      const report = await this.installer.activate(tx, { ...versions, activatedBy: user.subject });
      return this.recorded(tx, user, versions, report);
    });
    this.changes.publish();
    return answer;
  }

  /** @throws ProblemException `unknown_tenant`, `conflict` when nothing was in force before */
  async rollBack(user: Principal, domain: string, tenantId: string): Promise<ActivationAnswer> {
    const answer = await this.requests.run(tenantId, async (tx) => {
      await this.stored.lockTenant(tx, tenantId);
      const report = await this.installer.rollBack(tx, { tenantId, domain, activatedBy: user.subject });
      if (report) return this.recorded(tx, user, { tenantId, domain }, report);
      throw new ProblemException('conflict', `There is no earlier activation of ${domain} to roll back to.`);
    });
    this.changes.publish();
    return answer;
  }

  /** @throws ProblemException `unknown_tenant` */
  async inForce(tenantId: string): Promise<InForceList> {
    return this.requests.run(tenantId, async (tx) => {
      const activations = await this.stored.inForce(tx, tenantId);
      return { items: activations.map(toInForce) };
    });
  }

  /** Newest first. @throws ProblemException `unknown_tenant`, `not_found`, `invalid_request` */
  async history(tenantId: string, domain: string, query: PageQuery): Promise<ActivationHistory> {
    const list = new PagedList(['activations', tenantId, domain], isHistoryId);
    const before = list.startOf(query);
    const rows = await this.requests.run(tenantId, (tx) =>
      this.stored.history(tx, { tenantId, domain }, { limit: query.limit + 1, before }),
    );
    return list.page(rows, query, { toItem: toHistoric, positionOf: ({ id }) => id });
  }

  private async recorded(
    tx: Transaction,
    user: Principal,
    { tenantId, domain }: { tenantId: string; domain: string },
    report: ActivationReport,
  ): Promise<ActivationAnswer> {
    const { revision } = report;
    const change = { actor: actorOf(user), tenantId, domain, revision, isPolicy: false };
    return toActivation(await this.changes.recordActivation(tx, change), report);
  }
}
