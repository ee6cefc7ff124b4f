/** Which app answers which request at the gateway. */

export interface Route {
  methods: readonly string[] | 'any';
  /** Matches this path and all below it. */
  prefix: string;
  app: string;
}

const READS = ['GET', 'HEAD'];
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** The first that fits, counts. */
export const ROUTES: readonly Route[] = [
  { methods: WRITES, prefix: '/exceptions', app: 'intake' },
  { methods: ['POST'], prefix: '/api/exceptions', app: 'intake' },
  { methods: READS, prefix: '/exceptions', app: 'ops-api' },
  { methods: 'any', prefix: '/api', app: 'ops-api' },
  { methods: 'any', prefix: '/ops', app: 'ops-api' },
];

/**
 * The app for a request, undefined when there is none.
 * @param path without the query string
 */
export function routeFor(method: string, path: string, routes: readonly Route[] = ROUTES): string | undefined {
  return routes.find((route) => allows(route, method) && isWithin(route.prefix, path))?.app;
}

function allows(route: Route, method: string): boolean {
  return route.methods === 'any' || route.methods.includes(method);
}

function isWithin(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
