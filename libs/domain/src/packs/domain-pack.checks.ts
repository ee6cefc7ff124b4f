/** Checks of a Domain Pack beyond its schema: references, conditions, paths, tool schemas. */
import type { ConditionCompiler } from '../conditions/condition.ts';
import { compileJsonPath } from '../normalization/json-path.ts';
import { checkRedaction } from '../redaction/redaction.checks.ts';
import { isTimeZone } from '../tenants/time-zone.ts';
import type { DomainPack, PackTool } from './domain-pack.schema.ts';
import { JsonSchemaCompiler } from './json-schema.ts';
import { reservedParameters } from './oauth2.schema.ts';
import type { PackFindings } from './pack-findings.ts';
import type { Path } from './pack-path.ts';
import { checkCondition, checkPlaybooks, checkType, type PlaybookReferences } from './playbook.checks.ts';

/** Checks a pack that has passed its schema. */
export function checkDomainPack(pack: DomainPack, compile: ConditionCompiler, findings: PackFindings): void {
  const references: PlaybookReferences = {
    domain: pack.domain,
    types: new Set(Object.keys(pack.exception_types)),
    tags: tagsOf(pack),
    tools: new Set(Object.keys(pack.tools)),
    compile,
    findings,
  };
  checkRules(pack, references);
  checkNormalization(pack, findings);
  checkTools(pack.tools, findings);
  checkPlaybooks(pack.playbooks, references);
  checkGuardrailNames(pack, references);
  checkRedaction(pack.redaction ?? {}, [], findings);
}

export const tagsOf = ({ exception_types }: DomainPack): string[] =>
  Object.values(exception_types).flatMap(({ tags = [] }) => tags);

function checkRules(pack: DomainPack, references: PlaybookReferences): void {
  for (const [index, { when }] of pack.severity_rules.entries()) {
    checkCondition(when, ['severity_rules', index, 'when'], references);
  }
  for (const [index, { when, type }] of (pack.classification ?? []).entries()) {
    checkCondition(when, ['classification', index, 'when'], references);
    checkType(type, ['classification', index, 'type'], references);
  }
  for (const type of Object.keys(pack.sla?.by_type ?? {})) {
    checkType(type, ['sla', 'by_type', { key: type }], references);
  }
}

function checkNormalization({ normalization = {} }: DomainPack, findings: PackFindings): void {
  const { status, ...paths } = normalization;
  for (const [field, mapping] of Object.entries(paths)) {
    if (typeof mapping === 'string') findings.attempt(['normalization', field], () => compileJsonPath(mapping));
    else findings.attempt(['normalization', field, 'path'], () => compileJsonPath(mapping.path));
  }
  const occurredAt = paths.occurred_at;
  if (typeof occurredAt === 'object' && occurredAt.time_zone !== undefined && !isTimeZone(occurredAt.time_zone)) {
    findings.fault(['normalization', 'occurred_at', 'time_zone'], 'is not an IANA time zone');
  }
  if (status && normalization.source_status === undefined) {
    findings.warn(['normalization', 'status'], 'has no effect without source_status, which says where the status is');
  }
}

function checkTools(tools: Readonly<Record<string, PackTool>>, findings: PackFindings): void {
  const schemas = new JsonSchemaCompiler();
  for (const [name, tool] of Object.entries(tools)) checkTool(tool, ['tools', { key: name }], { schemas, findings });
}

/** Checks a tool beyond its schema: URLs, JSON Schemas, and whether its credential settings fit together. */
export function checkTool(
  tool: PackTool,
  path: Path,
  { schemas, findings }: { schemas: JsonSchemaCompiler; findings: PackFindings },
): void {
  if (!isHttpUrl(tool.endpoint)) findings.fault([...path, 'endpoint'], 'must be an absolute http or https URL');
  for (const field of ['input_schema', 'output_schema'] as const) {
    const schema = tool[field];
    if (schema) findings.attempt([...path, field], () => schemas.check(schema));
  }
  if (!tool.oauth2) return;
  if (!isHttpUrl(tool.oauth2.token_url)) {
    findings.fault([...path, 'oauth2', 'token_url'], 'must be an absolute http or https URL');
  }
  for (const name of reservedParameters(tool.oauth2)) {
    findings.fault(
      [...path, 'oauth2', 'parameters', { key: name }],
      'is not allowed as a further parameter: it has its own field',
    );
  }
  if (tool.auth_ref === undefined || tool.auth_ref.includes(' ')) {
    findings.fault(
      [...path, 'auth_ref'],
      'must be just env:NAME or file:/path, without a prefix: it locates the client secret of oauth2',
    );
  }
}

function isHttpUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.password === '';
}

function checkGuardrailNames({ guardrails = {} }: DomainPack, { tools, types, findings }: PlaybookReferences): void {
  checkNames(guardrails.allow_lists, ['guardrails', 'allow_lists'], { findings, known: [tools] });
  checkNames(guardrails.block_lists, ['guardrails', 'block_lists'], { findings, known: [tools, types] });
}

/** Warns of names in a guardrail list that mean nothing in the domain. */
export function checkNames(
  names: readonly string[] | undefined,
  path: Path,
  { findings, known }: { findings: PackFindings; known: readonly (ReadonlySet<string> | null)[] },
): void {
  if (known.includes(null)) return;
  for (const [index, name] of (names ?? []).entries()) {
    if (!known.some((set) => set?.has(name))) findings.warn([...path, index], `${name} is not known in this domain`);
  }
}
