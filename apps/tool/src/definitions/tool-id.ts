/** The id of a tool in a path. */
import { integerIdOf, ProblemException } from '@sentinai/service-kit';

/** @throws ProblemException `not_found` when no tool can have this id */
export function toolIdOf(text: string): number {
  const id = integerIdOf(text);
  if (id === null) throw unknownTool();
  return id;
}

export const unknownTool = (): ProblemException =>
  new ProblemException('not_found', 'The tenant has no tool with this id.');
