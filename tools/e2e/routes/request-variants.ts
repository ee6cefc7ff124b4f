/** Variations of a request that a stranger makes, and what of an answer says something. Pure. */
import { randomUUID } from 'node:crypto';
import type { RouteInput } from '../../openapi/route-input.ts';
import type { ApiAnswer } from './api-world.ts';

export const namesTenant = ({ path, query, body }: RouteInput): boolean =>
  [path, query, body].some((part) => typeof part === 'object' && part !== null && 'tenant_id' in part);

/** The same request, about another tenant. */
export function inTenant(input: RouteInput, tenant: string): RouteInput {
  const swapped = <Part>(part: Part): Part =>
    typeof part === 'object' && part !== null && 'tenant_id' in part ? { ...part, tenant_id: tenant } : part;
  return { ...input, path: swapped(input.path), query: swapped(input.query), body: swapped(input.body) };
}

/** `/api/things/{thing_id}`; the tenant's own id is no secret of the tenant's. */
export const namesAnId = (path: string): boolean => /\{(?!tenant_id\})\w*id\}/.test(path);

export const idsOf = ({ path = {} }: RouteInput): [string, string | number][] =>
  Object.entries(path).filter(([name]) => name !== 'tenant_id' && name.endsWith('id'));

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The same request, with ids of the same shape that nothing has. */
export const withNowhereIds = (input: RouteInput): RouteInput => ({
  ...input,
  path: { ...input.path, ...Object.fromEntries(idsOf(input).map(toNowhere)) },
});

function toNowhere([name, id]: [string, string | number]): [string, string | number] {
  if (/^\d+$/.test(String(id))) return [name, 2_000_000_000];
  return [name, UUID.test(String(id)) ? randomUUID() : `NOWHERE-${id}`];
}

/** What is answered, without what the sender has said itself: the path. */
export function withoutPath({ text, body }: ApiAnswer): string {
  if (typeof body !== 'object' || body === null || !('instance' in body)) return text;
  return JSON.stringify({ ...body, instance: null });
}

/** What an answer says, whichever id was asked for. */
export function wordsOf({ status, body }: ApiAnswer, input: RouteInput): unknown {
  const { instance: _instance, request_id: _id, ...words } = (body ?? {}) as Record<string, unknown>;
  const said = idsOf(input).reduce(
    (text, [, id]) => text.replaceAll(wholeWord(String(id)), '…'),
    JSON.stringify(words),
  );
  return { status, said };
}

/** The id 40 is no part of the status 404. */
const wholeWord = (text: string): RegExp =>
  new RegExp(`(?<!\\w)${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`, 'g');
