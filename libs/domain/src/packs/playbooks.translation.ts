/** Translates playbooks as packs write them: keyed by exception type, with steps that may be plain sentences. */
import { isJsonObject } from '@sentinai/contracts';
import { minutes, conditionField, severities } from './pack-values.translation.ts';
import { ACTION_TYPES } from './playbook.schema.ts';
import { list, object, type Place, type Translate, type TranslationLog } from './translation.ts';

/** Names of the tools that a playbook's steps may refer to. */
export type ToolNames = ReadonlySet<string>;

const MAX_NAME_LENGTH = 120;

const exceptionType = { to: ['match', 'exception_type'], aliases: { exceptionTypes: null, appliesTo: null } };

const match: Translate = object({
  domain: {},
  exception_type: { aliases: { exceptionTypes: null } },
  severity_in: { value: severities, aliases: { severity: null, severities: null } },
  sla_minutes_remaining_lt: {},
  policy_tags: { aliases: { tags: null } },
});

/** Reads playbooks, given as a list or a map by name, into a list in which every playbook and step has a name. */
export function playbooks(toolNames: ToolNames): Translate {
  const playbook = object({
    name: { aliases: { playbookName: null, title: null, playbookId: null, id: null } },
    description: {},
    priority: {},
    match: { value: match },
    conditions: { inline: true },
    exception_type: exceptionType,
    when: conditionField,
    steps: { value: steps(toolNames) },
  });
  return (value, place, log) => {
    const read = isJsonObject(value) ? listOfMap(playbook) : list(playbook);
    const translated = read(value, place, log);
    return Array.isArray(translated) ? withNames(translated, { place, log, nameOf: playbookName }) : translated;
  };
}

function steps(toolNames: ToolNames): Translate {
  const step = object({
    name: { aliases: { stepName: null, title: null, id: null } },
    action_type: { aliases: { type: null } },
    action: {},
    instruction: { to: ['params', 'instruction'] },
    tool: { to: ['params', 'tool'], aliases: { toolName: null } },
    arguments: { to: ['params', 'arguments'] },
    params: { aliases: { parameters: null } },
    when: conditionField,
    retry: {},
    timeout: { value: minutes },
    on_failure: {},
    approval: { aliases: { requiresApproval: null, requireApproval: null, approvalRequired: null } },
  });
  const readStep: Translate = (value, place, log) => {
    if (typeof value === 'string') return sentence(value, place, log);
    const translated = step(value, place, log);
    return isJsonObject(translated) ? withAction(translated, { place, log, toolNames }) : translated;
  };
  return (value, place, log) => {
    const translated = list(readStep)(value, place, log);
    return Array.isArray(translated) ? withNames(translated, { place, log, nameOf: stepName }) : translated;
  };
}

interface StepContext {
  place: Place;
  log: TranslationLog;
  toolNames: ToolNames;
}

/** Turns `action` (an action type, a tool name or a sentence) into an action type and its params. */
function withAction(step: Record<string, unknown>, { place, log, toolNames }: StepContext): unknown {
  const { action, ...rest } = step;
  if (action === undefined) return withImpliedAction(step);
  if (typeof action !== 'string') return step;
  const from = [...place.from, 'action'];
  if ((ACTION_TYPES as readonly string[]).includes(action)) {
    log.renamed({ from, to: [...place.to, 'action_type'] });
    return { ...rest, action_type: action };
  }
  if (toolNames.has(action)) {
    log.restructured({ from, to: [...place.to, 'params', 'tool'] }, 'the name of a tool, taken as a call of it');
    return { ...rest, action_type: 'call_tool', params: { tool: action, arguments: rest.params ?? {} } };
  }
  return { ...rest, ...sentence(action, { from, to: place.to }, log, rest.params) };
}

/** A step that names a tool calls it; one that only instructs is for a person. */
function withImpliedAction(step: Record<string, unknown>): Record<string, unknown> {
  if (step.action_type !== undefined || !isJsonObject(step.params)) return step;
  if (step.params.tool !== undefined) step.action_type = 'call_tool';
  else if (step.params.instruction !== undefined) step.action_type = 'manual';
  return step;
}

/** Turns a step that is only an instruction into a manual step. */
function sentence(text: string, place: Place, log: TranslationLog, params?: unknown): Record<string, unknown> {
  const here = { from: place.from, to: [...place.to, 'params', 'instruction'] };
  log.restructured(here, 'a sentence, taken as a manual step with that instruction');
  const others = isJsonObject(params) ? params : {};
  return { action_type: 'manual', params: { ...others, instruction: text } };
}

/** Reads a map by name as the list of its values with their names. */
function listOfMap(item: Translate): Translate {
  return (value, place, log) => {
    log.restructured(place, 'a map by name, taken as a list');
    return Object.entries(value as object).map(([name, entry], index) => {
      const here = { from: [...place.from, { key: name }], to: [...place.to, index] };
      log.moved(here);
      const translated = item(entry, here, log);
      return isJsonObject(translated) ? { name, ...translated } : translated;
    });
  };
}

interface Naming {
  place: Place;
  log: TranslationLog;
  nameOf: (entry: Record<string, unknown>, index: number) => string;
}

/** Gives every unnamed entry a name that no other entry has. */
function withNames(entries: readonly unknown[], { place, log, nameOf }: Naming): unknown[] {
  const taken = new Set(entries.map((entry) => (isJsonObject(entry) ? entry.name : undefined)));
  return entries.map((entry, index) => {
    if (!isJsonObject(entry) || entry.name !== undefined) return entry;
    const name = unusedName(nameOf(entry, index), taken);
    taken.add(name);
    log.reread({ from: [...place.from, index], to: [...place.to, index] }, 'named, since it has no name');
    entry.name = name;
    return entry;
  });
}

function playbookName(playbook: Record<string, unknown>, index: number): string {
  const type = isJsonObject(playbook.match) ? playbook.match.exception_type : undefined;
  return typeof type === 'string' ? asName(type) : `playbook ${index + 1}`;
}

function stepName(step: Record<string, unknown>, index: number): string {
  const instruction = isJsonObject(step.params) ? step.params.instruction : undefined;
  return (typeof instruction === 'string' && asName(instruction)) || `step ${index + 1}`;
}

/** Turns a sentence into a name: drops characters that names may not contain, and cuts a long one at a word. */
function asName(text: string): string {
  const plain = text
    .replace(/[\p{Cc}{}.]+/gu, ' ')
    .replace(/^[^\p{L}\p{N}_]+/u, '')
    .trim();
  if (plain.length <= MAX_NAME_LENGTH) return plain;
  const cut = plain.slice(0, MAX_NAME_LENGTH);
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_NAME_LENGTH / 2)).trimEnd();
}

function unusedName(wanted: string, taken: ReadonlySet<unknown>): string {
  let name = wanted;
  for (let copy = 2; taken.has(name); copy += 1) name = `${wanted} (${copy})`;
  return name;
}
