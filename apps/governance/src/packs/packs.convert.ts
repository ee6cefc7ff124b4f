/** Converts between API bodies and stored packs and activations. Pure. */
import type { JsonObject } from '@sentinai/contracts';
import type {
  ActivationReport,
  HistoricActivation,
  PackActivationEntity,
  PackImportReport,
  PackSummary,
  PackVersionDocument,
  PackVersionSummary,
} from '@sentinai/persistence';
import type { Principal } from '@sentinai/service-kit';
import type { ActivationAnswer, HistoricActivationAnswer, InForceAnswer } from './activations.dto.ts';
import type { PackAnswer, PackDocumentAnswer, PackValidationAnswer, PackVersionAnswer } from './packs.dto.ts';

export const toPack = ({ domain, newestVersion, versions, newestAt }: PackSummary): PackAnswer => ({
  domain,
  newest_version: newestVersion,
  versions,
  newest_at: newestAt.toISOString(),
});

/** Whether a pack's author may be shown: always for a tenant's own packs; for published ones only to the author and to super admins. */
export type AuthorsTold = (pack: Pick<PackVersionSummary, 'shared' | 'createdBy'>) => boolean;

export const authorsTold =
  (user: Principal): AuthorsTold =>
  ({ shared, createdBy }) =>
    !shared || user.isSuperAdmin || createdBy === user.subject;

export const toVersion =
  (isTold: AuthorsTold) =>
  (pack: PackVersionSummary): PackVersionAnswer => ({
    domain: pack.domain,
    version: pack.version,
    shared: pack.shared,
    content_hash: pack.contentHash,
    created_by: isTold(pack) ? pack.createdBy : null,
    created_at: pack.createdAt.toISOString(),
  });

export const toDocument = (
  stored: PackVersionDocument,
  { isTold, original }: { isTold: AuthorsTold; original: boolean },
): PackDocumentAnswer => ({
  ...toVersion(isTold)(stored),
  pack: (original ? stored.original : stored.pack) as JsonObject,
});

export const toValidation = (report: PackImportReport): PackValidationAnswer => ({
  valid: report.faults.length === 0,
  kind: report.kind,
  translations: report.translations,
  warnings: report.warnings,
  faults: report.faults,
  tests: report.tests,
  domain_pack_version: report.domainPackVersion,
});

export const toHistoric = (activation: HistoricActivation): HistoricActivationAnswer => ({
  tenant_id: activation.tenantId,
  domain: activation.domain,
  domain_pack_version: activation.domainPackVersion,
  policy_pack_version: activation.policyPackVersion,
  kind: activation.kind,
  activated_by: activation.activatedBy,
  activated_at: activation.activatedAt.toISOString(),
});

export const toActivation = (
  activation: HistoricActivation,
  { revision, playbooks, tools }: ActivationReport,
): ActivationAnswer => ({ ...toHistoric(activation), revision, playbooks, tools });

export const toInForce = (activation: PackActivationEntity): InForceAnswer => ({
  domain: activation.domain,
  domain_pack_version: activation.domainPackVersion,
  policy_pack_version: activation.policyPackVersion,
  activated_by: activation.activatedBy,
  activated_at: activation.activatedAt.toISOString(),
  playbooks: activation.playbookIds.length + activation.ownPlaybookIds.length,
  tools: activation.toolIds.length + activation.ownToolIds.length,
});
