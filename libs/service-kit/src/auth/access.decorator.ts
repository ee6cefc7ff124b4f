/** Access rules of routes. A route without one keeps the service from starting. */
import { applyDecorators, SetMetadata, type CustomDecorator } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { type Permission, rolesWith } from '@sentinai/contracts';

/** `public`: no token or key is needed or checked. Otherwise the permission that the caller must have. */
export type Access = 'public' | Permission;

const ACCESS = 'sentinai:access';

/** Opens a route, or every route of a controller without its own rule, to callers without a token or key. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public' satisfies Access);

/** Names the permission that callers of a route, or of a controller's routes, must have: a line of `PERMISSIONS`. */
export const Allow = (permission: Permission): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, permission),
    ApiBearerAuth(),
    ApiExtension('x-permission', permission),
    ApiExtension('x-roles', rolesWith(permission)),
  );

/** Returns the handler's access rule, else its controller's. */
export function accessOf(handler: object, controller: object): Access | undefined {
  return (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as Access | undefined;
}
