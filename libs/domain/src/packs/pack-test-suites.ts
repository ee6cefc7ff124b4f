/** Runs the test suites of a Domain Pack with the same functions that later decide on exceptions. */
import type { JsonObject } from '@sentinai/contracts';
import { normalize } from '../normalization/normalize.ts';
import { matchPlaybook } from '../playbooks/match-playbook.ts';
import { checkMappedFields } from '../redaction/redaction.checks.ts';
import { classify, tagsOfType } from '../severity/classify.ts';
import { rateSeverity } from '../severity/rate-severity.ts';
import { slaClock } from '../sla/sla.ts';
import { compileDomainConfig } from './compile-domain-config.ts';
import type { DomainPack } from './domain-pack.schema.ts';
import type { PackFindings } from './pack-findings.ts';
import { playbookToStored } from './stored-playbook.ts';
import type { DomainConfig } from './tenant-config.ts';
import type { TenantPolicyPack } from './tenant-pack.schema.ts';

type TestCase = NonNullable<DomainPack['test_suites']>[number];

/** Packs are tested as if each exception had just happened; only the remaining SLA time depends on it. */
const START = new Date(0);

/** Result of a pack's own tests. */
export interface PackTestResult {
  cases: number;
  /** Cases with at least one unmet expectation; a warning names each. */
  failed: number;
}

/** Adds a warning for every expectation that the pack does not meet. */
export function runTestSuites(pack: DomainPack, findings: PackFindings): PackTestResult {
  const cases = pack.test_suites ?? [];
  if (cases.length === 0) return { cases: 0, failed: 0 };
  const config = compileForTest(pack, null);
  warnOfRedacted(pack, config, (field, message) => findings.warn(['normalization', field], message));
  const failed = cases.filter((testCase, index) => !passes(testCase, index, { config, findings }));
  return { cases: cases.length, failed: failed.length };
}

function passes(
  { input, expected: expectations }: TestCase,
  index: number,
  { config, findings }: { config: DomainConfig; findings: PackFindings },
): boolean {
  const actual = decide(config, input);
  let isPassed = true;
  for (const [field, expected] of Object.entries(expectations)) {
    const answer = actual[field as keyof TestCase['expected']];
    if (answer === expected) continue;
    isPassed = false;
    findings.warn(
      ['test_suites', index, 'expected', field],
      `test expects ${expected}, the pack says ${answer ?? 'none'}`,
    );
  }
  return isPassed;
}

/** Warns of mapped fields that a tenant's rules would redact in the samples of its domain's tests. */
export function checkTenantRedaction(tenantPack: TenantPolicyPack, pack: DomainPack, findings: PackFindings): void {
  if ((pack.test_suites ?? []).length === 0) return;
  const ofDomain = new Set<string>();
  warnOfRedacted(pack, compileForTest(pack, null), (field) => ofDomain.add(field));
  warnOfRedacted(pack, compileForTest(pack, tenantPack), (field, message) => {
    if (!ofDomain.has(field)) findings.warn([], `normalization.${field}: ${message}`);
  });
}

const warnOfRedacted = (pack: DomainPack, config: DomainConfig, warn: Parameters<typeof checkMappedFields>[2]): void =>
  checkMappedFields(pack, { redactor: config.policy.redactor, normalization: config.pack.normalization }, warn);

function compileForTest(pack: DomainPack, tenantPack: TenantPolicyPack | null): DomainConfig {
  return compileDomainConfig({
    tenantId: 'pack-test',
    domain: pack.domain,
    domainPackVersion: 1,
    policyPackVersion: null,
    domainPack: pack,
    tenantPack,
    playbooks: pack.playbooks.map((playbook, index) => ({
      playbookId: index + 1,
      version: 1,
      ...playbookToStored(playbook),
    })),
    tools: [],
  });
}

function decide(
  config: DomainConfig,
  { exception_type, raw_payload: original }: { exception_type?: string; raw_payload: JsonObject },
): Record<keyof TestCase['expected'], string | null> {
  const { payload } = config.policy.redactor.payload(original);
  const normalized = normalize(config, { exception_type, raw_payload: payload });
  const { type, undecided: openType } = classify(config, { ...normalized, rawPayload: payload });
  const tags = tagsOfType(config, type);
  const status = normalized.status ?? 'open';
  const facts = { ...normalized, status, type, tags, rawPayload: payload, undecided: openType } as const;
  const { severity, undecided } = rateSeverity(config, facts);
  const { playbook } = matchPlaybook(
    config,
    {
      ...facts,
      undecided: [...openType, ...undecided],
      severity,
      domain: config.domain,
      policyTags: tags,
      slaDeadline: slaClock(config, type, severity, START)?.deadline ?? null,
    },
    START,
  );
  return { exception_type: type, severity, playbook: playbook?.name ?? null };
}
