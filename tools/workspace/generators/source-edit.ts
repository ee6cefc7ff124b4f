/**
 * Edits existing sources at precise anchors. A missing or repeated anchor is an error that names the file: the generators
 * never guess.
 */
import type { Tree } from '@nx/devkit';

/** A source does not have the shape that the generator expects. Nothing has been written to disk. */
export class AnchorError extends Error {
  override readonly name = 'AnchorError';

  constructor(file: string, anchor: string, occurrences: number) {
    const found = occurrences === 0 ? 'is missing' : `occurs ${occurrences} times`;
    super(`${file}: "${anchor}" ${found}; the generator edits the source there. Adapt tools/workspace/generators.`);
  }
}

/**
 * Adds an item at the end of the array literal that starts with `opening`, such as `const APPS = [`.
 * The result still has to be formatted.
 * @throws AnchorError
 */
export function addToArray(tree: Tree, file: string, opening: string, item: string): void {
  addToLiteral(tree, file, opening, item);
}

/**
 * Adds an entry at the end of the object literal that starts with `opening`, such as `const ROUTES = {`.
 * The result still has to be formatted.
 * @throws AnchorError
 */
export function addToObject(tree: Tree, file: string, opening: string, entry: string): void {
  addToLiteral(tree, file, opening, entry);
}

/**
 * Returns the quoted words in the array literal that starts with `opening`.
 * @throws AnchorError
 */
export function wordsInArray(tree: Tree, file: string, opening: string): string[] {
  const source = read(tree, file);
  const { from, to } = bodyOf(file, source, opening);
  return [...source.slice(from, to).matchAll(/'([^']+)'/g)].map(([, word = '']) => word);
}

/**
 * Adds a line among those that match, in alphabetical order.
 * @throws AnchorError when no line matches
 */
export function addLineInOrder(tree: Tree, file: string, among: RegExp, line: string): void {
  const lines = read(tree, file).split('\n');
  const alike = lines.flatMap((text, index) => (among.test(text) ? [{ text, index }] : []));
  const last = alike.at(-1);
  if (!last) throw new AnchorError(file, among.source, 0);
  const next = alike.find(({ text }) => text.toLowerCase() > line.toLowerCase());
  lines.splice(next?.index ?? last.index + 1, 0, line);
  tree.write(file, lines.join('\n'));
}

/**
 * Adds a line after the last one that matches.
 * @throws AnchorError when no line matches
 */
export function addLineAfter(tree: Tree, file: string, last: RegExp, line: string): void {
  const lines = read(tree, file).split('\n');
  const at = lines.findLastIndex((text) => last.test(text));
  if (at < 0) throw new AnchorError(file, last.source, 0);
  lines.splice(at + 1, 0, line);
  tree.write(file, lines.join('\n'));
}

/** @throws AnchorError when the file does not exist */
export function read(tree: Tree, file: string): string {
  const source = tree.read(file, 'utf8');
  if (source === null) throw new AnchorError(file, 'the file', 0);
  return source;
}

function addToLiteral(tree: Tree, file: string, opening: string, item: string): void {
  const source = read(tree, file);
  const { from, to } = bodyOf(file, source, opening);
  const body = source.slice(from, to).trimEnd();
  const separator = body === '' || body.endsWith(',') ? '' : ',';
  tree.write(file, `${source.slice(0, from)}${body}${separator}\n${item},\n${source.slice(to)}`);
}

/** Brackets; and comments and texts, in which brackets mean nothing. */
const TOKENS = /\/\*[^]*?\*\/|\/\/.*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|[[\]{}]/g;

/** Returns the start and the end of the content of an array or object literal. */
function bodyOf(file: string, source: string, opening: string): { from: number; to: number } {
  const occurrences = source.split(opening).length - 1;
  if (occurrences !== 1) throw new AnchorError(file, opening, occurrences);
  const from = source.indexOf(opening) + opening.length;
  let depth = 1;
  for (const { 0: token, index } of source.slice(from).matchAll(TOKENS)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth === 0) return { from, to: from + index };
  }
  throw new AnchorError(file, `${opening} … ${opening.endsWith('{') ? '}' : ']'}`, 0);
}
