/** Finds the fields that a condition reads and those it requires, before the condition is evaluated. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { isJsonContainer } from '@sentinai/contracts';
import { placeText } from '../normalization/place-text.ts';
import type { ConditionFacts } from './condition-facts.ts';
import { calledFunction, isMacro, operandsOf } from './condition-syntax.ts';
import type { FactRead } from './open-facts.ts';

export interface FieldNeed {
  /** As the condition spells it: `rawPayload.order.price`. */
  readonly field: string;
  isMetBy(facts: ConditionFacts): boolean;
}

/** A field that a condition may read. */
export interface FieldRead extends FactRead {
  /** As the condition spells it: `rawPayload.order.price`. */
  readonly field: string;
  /** False when only the field's presence is tested. */
  readonly isValue: boolean;
  /** Undefined when the field is absent. */
  valueIn(facts: ConditionFacts): unknown;
}

/** Ordering and arithmetic reject null; `==` can compare with it. */
const REFUSES_NULL = new Set<string>(['<', '<=', '>', '>=', '+', '-', '*', '/', '%', '-_']);

/** Returns the fields whose absence makes the expression fail, whatever the rest evaluates to. */
export function fieldsNeeded(node: ASTNode): FieldNeed[] {
  const needs = new Map<string, FieldNeed>();
  collect(node, false, needs);
  return [...needs.values()];
}

/** Returns every field whose value the expression may read, or whose presence it may test with `has()`. */
export function fieldsRead(node: ASTNode): FieldRead[] {
  const reads = new Map<string, FieldRead>();
  collectReads(node, false, reads);
  return [...reads.values()];
}

function collectReads(node: ASTNode, inHas: boolean, reads: Map<string, FieldRead>): void {
  const path = fieldPath(node);
  if (!path) {
    const isHas = inHas || calledFunction(node) === 'has';
    for (const operand of operandsOf(node)) collectReads(operand, isHas, reads);
    return;
  }
  const [identifier = '', ...keys] = path;
  const isPayload = identifier === 'rawPayload' || identifier === 'raw_payload';
  reads.set([inHas ? 'has' : 'value', ...path].join('\u0000'), {
    field: path.join('.'),
    isValue: !inHas,
    identifier,
    place: isPayload ? placeText(keys) : null,
    valueIn: (facts) => walk((facts as unknown as Record<string, unknown>)[identifier], keys),
  });
}

function collect(node: ASTNode, refusesNull: boolean, needs: Map<string, FieldNeed>): void {
  const path = fieldPath(node);
  if (path) {
    if (path.length > 1 || refusesNull) addNeed(needs, path, refusesNull);
    return;
  }
  const operandsRefuseNull = REFUSES_NULL.has(node.op);
  for (const operand of certainOperands(node)) collect(operand, operandsRefuseNull, needs);
}

/** Operands that are always evaluated: not a branch, not an operand that `&&` may skip, not the body of a macro. */
function certainOperands(node: ASTNode): ASTNode[] {
  if (node.op === '&&' || node.op === '||') return [];
  if (node.op === '?:') return [node.args[0]];
  if (!isMacro(node)) return operandsOf(node);
  return node.op === 'rcall' ? [node.args[1]] : [];
}

function addNeed(needs: Map<string, FieldNeed>, path: string[], refusesNull: boolean): void {
  const field = path.join('.');
  const id = `${refusesNull ? 'value' : 'key'} ${path.join('\u0000')}`;
  const [root = '', ...keys] = path;
  needs.set(id, {
    field,
    isMetBy: (facts) => {
      const value = walk((facts as unknown as Record<string, unknown>)[root], keys);
      return value !== undefined && (value !== null || !refusesNull);
    },
  });
}

function walk(start: unknown, keys: readonly string[]): unknown {
  let value = start;
  for (const key of keys) {
    if (!isJsonContainer(value) || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** `rawPayload.a['b']` as ['rawPayload', 'a', 'b']; null for anything but an identifier and its fields. */
function fieldPath(node: ASTNode): string[] | null {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.' && node.op !== '[]') return null;
  const base = fieldPath(node.args[0]);
  const key = keyOf(node);
  return base && key !== null ? [...base, key] : null;
}

function keyOf(node: ASTNode): string | null {
  if (node.op === '.') return node.args[1];
  if (node.op !== '[]') return null;
  const key = node.args[1];
  return key.op === 'value' && typeof key.args === 'string' ? key.args : null;
}
