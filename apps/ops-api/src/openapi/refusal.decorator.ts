/** Describes a refusal of a route: problem details. */
import { ApiResponse } from '@nestjs/swagger';

export const Refusal = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
