/** Checks a playbook that a person wrote for a domain: its structure, its conditions and its references. */
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
  /** Things that have no effect or look wrong but do not block the playbook. */
  warnings: PackFinding[];
}

/**
 * Validates a playbook. Never throws: anything wrong is among the faults.
 * @param config the domain's current configuration: its types, and the tools that steps may call
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
