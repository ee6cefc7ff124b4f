/** Types of the input tables. */
import type { Role } from '@sentinai/contracts';
import type { RouteInput } from '../../openapi/route-input.ts';
import type { ApiWorld } from './api-world.ts';

/**
 * Creates a request that the route answers with 2xx when its caller has the permission. It concerns the world's tenant, and names
 * the tenant wherever the route accepts one, since a super admin's token names none. A read is created once; a write is created for
 * each caller.
 *
 * @param caller sender of the request, for resources that belong to a person
 */
export type MakeInput = (world: ApiWorld, caller: Role) => RouteInput | Promise<RouteInput>;

/** Inputs by route: `GET /api/exceptions/{tenant_id}`. */
export type RouteInputs = Readonly<Record<string, MakeInput>>;
