/** The rule language: CEL over the identifiers of an exception, without the parts that could stall a worker. */
import { Environment } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import { CONDITION_IDENTIFIERS } from './condition-identifiers.ts';
import { exactDouble } from './condition-numbers.ts';

/** A condition that cannot be used; the message gives the reason in one line. */
export class ConditionError extends Error {
  override readonly name = 'ConditionError';
}

/** A parsed expression: its tree, and a function that evaluates it or throws. */
export interface ParsedExpression {
  ast: ASTNode;
  evaluate: (facts: object) => unknown;
}

/** Macros walk a list of the payload; nested ones multiply, so the nesting depth bounds the cost of one evaluation. */
const MACROS = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
const MAX_MACRO_DEPTH = 2;
const MAX_SOURCE_LENGTH = 2000;

/** JSON numbers are doubles and whole literals are ints; plain CEL would reject `amount * 2`. */
const MIXED_ARITHMETIC: Record<string, (left: number | bigint, right: number | bigint) => number> = {
  '+': (left, right) => exactDouble(left) + exactDouble(right),
  '-': (left, right) => exactDouble(left) - exactDouble(right),
  '*': (left, right) => exactDouble(left) * exactDouble(right),
  '/': (left, right) => exactDouble(left) / exactDouble(right),
  '%': (left, right) => exactDouble(left) % exactDouble(right),
};

const ENVIRONMENT = createEnvironment();

/**
 * Parses and type-checks a condition.
 * @throws {ConditionError} when it does not parse, names an unknown identifier, cannot be a bool, or uses `matches`
 */
export function parseExpression(source: string): ParsedExpression {
  if (source.length > MAX_SOURCE_LENGTH) throw new ConditionError(`is longer than ${MAX_SOURCE_LENGTH} characters`);
  const parsed = parseOrExplain(source);
  const { valid, type, error } = parsed.check();
  if (!valid) throw new ConditionError(error?.summary ?? 'does not compile');
  if (type !== 'bool' && type !== 'dyn') throw new ConditionError(`must be true or false, but is of type ${type}`);
  refuseCostly(parsed.ast, 0);
  return { ast: parsed.ast, evaluate: parsed };
}

/** Returns a node's operands: its children in the tree, without the names and literals among its arguments. */
export function operandsOf(node: ASTNode): ASTNode[] {
  return nodesIn(node.args);
}

/** Returns the function that a node calls, or null. */
export function calledFunction(node: ASTNode): string | null {
  return node.op === 'call' || node.op === 'rcall' ? node.args[0] : null;
}

/** Whether a node calls a macro: its arguments are then evaluated per element, or not at all. */
export function isMacro(node: ASTNode): boolean {
  const name = calledFunction(node);
  return name === 'has' || name === 'bind' || (name !== null && MACROS.has(name));
}

/**
 * Returns the exception types that a condition names as literals: `exceptionType == 'X'`, `exception_type in ['X',
 * 'Y']`.
 */
export function exceptionTypesNamed(node: ASTNode): string[] {
  const own = node.op === '==' || node.op === '!=' || node.op === 'in' ? typesCompared(node.args) : [];
  return [...own, ...operandsOf(node).flatMap(exceptionTypesNamed)];
}

function typesCompared([left, right]: [ASTNode, ASTNode]): string[] {
  const isType = (node: ASTNode): boolean =>
    node.op === 'id' && (node.args === 'exceptionType' || node.args === 'exception_type');
  if (isType(left)) return stringLiterals(right);
  return isType(right) ? stringLiterals(left) : [];
}

function stringLiterals(node: ASTNode): string[] {
  if (node.op === 'list') return node.args.flatMap(stringLiterals);
  return node.op === 'value' && typeof node.args === 'string' ? [node.args] : [];
}

function nodesIn(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(nodesIn);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}

function parseOrExplain(source: string): ReturnType<Environment['parse']> {
  try {
    return ENVIRONMENT.parse(source);
  } catch (error) {
    throw new ConditionError(summaryOf(error), { cause: error });
  }
}

/** Returns the one-line summary of an error. The library's full message repeats the source with a caret beneath. */
export function summaryOf(error: unknown): string {
  if (error instanceof Error && 'summary' in error && typeof error.summary === 'string') return error.summary;
  return error instanceof Error ? error.message : String(error);
}

/** Returns the library's error code, such as `no_such_key`; undefined for any other error. */
export const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

function refuseCostly(node: ASTNode, macroDepth: number): void {
  const name = calledFunction(node);
  if (name === 'matches') {
    throw new ConditionError('matches() is not available: use ==, in, startsWith, endsWith or contains');
  }
  const depth = name !== null && MACROS.has(name) ? macroDepth + 1 : macroDepth;
  if (depth > MAX_MACRO_DEPTH) throw new ConditionError(`nests list macros deeper than ${MAX_MACRO_DEPTH}`);
  for (const operand of operandsOf(node)) refuseCostly(operand, depth);
}

function createEnvironment(): Environment {
  const environment = new Environment({
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 2000, maxDepth: 40, maxListElements: 500, maxMapEntries: 100 },
  });
  for (const name of CONDITION_IDENTIFIERS) environment.registerVariable(name, 'dyn');
  for (const [operator, apply] of Object.entries(MIXED_ARITHMETIC)) {
    environment.registerOperator(`double ${operator} int`, apply);
    environment.registerOperator(`int ${operator} double`, apply);
  }
  return environment;
}
