/** Converts stored playbook versions to responses. Pure. */
import { playbookFromStored } from '@sentinai/domain';
import type { InForce, PlaybookVersion } from '@sentinai/persistence';
import type { PlaybookDefinition } from './playbooks.dto.ts';

/** @param inForce ids of the versions in force */
export function toDefinition(version: PlaybookVersion, inForce: ReadonlySet<number>): PlaybookDefinition {
  const { name, description = null, priority = 0, match, when = null, steps } = playbookFromStored(version);
  return {
    playbook_id: version.playbookId,
    domain: version.domain,
    name,
    version: version.version,
    in_force: inForce.has(version.playbookId),
    origin: version.createdBy === null ? 'pack' : 'tenant',
    created_by: version.createdBy,
    created_at: version.createdAt.toISOString(),
    description,
    priority,
    match,
    when,
    steps,
  };
}

/** Sorts the versions in force by domain and the order they are tried. */
export const inOrderOfTrial = (inForce: Iterable<InForce<PlaybookVersion>>): PlaybookVersion[] =>
  [...inForce].flatMap(({ own, ofPack }) => [...own, ...ofPack].sort(byTrial));

const byTrial = (one: PlaybookVersion, other: PlaybookVersion): number =>
  other.conditions.priority - one.conditions.priority ||
  other.version - one.version ||
  other.playbookId - one.playbookId;
