/**
 * Conditions of packs, compiled once and evaluated on every exception.
 *
 * A condition matches, does not match, or is undecided. An error (an absent field, a null number) counts as "does not
 * match", and the reason is kept. A part that reads an unreadable field, or a number that neither a double nor a
 * 64-bit integer can hold, is undecided: the caller must ask a person. When parts are combined, false beats undecided
 * and undecided beats true under `&&`; true beats undecided and undecided beats false under `
 *
 * `.
 *
 * A condition is split at its outermost `&&` and `
 *
 * ` into leaves, each guarded by a check of the fields it needs: the common case of an absent field then costs a
 * property lookup instead of an exception, and the reason can name the one part that decided.
 */
import { serialize } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { ConditionFacts } from './condition-facts.ts';
import { fieldsNeeded, fieldsRead, type FieldNeed, type FieldRead } from './condition-fields.ts';
import { holdsExactNumber, InexactNumberError, withConditionNumbers } from './condition-numbers.ts';
import { codeOf, exceptionTypesNamed, parseExpression, summaryOf } from './condition-syntax.ts';
import { openReason } from './open-facts.ts';

export interface ConditionOutcome {
  readonly outcome: 'matched' | 'unmatched' | 'undecided';
  /**
   * The deciding part, in one line: `amount > 1e6 is false`, `rawPayload.impact is absent`; for an undecided
   * condition, what could not be read.
   */
  readonly reason: string;
}

export interface CompiledCondition {
  readonly source: string;
  /** Exception types that the condition names literally, so that an import can check that they exist. */
  readonly exceptionTypes: readonly string[];
  /** Never throws. Outcomes are shared objects: do not change them. */
  evaluate(facts: ConditionFacts): ConditionOutcome;
}

/** Compiles conditions, each distinct source once. */
export type ConditionCompiler = (source: string) => CompiledCondition;

type Evaluate = CompiledCondition['evaluate'];

const MAX_REASON_LENGTH = 200;

/** Creates a compiler with its own cache: one per pack, so that a dropped pack releases its conditions. */
export function createConditionCompiler(): ConditionCompiler {
  const compiled = new Map<string, CompiledCondition>();
  return (source) => {
    const known = compiled.get(source);
    if (known) return known;
    const condition = compileCondition(source);
    compiled.set(source, condition);
    return condition;
  };
}

/**
 * Compiles one condition.
 * @throws {ConditionError} when the source cannot be used as a condition
 */
export function compileCondition(source: string): CompiledCondition {
  const { ast } = parseExpression(source);
  const evaluate = compileNode(ast);
  return { source, exceptionTypes: exceptionTypesNamed(ast), evaluate };
}

function compileNode(node: ASTNode): Evaluate {
  if (node.op === '&&') return allOf(sameOperator(node, '&&').map(compileNode), readable(node));
  if (node.op === '||') return anyOf(sameOperator(node, '||').map(compileNode), readable(node));
  return leaf(node);
}

/** `a && b && c` as [a, b, c]. */
function sameOperator(node: ASTNode, operator: '&&' | '||'): ASTNode[] {
  return node.op === operator ? node.args.flatMap((operand) => sameOperator(operand, operator)) : [node];
}

function allOf(parts: Evaluate[], source: string): Evaluate {
  const matched: ConditionOutcome = { outcome: 'matched', reason: source };
  return (facts) => {
    let answer = matched;
    for (const part of parts) {
      const one = part(facts);
      if (one.outcome === 'unmatched') return one;
      if (one.outcome === 'undecided' && answer === matched) answer = one;
    }
    return answer;
  };
}

function anyOf(parts: Evaluate[], source: string): Evaluate {
  const unmatched: ConditionOutcome = { outcome: 'unmatched', reason: `${source} is false` };
  return (facts) => {
    let answer = unmatched;
    for (const part of parts) {
      const one = part(facts);
      if (one.outcome === 'matched') return one;
      if (one.outcome === 'undecided' && answer === unmatched) answer = one;
    }
    return answer;
  };
}

function leaf(node: ASTNode): Evaluate {
  const source = readable(node);
  const reads = fieldsRead(node);
  const needs = fieldsNeeded(node).map((need) => ({ need, missing: missingOutcome(need) }));
  const values = reads.filter(({ isValue }) => isValue);
  const answer = leafAnswer(node, source, reads);
  return (facts) => {
    const reason = facts.open === null ? null : openReason(facts.open, values);
    if (reason !== null) return { outcome: 'undecided', reason: `${source}: ${reason}` };
    for (const { need, missing } of needs) {
      if (!need.isMetBy(facts)) return missing;
    }
    return answer(facts);
  };
}

/** Identifiers that may hold numbers exactly as the source or a tool wrote them. */
const HOLDERS_OF_NUMBERS = new Set(['amount', 'rawPayload', 'raw_payload', 'steps']);

/** Evaluates a leaf whose fields are present. */
function leafAnswer(node: ASTNode, source: string, reads: readonly FieldRead[]): Evaluate {
  const { evaluate } = parseExpression(serialize(node));
  const matched: ConditionOutcome = { outcome: 'matched', reason: source };
  const unmatched: ConditionOutcome = { outcome: 'unmatched', reason: `${source} is false` };
  const numbers = reads.filter(({ identifier }) => HOLDERS_OF_NUMBERS.has(identifier));
  return (facts) => {
    const isExact = numbers.some((read) => holdsExactNumber(read.valueIn(facts)));
    const values = isExact ? comparable(facts) : facts;
    try {
      return evaluate(values) === true ? matched : unmatched;
    } catch (error) {
      const culprit = isAboutNumbers(error) && numbers.find((read) => holdsExactNumber(read.valueIn(values)));
      if (culprit || isTooLarge(error)) return tooLarge(source, culprit ? culprit.field : 'a result');
      return { outcome: 'unmatched', reason: `${source}: ${summaryOf(error)}` };
    }
  };
}

const comparableFacts = new WeakMap<ConditionFacts, ConditionFacts>();

/** Returns the facts with numbers that the rule language can compare; computed once for facts that need it. */
function comparable(facts: ConditionFacts): ConditionFacts {
  const known = comparableFacts.get(facts);
  if (known) return known;
  const rawPayload = withConditionNumbers(facts.rawPayload) as ConditionFacts['rawPayload'];
  const steps = withConditionNumbers(facts.steps) as ConditionFacts['steps'];
  const made = { ...facts, rawPayload, raw_payload: rawPayload, steps };
  comparableFacts.set(facts, made);
  return made;
}

/** The rule language has no type for a number kept as exact. */
const isAboutNumbers = (error: unknown): boolean => codeOf(error) === 'unsupported_type';

const isTooLarge = (error: unknown): boolean =>
  error instanceof InexactNumberError || codeOf(error) === 'numeric_overflow';

const tooLarge = (source: string, what: string): ConditionOutcome => ({
  outcome: 'undecided',
  reason: `${source}: ${what} is too large or too precise for a number in a condition`,
});

/** The part as text for people. Outcomes go into events, so a long text is cut. */
function readable(node: ASTNode): string {
  const text = serialize(node);
  return text.length > MAX_REASON_LENGTH ? `${text.slice(0, MAX_REASON_LENGTH)}…` : text;
}

function missingOutcome(need: FieldNeed): ConditionOutcome {
  return { outcome: 'unmatched', reason: `${need.field} is absent` };
}
