/** OpenAPI documentation of 429 responses. */
import { ApiTooManyRequestsResponse } from '@nestjs/swagger';

const header = (description: string) => ({ description, schema: { type: 'string' as const } });

/** Documents that the route responds with 429 when its tenant is over a limit. */
export const RefusesTooMany = (more = ''): MethodDecorator & ClassDecorator =>
  ApiTooManyRequestsResponse({
    description: `\`rate_limited\`: the tenant is over its limit, or the pipeline has a backlog. Nothing of the request is stored.${more}`,
    headers: {
      'Retry-After': header('Whole seconds after which the same request is accepted.'),
      'RateLimit-Policy': header("The tenant's limit in items: a burst of `q`, fully replenished after `w` seconds."),
      RateLimit: header('The rest of the limit: `r` items now, the full burst in `t` seconds.'),
    },
  });
