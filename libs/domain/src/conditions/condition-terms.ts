/** Reads from a condition's tree what is known without any facts: paths, literals, comparisons, resolved negations. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { operandsOf } from './condition-syntax.ts';

export type Literal = string | number | boolean | null;

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** `path operator literal`, always with the path first, or `path in [literals]`. */
export type Term = { path: readonly string[]; name: string } & (
  { operator: Comparison; literal: Literal } | { operator: 'in'; literals: readonly Literal[] }
);

/** Alternative spellings of an identifier. */
const ALIASES: Readonly<Record<string, string>> = { exception_type: 'exceptionType', raw_payload: 'rawPayload' };
const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
const NEGATED: Readonly<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** Reads a node as a term; null when it is none, or when it compares with anything but literals. */
export function termOf(node: ASTNode): Term | null {
  if (node.op === 'in') return membershipOf(node.args);
  if (!isComparison(node.op)) return null;
  const [left, right] = node.args as [ASTNode, ASTNode];
  return comparisonOf(left, node.op, right) ?? comparisonOf(right, MIRRORED[node.op], left);
}

export const isComparison = (operator: string): operator is Comparison =>
  (COMPARISONS as readonly string[]).includes(operator);

export const negatedComparison = (operator: Comparison): Comparison => NEGATED[operator];

/** Every node of a tree, outer ones first. */
export const nodesOf = (node: ASTNode): ASTNode[] => [node, ...operandsOf(node).flatMap(nodesOf)];

/** Returns both sides of a comparison of two literals. */
export function literalsCompared(node: ASTNode): { left: Literal; operator: Comparison; right: Literal } | null {
  if (!isComparison(node.op)) return null;
  const [left, right] = (node.args as [ASTNode, ASTNode]).map(literalOf);
  return left === undefined || right === undefined ? null : { left, operator: node.op, right };
}

/** `rawPayload.a['b']` as ['rawPayload', 'a', 'b']; null for anything but an identifier and its fields. */
export function pathOf(node: ASTNode): string[] | null {
  if (node.op === 'id') return [ALIASES[node.args] ?? node.args];
  if (node.op !== '.' && node.op !== '[]') return null;
  const base = pathOf(node.args[0]);
  const key = node.op === '.' ? node.args[1] : literalOf(node.args[1]);
  return base && typeof key === 'string' ? [...base, key] : null;
}

/** Returns the value of a literal, including a negative number; undefined for any other node. */
export function literalOf(node: ASTNode): Literal | undefined {
  if (node.op === '-_') {
    const value = literalOf(node.args);
    return typeof value === 'number' ? -value : undefined;
  }
  if (node.op !== 'value') return undefined;
  const value = node.args as unknown;
  if (typeof value === 'bigint') return Number(value);
  const isPlain =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? value : undefined;
}

function comparisonOf(left: ASTNode, operator: Comparison, right: ASTNode): Term | null {
  const path = pathOf(left);
  const literal = literalOf(right);
  return path && literal !== undefined ? { path, name: path.join('.'), operator, literal } : null;
}

function membershipOf([left, right]: [ASTNode, ASTNode]): Term | null {
  const path = pathOf(left);
  if (!path || right.op !== 'list') return null;
  const literals = right.args.map(literalOf);
  return literals.includes(undefined)
    ? null
    : { path, name: path.join('.'), operator: 'in', literals: literals as Literal[] };
}
