/** Opens a route to many items at once. */
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import { type BodyConfig, mediaTypesOf } from './media-types.ts';

/**
 * The route takes a JSON array of items, or JSON lines as a stream (its body is a `Readable`, which the route counts and limits itself).
 * An item of the array that cannot be read reaches the route as an `UnreadableItem`.
 *
 * @param maxItems of the array
 */
export function TakesItems(maxItems: number): MethodDecorator {
  const config: BodyConfig = { maxItems };
  return applyDecorators(RouteConfig(config), ApiConsumes(...mediaTypesOf(config)));
}
