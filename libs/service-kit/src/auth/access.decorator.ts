/** What a route says about who may call it. A route that says nothing stops the service from starting. */
import { applyDecorators, SetMetadata, type CustomDecorator } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Role } from '@sentinai/contracts';

/** `public`: no token is needed or looked at. Else the roles, of which one suffices. */
export type Access = 'public' | readonly [Role, ...Role[]];

const ACCESS = 'sentinai:access';

/** Opens a route, or every route of a controller that does not say otherwise, to callers without a token. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public' satisfies Access);

/**
 * Names the roles that may call a route, or the routes of a controller. Higher roles are included: `@Allow('operator')`
 * lets in operators, admins and super admins.
 */
export const Allow = (...roles: readonly [Role, ...Role[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ACCESS, roles), ApiBearerAuth());

/** What the handler says, else what its controller says. */
export function accessOf(handler: object, controller: object): Access | undefined {
  return (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as Access | undefined;
}
