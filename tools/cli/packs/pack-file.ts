/** Reads the JSON document of a pack, and locates the fault when it is not valid. */
import { NumberTooLongError, parseJson } from '@sentinai/contracts';
import { TokenParser, Tokenizer } from '@streamparser/json';
import { readFile, stat } from 'node:fs/promises';
import { CommandError } from '../run-program.ts';

export const MAX_PACK_BYTES = 5 * 1024 * 1024;

/** @throws {CommandError} when the file is missing, larger than 5 MiB, not UTF-8 or not JSON (with line and column) */
export async function readPackFile(path: string): Promise<unknown> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw new CommandError(`${path} is a directory`);
    if (stats.size > MAX_PACK_BYTES) throw new CommandError(`${path} is larger than 5 MiB`);
    return parsePack(path, await readFile(path));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Parses the document in `bytes`; a byte order mark is skipped. `path` is for the messages. */
export function parsePack(path: string, bytes: Uint8Array): unknown {
  const text = decode(path, bytes);
  try {
    return parseJson(text);
  } catch (cause) {
    if (cause instanceof NumberTooLongError) throw new CommandError(`${path}: ${cause.message}`, { cause });
    const { line, column } = placeOfFault(text);
    throw new CommandError(`${path} is not valid JSON: line ${line}, column ${column}: ${reasonOf(cause as Error)}`, {
      cause,
    });
  }
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CommandError(`${path} is not UTF-8 text`, { cause });
  }
}

/** `JSON.parse` sometimes quotes the text or names the position after the reason; only the reason is kept. */
function reasonOf({ message }: Error): string {
  return message.replace(/ in JSON at position .*$|, (?:\.\.\.)?".*$/s, '');
}

/** Locates a syntax error, counting from 1: the start of the unexpected token, or the end of a truncated text. */
function placeOfFault(text: string): { line: number; column: number } {
  const before = Buffer.from(text).subarray(0, byteOffsetOfFault(text)).toString();
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function byteOffsetOfFault(text: string): number {
  const tokenizer = new Tokenizer();
  const parser = new TokenParser({ paths: [] });
  let offset = 0;
  parser.onValue = () => undefined;
  tokenizer.onToken = (token) => {
    ({ offset } = token);
    parser.write(token);
  };
  try {
    tokenizer.write(text);
    return Buffer.byteLength(text);
  } catch (error) {
    // The error locates a character that begins no token; a token in the wrong place is the last one seen.
    const [, position] = /absolute position "(\d+)"/.exec((error as Error).message) ?? [];
    return position === undefined ? offset : Number(position);
  }
}
