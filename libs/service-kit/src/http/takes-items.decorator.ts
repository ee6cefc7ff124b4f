/** Lets a route accept many items at once. */
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import { type BodyConfig, mediaTypesOf } from './media-types.ts';

/**
 * Accepts a JSON array of items, or JSON lines as a stream (a `Readable` body, which the route itself counts and
 * limits). An unreadable item of the array reaches the route as an `UnreadableItem`.
 *
 * @param maxItems of the array
 */
export function TakesItems(maxItems: number): MethodDecorator {
  const config: BodyConfig = { maxItems };
  return applyDecorators(RouteConfig(config), ApiConsumes(...mediaTypesOf(config)));
}
