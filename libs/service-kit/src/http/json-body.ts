/** Parses JSON from outside; rejects unsafe or invalid JSON with the reason and the place. */
import {
  ArrayCutter,
  BrokenArrayError,
  MAX_JSON_DEPTH,
  NumberTooLongError,
  nestsDeeperThan,
  parseJson,
  reservedKeyIn,
} from '@sentinai/contracts';
import { visit } from 'jsonc-parser';
import { ProblemException } from '../problems/problem.exception.ts';

export interface JsonReading {
  /** Name of the text in the refusal. Default: body. */
  noun?: string;
  /** How deep arrays and objects may nest. */
  maxDepth?: number;
}

/** An unreadable item of a batch whose other items are readable. */
export class UnreadableItem {
  constructor(readonly problem: ProblemException) {}
}

/**
 * Returns the value of a JSON text, with numbers as written.
 *
 * @throws ProblemException `invalid_json` with line and column, or `nesting_too_deep`
 */
export function parseJsonBody(
  body: Uint8Array,
  { noun = 'body', maxDepth = MAX_JSON_DEPTH }: JsonReading = {},
): unknown {
  if (body.length === 0) throw new ProblemException('invalid_json', `The ${noun} is empty.`);
  if (nestsDeeperThan(maxDepth, body)) {
    throw new ProblemException('nesting_too_deep', `Arrays and objects may nest at most ${MAX_JSON_DEPTH} deep.`);
  }
  const text = decodeUtf8(body, noun);
  const value = parseText(text, noun);
  const reserved = reservedKeyIn(value, text);
  if (reserved === undefined) return value;
  throw new ProblemException(
    'invalid_json',
    `The ${noun} has a reserved key, which would tamper with objects: "${reserved}".`,
  );
}

/** Like {@link parseJsonBody}, but unreadable input becomes an {@link UnreadableItem}. */
export function readJsonItem(item: Uint8Array, noun: string): unknown {
  try {
    return parseJsonBody(item, { noun });
  } catch (error) {
    if (error instanceof ProblemException) return new UnreadableItem(error);
    throw error;
  }
}

/**
 * Returns the value of a JSON text that should be an array of items. An unreadable item becomes an {@link
 * UnreadableItem} in its place, so that the others can be accepted.
 *
 * @param maxItems limit for an array with a bad item, to bound the search for it
 * @throws ProblemException as {@link parseJsonBody}, when the start of the items cannot be found; `too_many_items`
 */
export function parseJsonItems(body: Uint8Array, maxItems: number): unknown {
  try {
    // The array is one level; each item may nest as deep as a single one.
    return parseJsonBody(body, { maxDepth: MAX_JSON_DEPTH + 1 });
  } catch (error) {
    const items = error instanceof ProblemException ? itemsOf(body) : undefined;
    if (!items) throw error;
    if (items.length <= maxItems) return items.map((item) => readJsonItem(item, 'item'));
    throw new ProblemException('too_many_items', `A batch may hold ${maxItems} items; this has ${items.length}.`);
  }
}

function itemsOf(body: Uint8Array): Uint8Array[] | undefined {
  const cutter = new ArrayCutter();
  try {
    const items = cutter.write(body).filter((item) => item !== null);
    cutter.end();
    return items;
  } catch (error) {
    if (error instanceof BrokenArrayError) return undefined;
    throw error;
  }
}

function decodeUtf8(body: Uint8Array, noun: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new ProblemException('invalid_json', `The ${noun} is not valid UTF-8.`, { cause });
  }
}

function parseText(text: string, noun: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    if (cause instanceof NumberTooLongError) throw new ProblemException('invalid_json', `${cause.message}.`, { cause });
    const place = firstFault(text);
    const detail = place
      ? `The JSON breaks at line ${place.line}, column ${place.column}.`
      : `The ${noun} is not JSON.`;
    throw new ProblemException('invalid_json', detail, { cause });
  }
}

class FirstFault extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
  ) {
    super(`line ${line}, column ${column}`);
  }
}

/**
 * Returns where the JSON breaks. `JSON.parse` does not say so reliably, so a second parser looks, in this case only.
 */
function firstFault(text: string): FirstFault | undefined {
  try {
    visit(text, { onError: stopAtFirst }, { disallowComments: true });
    return undefined;
  } catch (stopped) {
    if (stopped instanceof FirstFault) return stopped;
    throw stopped;
  }
}

/** The visitor continues after an error; throwing stops it. */
const stopAtFirst: NonNullable<Parameters<typeof visit>[1]['onError']> = (...[, , , line, column]) => {
  throw new FirstFault(line + 1, column + 1);
};
