/** What an endpoint must not hold. Pure. */
import { isSecretName } from '@sentinai/service-kit';

/** The name of a query parameter that holds a secret, as far as its name tells; null when there is none. */
export function secretInQuery(endpoint: string): string | null {
  const query = new URLSearchParams(URL.parse(endpoint)?.search ?? '');
  return [...query.keys()].find(isSecretName) ?? null;
}
