/**
 * Opaque cursors. A cursor identifies the list it was issued for and a position in it. It is valid for that list only, so
 * that a page never continues another order or selection. It holds no secret and grants nothing.
 */
import { createHash } from 'node:crypto';
import { invalidField } from '../problems/invalid-field.ts';
import type { ProblemException } from '../problems/problem.exception.ts';

/** Everything that determines a list's content and order; equal lists must serialize to equal JSON. */
export type ListIdentity = readonly unknown[];

/** Encodes a position as a cursor, in base64url. The position must survive JSON. */
export function encodeCursor(list: ListIdentity, position: unknown): string {
  return Buffer.from(JSON.stringify([fingerprintOf(list), position])).toString('base64url');
}

/**
 * Decodes a cursor to its position.
 * @throws ProblemException `invalid_request` when it is not a cursor, or belongs to another list
 */
export function decodeCursor<Position>(
  cursor: string,
  list: ListIdentity,
  isPosition: (value: unknown) => value is Position,
): Position {
  const content = parse(cursor);
  if (!Array.isArray(content) || content.length !== 2) throw refused('is not a cursor of this API');
  const [fingerprint, position] = content as [unknown, unknown];
  if (fingerprint !== fingerprintOf(list)) throw refused('belongs to another list: other filters or another order');
  if (!isPosition(position)) throw refused('is not a cursor of this API');
  return position;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

const fingerprintOf = (list: ListIdentity): string =>
  createHash('sha256').update(JSON.stringify(list)).digest().subarray(0, 16).toString('base64url');

const refused = (message: string): ProblemException => invalidField('cursor', message, 'The cursor');
