/** Refuses to start a service that has a route without an access rule. */
import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { InjectConfig } from '../config/config.module.ts';
import { accessOf, type Access } from './access.decorator.ts';
import { takesTokens, type AuthConfig } from './token-verifier.ts';

interface Route {
  /** `GET Tenants.list` */
  name: string;
  access: Access | undefined;
}

@Injectable()
export class RouteAccessAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    @InjectConfig() private readonly config: Partial<AuthConfig>,
  ) {}

  /** @throws Error listing every route at fault */
  onModuleInit(): void {
    const routes = this.routes();
    const open = routes.filter(({ access }) => access === undefined);
    if (open.length > 0) {
      throw new Error(`These routes have neither @Public() nor @Allow(…):\n${list(open)}`);
    }
    const guarded = routes.filter(({ access }) => access !== 'public');
    if (guarded.length > 0 && !takesTokens(this.config)) {
      throw new Error(`These routes need tokens, but the configuration has no authSettings:\n${list(guarded)}`);
    }
  }

  private routes(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((method) => routeOf(metatype, method, prototype[method]) ?? []);
    });
  }
}

function routeOf(
  controller: { readonly name: string },
  method: string,
  handler: object | undefined,
): Route | undefined {
  if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) return undefined;
  const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  return { name: `${verb} ${controller.name}.${method}`, access: accessOf(handler, controller) };
}

const list = (routes: Route[]): string => routes.map(({ name }) => `  ${name}`).join('\n');
