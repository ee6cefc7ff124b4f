/**
 * Converts playbooks between packs and the tables `playbook` and `playbook_step`. The tables know a step's name,
 * action type, order and params; its control fields are kept in the params under a reserved key, so that persistence
 * need not know about them.
 */
import type { JsonObject } from '@sentinai/contracts';
import type { DomainPack } from './domain-pack.schema.ts';
import {
  CONTROL_KEY,
  type ActionType,
  type PackPlaybook,
  type PackPlaybookStep,
  type PlaybookMatch,
  type StepControl,
} from './playbook.schema.ts';
import type { TenantPolicyPack } from './tenant-pack.schema.ts';

/** Content of the column `playbook.conditions`. */
export interface StoredConditions {
  match: PlaybookMatch;
  when?: string;
  priority: number;
  description?: string;
}

export interface StoredStep {
  /** From 1. */
  order: number;
  name: string;
  actionType: string;
  /** The step's params, with its control fields under `_control` when it has any. */
  params: JsonObject;
}

/** A playbook before the database has assigned its id and version. */
export interface PlaybookToStore {
  name: string;
  conditions: StoredConditions;
  steps: StoredStep[];
}

export interface StoredPlaybook extends PlaybookToStore {
  playbookId: number;
  version: number;
  /** Null or absent: the playbook came with a pack. */
  createdBy?: string | null;
}

/** Converts a pack's playbook to rows. */
export function playbookToStored({
  name,
  description,
  priority = 0,
  match,
  when,
  steps,
}: PackPlaybook): PlaybookToStore {
  return {
    name,
    conditions: {
      match,
      priority,
      ...(when !== undefined && { when }),
      ...(description !== undefined && { description }),
    },
    steps: steps.map(stepToStored),
  };
}

/** Converts rows to the pack's playbook; the inverse of `playbookToStored`. */
export function playbookFromStored({ name, conditions, steps }: PlaybookToStore): PackPlaybook {
  return { name, ...conditions, steps: [...steps].sort((a, b) => a.order - b.order).map(stepFromStored) };
}

/**
 * Returns a tenant's playbooks in a domain: the domain's, each replaced by the tenant's of the same name, then the
 * rest of the tenant's.
 */
export function packPlaybooks(domainPack: DomainPack, tenantPack: TenantPolicyPack | null): PackPlaybook[] {
  const byName = new Map(domainPack.playbooks.map((playbook) => [playbook.name, playbook]));
  for (const playbook of tenantPack?.playbooks ?? []) byName.set(playbook.name, playbook);
  return [...byName.values()];
}

function stepToStored({ name, action_type, params = {}, ...control }: PackPlaybookStep, index: number): StoredStep {
  const hasControl = Object.keys(control).length > 0;
  return {
    order: index + 1,
    name,
    actionType: action_type,
    params: hasControl ? { ...params, [CONTROL_KEY]: control } : params,
  };
}

function stepFromStored({ name, actionType, params: stored }: StoredStep): PackPlaybookStep {
  const { [CONTROL_KEY]: control, ...params } = stored;
  return {
    name,
    action_type: actionType as ActionType,
    ...(Object.keys(params).length > 0 && { params }),
    ...(control as StepControl | undefined),
  };
}
