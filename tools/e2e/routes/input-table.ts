/** What a table of inputs holds. */
import type { Role } from '@sentinai/contracts';
import type { RouteInput } from '../../openapi/route-input.ts';
import type { ApiWorld } from './api-world.ts';

/**
 * Makes a request that the route answers with 2xx when its caller may. It is about the world's tenant, and names it wherever the
 * route can be told one: a super admin's token names none. Reads are made once; of what writes, one is made for each caller.
 *
 * @param caller who is going to send it, for what belongs to a person
 */
export type MakeInput = (world: ApiWorld, caller: Role) => RouteInput | Promise<RouteInput>;

/** By the route: `GET /api/exceptions/{tenant_id}`. */
export type RouteInputs = Readonly<Record<string, MakeInput>>;
