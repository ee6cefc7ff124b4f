/** Checks of a Tenant Policy Pack beyond its schema: whether what it overrides and approves exists. */
import type { ConditionCompiler } from '../conditions/condition.ts';
import { compileJsonPath } from '../normalization/json-path.ts';
import { checkRedaction } from '../redaction/redaction.checks.ts';
import { isTimeZone } from '../tenants/time-zone.ts';
import { checkNames, tagsOf } from './domain-pack.checks.ts';
import type { DomainPack } from './domain-pack.schema.ts';
import type { PackFindings } from './pack-findings.ts';
import type { Path } from './pack-path.ts';
import { checkCondition, checkPlaybooks, checkType, type PlaybookReferences } from './playbook.checks.ts';
import type { TenantPolicyPack } from './tenant-pack.schema.ts';

interface TenantReferences {
  domainPack: DomainPack | null;
  compile: ConditionCompiler;
  findings: PackFindings;
}

/** Checks a pack that has passed its schema; without a domain pack, only what needs no references. */
export function checkTenantPack(pack: TenantPolicyPack, { domainPack, compile, findings }: TenantReferences): void {
  const references: PlaybookReferences = {
    domain: pack.domain,
    types: domainPack && new Set(Object.keys(domainPack.exception_types)),
    tags: domainPack && tagsOf(domainPack),
    tools: domainPack && new Set(Object.keys(domainPack.tools)),
    compile,
    findings,
  };
  if (domainPack && domainPack.domain !== pack.domain) {
    findings.fault(['domain'], `is ${pack.domain}, but the domain pack is for ${domainPack.domain}`);
  }
  checkOverrides(pack, references);
  checkRules(pack, references);
  checkTenantTools(pack, references);
  checkPlaybooks(pack.playbooks ?? [], references);
  checkPlaybooksAgainstDomain(pack, domainPack, findings);
  checkTenantFields(pack, findings);
}

function checkOverrides(pack: TenantPolicyPack, references: PlaybookReferences): void {
  for (const [index, { exception_type }] of (pack.severity_overrides ?? []).entries()) {
    checkType(exception_type, ['severity_overrides', index, 'exception_type'], references);
  }
  for (const type of Object.keys(pack.sla_overrides?.by_type ?? {})) {
    checkType(type, ['sla_overrides', 'by_type', { key: type }], references);
  }
}

function checkRules(pack: TenantPolicyPack, references: PlaybookReferences): void {
  for (const [index, rule] of (pack.approval_rules ?? []).entries()) {
    const path: Path = ['approval_rules', index];
    if (rule.exception_type !== undefined) checkType(rule.exception_type, [...path, 'exception_type'], references);
    if (rule.tool !== undefined) checkTool(rule.tool, [...path, 'tool'], references);
  }
  for (const [index, { when, exception_type }] of (pack.routing ?? []).entries()) {
    const path: Path = ['routing', index];
    if (when !== undefined) checkCondition(when, [...path, 'when'], references);
    if (exception_type !== undefined) checkType(exception_type, [...path, 'exception_type'], references);
  }
}

function checkTenantTools(pack: TenantPolicyPack, references: PlaybookReferences): void {
  const { findings, tools, types } = references;
  for (const [index, tool] of (pack.approved_tools ?? []).entries()) {
    checkTool(tool, ['approved_tools', index], references);
  }
  const lists = pack.guardrails ?? {};
  checkNames(lists.allow_lists, ['guardrails', 'allow_lists'], { findings, known: [tools] });
  checkNames(lists.block_lists, ['guardrails', 'block_lists'], { findings, known: [tools, types] });
}

function checkTool(tool: string, path: Path, { tools, findings }: PlaybookReferences): void {
  if (tools && !tools.has(tool)) findings.fault(path, `names the tool ${tool}, which the domain does not have`);
}

function checkPlaybooksAgainstDomain(
  pack: TenantPolicyPack,
  domainPack: DomainPack | null,
  findings: PackFindings,
): void {
  const domainNames = new Set(domainPack?.playbooks.map(({ name }) => name));
  const approved = pack.approved_tools && new Set(pack.approved_tools);
  for (const [index, { name, steps }] of (pack.playbooks ?? []).entries()) {
    if (domainNames.has(name)) findings.warn(['playbooks', index, 'name'], `replaces the domain's ${name}`);
    for (const [stepIndex, { action_type, params }] of steps.entries()) {
      const tool = params?.tool;
      if (action_type !== 'call_tool' || typeof tool !== 'string' || !approved || approved.has(tool)) continue;
      const path: Path = ['playbooks', index, 'steps', stepIndex, 'params', 'tool'];
      findings.warn(path, `calls ${tool}, which approved_tools leaves out: the step will fail`);
    }
  }
}

function checkTenantFields(pack: TenantPolicyPack, findings: PackFindings): void {
  for (const [index, field] of (pack.pii_fields ?? []).entries()) {
    if (field.startsWith('$')) findings.attempt(['pii_fields', index], () => compileJsonPath(field));
  }
  checkRedaction(pack.redaction ?? {}, pack.pii_fields ?? [], findings);
  const { time_zone } = pack;
  if (time_zone !== undefined && !isTimeZone(time_zone)) findings.fault(['time_zone'], 'is not an IANA time zone');
}
