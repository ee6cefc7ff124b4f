/** Formats the result of an import as lines: findings first, the packs now in force last. */
import type { PackFinding } from '@sentinai/domain';
import type { PackActivation, PackImportReport, StoredPack } from '@sentinai/persistence';

/** Formats the translations, and the warnings that do not stop the import. */
export function findingLines({ kind, translations, warnings }: PackImportReport): string[] {
  return [
    `${kind === 'tenant' ? 'Tenant policy pack' : 'Domain pack'}`,
    ...section('Translated', translations),
    ...section('Warnings', warnings.map(findingLine)),
  ];
}

export const findingLine = ({ path, message }: PackFinding): string => `${path}: ${message}`;

/** Formats what was stored. `file` is the pack's file, for the command that activates it. */
export function outcomeLines({ kind, stored }: PackImportReport, file: string): string[] {
  if (!stored) return [];
  const { activation } = stored;
  if (activation) return [storedLine(kind, stored), ...activationLines(activation)];
  return [
    storedLine(kind, stored),
    `Not activated for any tenant. To activate it: npm run packs -- import --file ${file} --shared --tenant <id>`,
  ];
}

function storedLine(kind: PackImportReport['kind'], { domain, version, created, shared }: StoredPack): string {
  const pack = kind === 'tenant' ? `Policy pack for ${domain}` : `Domain pack ${domain}`;
  return `${pack}: version ${version}${created ? '' : ', already stored'}${shared ? ', published to all tenants' : ''}`;
}

function activationLines(activation: PackActivation): string[] {
  const { tenantId, tenantCreated, domain, domainPackVersion, policyPackVersion } = activation;
  const policy = policyPackVersion === null ? 'no policy' : `policy version ${policyPackVersion}`;
  const { playbooks, tools, revision } = activation;
  return [
    ...(tenantCreated ? [`Tenant ${tenantId} created`] : []),
    `Active for ${tenantId}: domain ${domain} version ${domainPackVersion}, ${policy}, ` +
      `${playbooks} playbooks, ${tools} tools, revision ${revision}`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}
