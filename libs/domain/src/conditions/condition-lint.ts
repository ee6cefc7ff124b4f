/** Finds likely mistakes in a condition that compiles: values that a field never has, types that never compare. */
import { EXCEPTION_STATUSES, MAPPED_FIELDS, SEVERITIES, STEP_STATUSES } from '@sentinai/contracts';
import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../names/nearest-name.ts';
import { parseExpression } from './condition-syntax.ts';
import { type Literal, type Term, nodesOf, pathOf, termOf } from './condition-terms.ts';
import { canBeTrue } from './condition-truth.ts';

/** The names that a condition can refer to; null where they are unknown, which disables the check. */
export interface ConditionVocabulary {
  domain: string | null;
  /** Names of the playbook's steps, for a step's own condition; no other condition sees steps. */
  steps: readonly string[] | null;
  /** Tags of all exception types. */
  tags: readonly string[] | null;
}

const WORDS: Readonly<Record<string, readonly string[]>> = { severity: SEVERITIES, status: EXCEPTION_STATUSES };
const NUMBERS = new Set(['amount', 'sla_minutes_remaining']);
const TEXTS = new Set(['domain', 'exceptionType', 'severity', 'status', 'source_system', 'entity']);
const LISTS = new Set(['tags', 'unreadable']);

/**
 * Returns one sentence per likely mistake.
 * @throws {ConditionError} when the source cannot be used as a condition
 */
export function lintCondition(source: string, vocabulary: ConditionVocabulary): string[] {
  const { ast } = parseExpression(source);
  const said = nodesOf(ast).flatMap((node) => [...aboutTerm(node, vocabulary), ...aboutPath(node, vocabulary)]);
  const sentences = [...new Set(said)];
  if (sentences.length > 0 || canBeTrue(ast)) return sentences;
  return ['can never be true'];
}

function aboutTerm(node: ASTNode, vocabulary: ConditionVocabulary): string[] {
  const asked = elementAskedFor(node);
  if (asked !== null) return aboutElement(asked, vocabulary);
  const term = termOf(node);
  if (!term) return [];
  const literals = term.operator === 'in' ? term.literals : [term.literal];
  return literals.flatMap((literal) => aboutComparison(term, literal, vocabulary) ?? []);
}

function aboutComparison(term: Term, literal: Literal, vocabulary: ConditionVocabulary): string | null {
  if (literal === null) return null;
  const { operator } = term;
  const isOrder = operator !== '==' && operator !== '!=' && operator !== 'in';
  const ofType = aboutType(term.name, literal);
  if (ofType !== null || typeof literal !== 'string') return ofType;
  return isOrder ? aboutOrder(term.name, literal) : aboutWord(term, literal, vocabulary);
}

function aboutType(name: string, literal: string | number | boolean): string | null {
  if (LISTS.has(name)) return `${name} is a list: write '${literal}' in ${name}`;
  if (NUMBERS.has(name) && typeof literal !== 'number') return `${name} is a number: ${numberFor(literal)}`;
  if (TEXTS.has(name) && typeof literal !== 'string') return `${name} is a text, but ${literal} is not`;
  return null;
}

function aboutOrder(name: string, literal: string): string | null {
  if (name === 'severity') return 'severity has no order: list the intended severities with in';
  return isNumeric(literal) ? `'${literal}' is a text, and texts compare letter by letter: write ${literal}` : null;
}

function aboutWord({ name, path }: Term, literal: string, { domain }: ConditionVocabulary): string | null {
  const words = isStepStatus(path) ? STEP_STATUSES : WORDS[name];
  if (words && !words.includes(literal)) return neverHas(name, literal, words);
  return name === 'domain' && domain !== null && literal !== domain ? `domain is always ${domain} here` : null;
}

const neverHas = (name: string, literal: string, words: readonly string[]): string =>
  `${name} is ${words.slice(0, -1).join(', ')} or ${words.at(-1)}, and never ${literal}${didYouMean(literal, words)}`;

const numberFor = (literal: string | boolean): string =>
  isNumeric(literal) ? `write ${literal} without quotes` : `it never compares with ${JSON.stringify(literal)}`;

const isNumeric = (literal: string | boolean): literal is string =>
  typeof literal === 'string' && /^-?\d+(?:\.\d+)?$/.test(literal);

const isStepStatus = (path: readonly string[]): boolean =>
  path.length === 3 && path[0] === 'steps' && path[2] === 'status';

/** Reads `'x' in tags` as the list `tags` and the element `x`. */
function elementAskedFor(node: ASTNode): { list: string; element: string } | null {
  if (node.op !== 'in') return null;
  const [wanted, container] = node.args;
  const list = pathOf(container)?.join('.') ?? '';
  return LISTS.has(list) && wanted.op === 'value' && typeof wanted.args === 'string'
    ? { list, element: wanted.args }
    : null;
}

function aboutElement({ list, element }: { list: string; element: string }, { tags }: ConditionVocabulary): string[] {
  if (list === 'unreadable') {
    return (MAPPED_FIELDS as readonly string[]).includes(element) ? [] : [neverHas(list, element, MAPPED_FIELDS)];
  }
  return tags && !tags.includes(element)
    ? [`no exception type has the tag ${element}${didYouMean(element, tags)}`]
    : [];
}

/** Reports a step that the playbook does not have. */
function aboutPath(node: ASTNode, { steps }: ConditionVocabulary): string[] {
  const [root, name, ...more] = pathOf(node) ?? [];
  // `steps.a.result.b` is reported once, for `steps.a`.
  if (root !== 'steps' || name === undefined || more.length > 0 || !steps || steps.includes(name)) return [];
  if (steps.length === 0) return ['steps is empty here: only the condition of a step knows the steps before it'];
  return [`the playbook has no step ${name}${didYouMean(name, steps)}`];
}
