/** Checks a playbook that a person wrote for a domain: its shape, its conditions, and what it refers to. */
import { createConditionCompiler } from '../conditions/condition.ts';
import { PackFindings, type Finding } from './pack-findings.ts';
import type { PackFinding } from './pack-import.ts';
import { formatPath } from './pack-path.ts';
import { checkSchema } from './pack-schema.checks.ts';
import { checkPlaybook } from './playbook.checks.ts';
import { PlaybookSchema, type PackPlaybook } from './playbook.schema.ts';
import type { DomainConfig } from './tenant-config.ts';

export interface PlaybookValidation {
  /** Null when there is any fault. */
  playbook: PackPlaybook | null;
  faults: PackFinding[];
  /** What has no effect or looks wrong, and does not stop it. */
  warnings: PackFinding[];
}

/**
 * Never throws: whatever is wrong is among the faults.
 * @param config what the domain has now: types, and tools that steps may call
 */
export function validatePlaybook(json: unknown, config: DomainConfig): PlaybookValidation {
  const findings = new PackFindings();
  const document = checkSchema(PlaybookSchema, json, findings);
  if (findings.faults.length === 0) {
    checkPlaybook(document as PackPlaybook, [], {
      domain: config.domain,
      types: new Set(config.pack.types.keys()),
      tags: [...config.pack.types.values()].flatMap(({ tags }) => tags),
      tools: new Set(config.tools.keys()),
      compile: createConditionCompiler(),
      findings,
    });
  }
  const said = ({ path, message }: Finding): PackFinding => ({ path: formatPath(path), message });
  return {
    playbook: findings.faults.length === 0 ? (document as PackPlaybook) : null,
    faults: findings.faults.map(said),
    warnings: findings.warnings.map(said),
  };
}
