/** Validates list parameters in a body exactly as the list of exceptions does. */
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { isStorable, ProblemException } from '@sentinai/service-kit';
import { ListExceptionsQuery } from '../exceptions/exceptions.dto.ts';

/** Paging parameters belong to each request, not to a saved query. */
const OF_A_PAGE: readonly string[] = ['limit', 'cursor'];

/**
 * Checks a saved query.
 * @param field of the body, for the paths of faults
 * @throws ProblemException `invalid_request` naming each parameter that the list would reject
 */
export function requireListQuery(query: Record<string, unknown>, field = 'query'): void {
  const errors = [...misshapen(query), ...refusedByList(query)].map(({ name, message }) => ({
    path: `${field}.${name}`,
    message,
  }));
  if (errors.length === 0) return;
  throw new ProblemException('invalid_request', 'The list of exceptions does not accept this query.', { errors });
}

const misshapen = (query: Record<string, unknown>) =>
  Object.entries(query).flatMap(([name, value]) => {
    if (OF_A_PAGE.includes(name)) return [{ name, message: 'is not allowed here' }];
    const isText = [value].flat().every((one) => typeof one === 'string' && isStorable(one));
    return isText
      ? []
      : [{ name, message: 'must be a string or a list of strings, each without NUL and half surrogate pairs' }];
  });

const refusedByList = (query: Record<string, unknown>) =>
  validateSync(plainToInstance(ListExceptionsQuery, query), { whitelist: true, forbidNonWhitelisted: true }).map(
    ({ property, constraints = {} }) => ({
      name: property,
      message:
        'whitelistValidation' in constraints ? 'is not a parameter of the list' : Object.values(constraints).join('; '),
    }),
  );
