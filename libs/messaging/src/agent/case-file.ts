/** Puts together what an agent may read about a case. Pure. */
import type { CaseFile, DomainConfig, ExceptionRecord, Playbook } from '@sentinai/domain';

export interface CaseFileSources {
  /** The packs by which the agent decides. */
  config: DomainConfig;
  /** Playbook versions that the packs no longer have: a case keeps the version that it started with. */
  playbooks: ReadonlyMap<number, Playbook>;
  now: Date;
}

export function caseFileOf(exception: ExceptionRecord, { config, playbooks, now }: CaseFileSources): CaseFile {
  return { exception, config, playbook: playbookOf(exception, config, playbooks), now };
}

function playbookOf(
  { currentPlaybookId: id }: ExceptionRecord,
  { playbooks: inForce }: DomainConfig,
  kept: CaseFileSources['playbooks'],
): Playbook | null {
  if (id === null) return null;
  return inForce.find(({ playbookId }) => playbookId === id) ?? kept.get(id) ?? null;
}
