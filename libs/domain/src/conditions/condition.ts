/**
 * Conditions of packs, compiled once and evaluated on every exception.
 *
 * A condition either matches or does not; an error (a field that is absent, a number that is null) is a "does not", with
 * the reason kept. Since only `true` counts, a condition is split at its outermost `&&` and `||` into leaves, each guarded
 * by a look at the fields it needs: the usual case of an absent field then costs a property lookup, not an exception,
 * and the reason can name the one part that said no.
 */
import { serialize } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { ConditionFacts } from './condition-facts.ts';
import { fieldsNeeded, type FieldNeed } from './condition-fields.ts';
import { exceptionTypesNamed, parseExpression, summaryOf } from './condition-syntax.ts';

export interface ConditionOutcome {
  readonly matched: boolean;
  /** The part that decided, in one line: `amount > 1e6 is false`, `rawPayload.impact is absent`. */
  readonly reason: string;
}

export interface CompiledCondition {
  readonly source: string;
  /** Exception types the condition names literally, so that an import can check that they exist. */
  readonly exceptionTypes: readonly string[];
  /** Never throws. Outcomes are shared objects: do not change them. */
  evaluate(facts: ConditionFacts): ConditionOutcome;
}

/** Compiles conditions, each distinct source once. */
export type ConditionCompiler = (source: string) => CompiledCondition;

type Evaluate = CompiledCondition['evaluate'];

const MAX_REASON_LENGTH = 200;

/** A compiler with a cache of its own: one per pack, so that a dropped pack takes its conditions with it. */
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
  const matched: ConditionOutcome = { matched: true, reason: source };
  return (facts) => {
    for (const part of parts) {
      const outcome = part(facts);
      if (!outcome.matched) return outcome;
    }
    return matched;
  };
}

function anyOf(parts: Evaluate[], source: string): Evaluate {
  const unmatched: ConditionOutcome = { matched: false, reason: `${source} is false` };
  return (facts) => {
    for (const part of parts) {
      const outcome = part(facts);
      if (outcome.matched) return outcome;
    }
    return unmatched;
  };
}

function leaf(node: ASTNode): Evaluate {
  const source = readable(node);
  const { evaluate } = parseExpression(serialize(node));
  const matched: ConditionOutcome = { matched: true, reason: source };
  const unmatched: ConditionOutcome = { matched: false, reason: `${source} is false` };
  const needs = fieldsNeeded(node).map((need) => ({ need, missing: missingOutcome(need) }));
  return (facts) => {
    for (const { need, missing } of needs) {
      if (!need.isMetBy(facts)) return missing;
    }
    try {
      return evaluate(facts) === true ? matched : unmatched;
    } catch (error) {
      return { matched: false, reason: `${source}: ${summaryOf(error)}` };
    }
  };
}

/** The part as text for people; outcomes go into events, so a long one is cut. */
function readable(node: ASTNode): string {
  const text = serialize(node);
  return text.length > MAX_REASON_LENGTH ? `${text.slice(0, MAX_REASON_LENGTH)}…` : text;
}

function missingOutcome(need: FieldNeed): ConditionOutcome {
  return { matched: false, reason: `${need.field} is absent` };
}
