/**
 * Decides whether a condition can be true at all.
 *
 * The condition is expanded into alternatives, each a list of terms that must all hold; an alternative cannot hold
 * when its terms about one path leave no value. Anything not understood counts as possible.
 */
import { serialize } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import {
  type Comparison,
  type Literal,
  type Term,
  literalOf,
  literalsCompared,
  negatedComparison,
  termOf,
} from './condition-terms.ts';

/** Conditions with more alternatives are not analyzed. */
const MOST_ALTERNATIVES = 256;

/** A claim that must hold: a term, or a node that is true or false. */
type Claim = { term: Term; negated: boolean } | { node: ASTNode; negated: boolean } | boolean;

/** Returns false when no facts can make the condition true. */
export function canBeTrue(condition: ASTNode): boolean {
  const alternatives = alternativesOf(condition, false);
  return alternatives === null || alternatives.some(canHold);
}

/** Returns lists of claims, of which at least one list must hold in full; null when there are too many. */
function alternativesOf(node: ASTNode, negated: boolean): Claim[][] | null {
  if (node.op === '!_') return alternativesOf(node.args, !negated);
  if (node.op === '&&' || node.op === '||') {
    const [left, right] = node.args.map((operand) => alternativesOf(operand, negated));
    return (node.op === '&&') === negated ? either(left, right) : both(left, right);
  }
  if (node.op === '?:') {
    const [condition, then, otherwise] = node.args;
    return either(
      both(alternativesOf(condition, false), alternativesOf(then, negated)),
      both(alternativesOf(condition, true), alternativesOf(otherwise, negated)),
    );
  }
  return [[claimOf(node, negated)]];
}

type Alternatives = Claim[][] | null | undefined;

const either = (left: Alternatives, right: Alternatives): Claim[][] | null =>
  left && right && left.length + right.length <= MOST_ALTERNATIVES ? [...left, ...right] : null;

const both = (left: Alternatives, right: Alternatives): Claim[][] | null =>
  left && right && left.length * right.length <= MOST_ALTERNATIVES
    ? left.flatMap((one) => right.map((other) => [...one, ...other]))
    : null;

function claimOf(node: ASTNode, negated: boolean): Claim {
  const constant = literalOf(node);
  if (constant !== undefined) return (constant === true) !== negated && typeof constant === 'boolean';
  const compared = literalsCompared(node);
  if (compared) return holds(compared.left, compared.operator, compared.right) !== negated;
  const term = termOf(node);
  return term ? { term, negated } : { node, negated };
}

/** The possible values of a path: all or only some, between bounds, minus the excluded ones. */
interface Range {
  only: readonly Literal[] | null;
  not: Literal[];
  bounds: { operator: Comparison; limit: number }[];
}

function canHold(claims: readonly Claim[]): boolean {
  const ranges = new Map<string, Range>();
  const claimed = new Map<string, boolean>();
  for (const claim of claims) {
    if (typeof claim === 'boolean') {
      if (!claim) return false;
    } else if ('term' in claim) {
      narrow(rangeOf(ranges, claim.term.name), claim.term, claim.negated);
    } else {
      const source = serialize(claim.node);
      if (claimed.get(source) === claim.negated) return false;
      claimed.set(source, !claim.negated);
    }
  }
  return [...ranges.values()].every(hasValue);
}

function rangeOf(ranges: Map<string, Range>, name: string): Range {
  const known = ranges.get(name);
  if (known) return known;
  const range: Range = { only: null, not: [], bounds: [] };
  ranges.set(name, range);
  return range;
}

function narrow(range: Range, term: Term, negated: boolean): void {
  if (term.operator === 'in') {
    if (negated) range.not.push(...term.literals);
    else range.only = intersection(range.only, term.literals);
    return;
  }
  const operator = negated ? negatedComparison(term.operator) : term.operator;
  if (operator === '==') range.only = intersection(range.only, [term.literal]);
  else if (operator === '!=') range.not.push(term.literal);
  else if (typeof term.literal === 'number') range.bounds.push({ operator, limit: term.literal });
}

const intersection = (only: readonly Literal[] | null, others: readonly Literal[]): Literal[] =>
  only ? only.filter((value) => others.includes(value)) : [...others];

function hasValue({ only, not, bounds }: Range): boolean {
  const fits = (value: Literal): boolean =>
    !not.includes(value) && bounds.every(({ operator, limit }) => holds(value, operator, limit));
  if (only) return only.some(fits);
  return bounds.length === 0 || hasNumberBetween(bounds);
}

/** Whether there is room between the highest lower bound and the lowest upper bound. */
function hasNumberBetween(bounds: Range['bounds']): boolean {
  const lower = bounds.filter(({ operator }) => operator.startsWith('>'));
  const upper = bounds.filter(({ operator }) => operator.startsWith('<'));
  return lower.every((from) =>
    upper.every(
      (to) => from.limit < to.limit || (from.limit === to.limit && from.operator === '>=' && to.operator === '<='),
    ),
  );
}

/** Values of different types are unequal and have no order. */
function holds(left: Literal, operator: Comparison, right: Literal): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right || left === null || right === null) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}
