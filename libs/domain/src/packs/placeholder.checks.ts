/** Checks that a playbook's placeholders can resolve and are spelled as placeholders. */
import { type Placeholder, templateParts } from '../templates/placeholder.ts';
import { EXCEPTION_FIELDS, SCOPE_ROOTS, STEP_FIELDS } from '../templates/template-scope.ts';
import { didYouMean } from '../names/nearest-name.ts';
import type { PackFindings } from './pack-findings.ts';
import type { Path } from './pack-path.ts';
import type { PackPlaybook, PackPlaybookStep } from './playbook.schema.ts';

/** Normal params nest less; a deeper one fails when the step runs. */
const MAX_DEPTH = 32;

/** A placeholder of another template language: `{{exception.amount}}`, optionally with a filter after a bar. */
const DOUBLED = /(?<![{\\])\{\{\s*(?<path>[A-Za-z_]\w*(?:[.[][^{}|]*?)?)\s*(?:\|[^{}]*)?\}\}(?!\})/g;
/** A malformed placeholder: it begins like one but is none. */
const MALFORMED = /\{\s*(?:exception|steps)\s*[.[?]|\{\s+(?:exception_id|tenant_id)\b/;

/** Doubled braces are a fault; a placeholder that can never resolve is a warning. */
export function checkPlaceholders({ steps }: PackPlaybook, path: Path, findings: PackFindings): void {
  for (const [index, { params = {} }] of steps.entries()) {
    for (const { at, text } of textsIn(params, [...path, 'steps', index, 'params'], 0)) {
      checkText(text, { at, findings, steps, index });
    }
  }
}

interface PlaceOfText {
  at: Path;
  findings: PackFindings;
  steps: readonly PackPlaybookStep[];
  /** Index of the step that contains the text. */
  index: number;
}

function textsIn(value: unknown, at: Path, depth: number): { at: Path; text: string }[] {
  if (typeof value === 'string') return value.includes('{') ? [{ at, text: value }] : [];
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    textsIn(entry, [...at, Array.isArray(value) ? Number(key) : key], depth + 1),
  );
}

function checkText(text: string, place: PlaceOfText): void {
  const { at, findings } = place;
  for (const { groups } of text.matchAll(DOUBLED)) {
    const path = groups?.path ?? '';
    findings.fault(at, `has {{${path}}}: write ${rightSpelling(path)}, and braces that are text as \\{ and \\}`);
  }
  const parts = templateParts(text);
  for (const [index, part] of parts.entries()) {
    if ('text' in part) {
      if (MALFORMED.test(part.text)) {
        findings.warn(
          at,
          "has braces that are not a placeholder and stay as they are: write {path} or {path ?? 'default'}",
        );
      }
      continue;
    }
    const { path } = part.placeholder;
    const before = parts[index - 1];
    if (before && 'text' in before && before.text.endsWith('$') && !path.endsWith('amount')) {
      findings.warn(at, `has \${${path}}, which keeps its dollar sign: write {${path}}`);
    }
    const why = leadsNowhere(part.placeholder, place);
    if (why !== null) findings.warn(at, `{${path}} never has a value: ${why}`);
  }
}

function rightSpelling(path: string): string {
  const root = /^\w+/.exec(path)?.[0] ?? '';
  if (SCOPE_ROOTS.includes(root)) return `{${path}}`;
  return isOneOf(EXCEPTION_FIELDS, root)
    ? `{exception.${path}}`
    : `{exception.raw_payload.${path}} for a key of the payload`;
}

/** Returns why a placeholder can never have a value; null when it can. */
function leadsNowhere({ keys }: Placeholder, place: PlaceOfText): string | null {
  const [root = '', name, ...deeper] = keys;
  if (root === 'exception') return name === undefined ? null : ofException(name, deeper);
  if (root === 'steps') return name === undefined ? null : ofStep(name, deeper[0], place);
  if (SCOPE_ROOTS.includes(root)) return name === undefined ? null : `${root} has no keys`;
  const meant = isOneOf(EXCEPTION_FIELDS, root) ? `, did you mean exception.${root}?` : didYouMean(root, SCOPE_ROOTS);
  return `a path begins with ${SCOPE_ROOTS.join(', ')}${meant}`;
}

function ofException(field: string, deeper: readonly string[]): string | null {
  if (!isOneOf(EXCEPTION_FIELDS, field)) {
    const meant = didYouMean(field, EXCEPTION_FIELDS);
    return `exception has no ${field}${meant || '; keys of the payload stand in exception.raw_payload'}`;
  }
  return field !== 'raw_payload' && deeper.length > 0 ? `exception.${field} has no keys` : null;
}

function ofStep(name: string, part: string | undefined, { steps, index }: PlaceOfText): string | null {
  const at = steps.findIndex((step) => step.name === name);
  if (at < 0) {
    const names = steps.map((step) => step.name);
    return `the playbook has no step ${name}${didYouMean(name, names)}`;
  }
  if (part !== undefined && !isOneOf(STEP_FIELDS, part)) return `a step has ${STEP_FIELDS.join(', ')}, but no ${part}`;
  // A step's status exists before the step runs: pending.
  if (part === 'status' || at < index || canComeBack(steps, { from: at, to: index })) return null;
  return at === index ? `${name} is the step itself` : `${name} comes after this step`;
}

/** Whether a run can go back to this step from a later one. */
function canComeBack(steps: readonly PackPlaybookStep[], { from, to }: { from: number; to: number }): boolean {
  return steps.slice(from).some(({ on_failure }) => {
    const target = typeof on_failure === 'object' ? steps.findIndex(({ name }) => name === on_failure.goto) : -1;
    return target >= 0 && target <= to;
  });
}

const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name);
