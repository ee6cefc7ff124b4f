/** Variants of a request for a stranger, and the informative part of a response. Pure. */
import { randomUUID } from 'node:crypto';
import { isUuid } from '@sentinai/service-kit';
import type { RouteInput } from '../../openapi/route-input.ts';
import type { ApiAnswer } from './api-world.ts';

export const namesTenant = ({ path, query, body }: RouteInput): boolean =>
  [path, query, body].some((part) => typeof part === 'object' && part !== null && 'tenant_id' in part);

/** Returns the same request for another tenant. */
export function inTenant(input: RouteInput, tenant: string): RouteInput {
  const swapped = <Part>(part: Part): Part =>
    typeof part === 'object' && part !== null && 'tenant_id' in part ? { ...part, tenant_id: tenant } : part;
  return { ...input, path: swapped(input.path), query: swapped(input.query), body: swapped(input.body) };
}

/** Returns the same request with other words in its body: what a stranger stores with it is then not the owner's secret. */
export function withOwnWords(input: RouteInput, secret: string): RouteInput {
  if (input.body === undefined) return input;
  const body: unknown = JSON.parse(JSON.stringify(input.body).replaceAll(secret, 'words of the stranger'));
  return { ...input, body };
}

/** Whether a path contains an id, such as `/api/things/{thing_id}`; the tenant's own id is not a secret. */
export const namesAnId = (path: string): boolean => /\{(?!tenant_id\})\w*id\}/.test(path);

export const idsOf = ({ path = {} }: RouteInput): [string, string | number][] =>
  Object.entries(path).filter(([name]) => name !== 'tenant_id' && name.endsWith('id'));

/** Returns the same request with nonexistent ids of the same shape. */
export const withNowhereIds = (input: RouteInput): RouteInput => ({
  ...input,
  path: { ...input.path, ...Object.fromEntries(idsOf(input).map(toNowhere)) },
});

function toNowhere([name, id]: [string, string | number]): [string, string | number] {
  if (/^\d+$/.test(String(id))) return [name, 2_000_000_000];
  return [name, isUuid(id) ? randomUUID() : `NOWHERE-${id}`];
}

/** Returns the response without the path, which the sender already knows. */
export function withoutPath({ text, body }: ApiAnswer): string {
  if (typeof body !== 'object' || body === null || !('instance' in body)) return text;
  return JSON.stringify({ ...body, instance: null });
}

/** Returns the content of a response, independent of the requested id. */
export function wordsOf({ status, body }: ApiAnswer, input: RouteInput): unknown {
  const { instance: _instance, request_id: _id, ...words } = (body ?? {}) as Record<string, unknown>;
  const said = idsOf(input).reduce(
    (text, [, id]) => text.replaceAll(wholeWord(String(id)), '…'),
    JSON.stringify(words),
  );
  return { status, said };
}

/** Matches whole words only: the id 40 must not match in the status 404. */
const wholeWord = (text: string): RegExp =>
  new RegExp(`(?<!\\w)${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`, 'g');
