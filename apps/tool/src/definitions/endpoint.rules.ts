/** Checks for forbidden content in endpoints. Pure. */
import { isSecretName } from '@sentinai/service-kit';

/** Returns the name of a query parameter that, judging by its name, holds a secret; null when there is none. */
export function secretInQuery(endpoint: string): string | null {
  const query = new URLSearchParams(URL.parse(endpoint)?.search ?? '');
  return [...query.keys()].find(isSecretName) ?? null;
}
