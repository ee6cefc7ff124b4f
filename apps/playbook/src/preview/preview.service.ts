/** Previews the playbook match of an exception, with the reasons for and against each candidate. Changes nothing. */
import { Injectable } from '@nestjs/common';
import { isExceptionId } from '@sentinai/contracts';
import { type DomainConfig, type MatchFacts, explainMatch, matchFactsOf, tagsOfType } from '@sentinai/domain';
import { ExceptionQueries, TenantConfigStore, TenantRequests, type Transaction } from '@sentinai/persistence';
import { invalidField, noSuchException, toPlaybookAnswer } from '@sentinai/service-kit';
import { requireDomain } from '../definitions/domain-config.lookup.ts';
import type { PreviewAnswer, PreviewBody } from './preview.dto.ts';

const MS_PER_MINUTE = 60_000;
/** Latest representable instant; deadlines further away are clamped to it. */
const LATEST_MS = 8.64e15;

@Injectable()
export class PreviewService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly configs: TenantConfigStore,
    private readonly exceptions: ExceptionQueries,
  ) {}

  /** @throws ProblemException `not_found` for the exception or the domain; `unknown_tenant`; `invalid_request` */
  async preview(tenantId: string, body: PreviewBody): Promise<PreviewAnswer> {
    const now = new Date();
    const { config, facts } = await this.requests.run(tenantId, (tx) => this.asked(tx, tenantId, { body, now }));
    const { playbook, candidates } = explainMatch(config, facts, now);
    return {
      domain: config.domain,
      playbook: playbook && toPlaybookAnswer(playbook),
      candidates,
    };
  }

  private async asked(
    tx: Transaction,
    tenantId: string,
    { body, now }: { body: PreviewBody; now: Date },
  ): Promise<{ config: DomainConfig; facts: MatchFacts }> {
    const tenant = (await this.configs.forTenants(tx, [tenantId])).get(tenantId);
    const { exception_id: exceptionId, tenant_id: _tenant, ...others } = body;
    if (exceptionId === undefined) {
      const config = requireDomain(tenant, { tenantId, domain: body.domain ?? '' });
      return { config, facts: imagined(config, body, now) };
    }
    const more = Object.entries(others).find(([, value]) => value !== undefined);
    if (more) {
      throw invalidField(more[0], 'must be absent when exception_id names an existing exception');
    }
    const exception = isExceptionId(exceptionId) ? await this.exceptions.find(tx, { tenantId, exceptionId }) : null;
    if (!exception) throw noSuchException();
    const config = requireDomain(tenant, { tenantId, domain: exception.domain });
    return { config, facts: matchFactsOf(config, exception) };
  }
}

function imagined(config: DomainConfig, body: PreviewBody, now: Date): MatchFacts {
  const { exception_type: type = '', sla_minutes_remaining: minutes } = body;
  const deadline = minutes === undefined ? null : now.getTime() + minutes * MS_PER_MINUTE;
  return {
    domain: config.domain,
    type,
    severity: body.severity ?? null,
    slaDeadline: deadline === null ? null : new Date(Math.max(-LATEST_MS, Math.min(LATEST_MS, deadline))),
    policyTags: tagsOfType(config, type),
    sourceSystem: body.source_system ?? null,
    entity: body.entity ?? null,
    amount: body.amount ?? null,
    rawPayload: body.raw_payload ?? {},
  };
}
