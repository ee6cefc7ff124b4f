/** What a route says about who may call it. A route that says nothing stops the service from starting. */
import { applyDecorators, SetMetadata, type CustomDecorator } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { type Permission, rolesWith } from '@sentinai/contracts';

/** `public`: no token or key is needed or looked at. Else what the caller must have. */
export type Access = 'public' | Permission;

const ACCESS = 'sentinai:access';

/** Opens a route, or every route of a controller that does not say otherwise, to callers without a token or key. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'public' satisfies Access);

/** Names what callers of a route, or of the routes of a controller, must be allowed: a line of `PERMISSIONS`. */
export const Allow = (permission: Permission): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, permission),
    ApiBearerAuth(),
    ApiExtension('x-permission', permission),
    ApiExtension('x-roles', rolesWith(permission)),
  );

/** What the handler says, else what its controller says. */
export function accessOf(handler: object, controller: object): Access | undefined {
  return (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as Access | undefined;
}
