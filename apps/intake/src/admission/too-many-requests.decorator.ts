/** What the OpenAPI document says of refusals. */
import { ApiTooManyRequestsResponse } from '@nestjs/swagger';

const header = (description: string) => ({ description, schema: { type: 'string' as const } });

/** The route answers 429 when its tenant brings too much. */
export const RefusesTooMany = (more = ''): MethodDecorator & ClassDecorator =>
  ApiTooManyRequestsResponse({
    description: `\`rate_limited\`: the tenant brings too much, or the pipeline is behind. Nothing of the request is stored.${more}`,
    headers: {
      'Retry-After': header('Whole seconds after which the same request is accepted.'),
      'RateLimit-Policy': header("The tenant's limit in items: `q` at once, all of them back after `w` seconds."),
      RateLimit: header('What is left of it: `r` items now, all of them in `t` seconds.'),
    },
  });
