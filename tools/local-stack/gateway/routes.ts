/** The gateway's routing table. */

export interface Route {
  methods: readonly string[] | 'any';
  /** Matches this path and everything below it; `*` matches any one segment. */
  path: string;
  app: string;
}

const READS = ['GET', 'HEAD'];
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** The first match wins. */
export const ROUTES: readonly Route[] = [
  { methods: WRITES, path: '/exceptions', app: 'intake' },
  { methods: READS, path: '/exceptions', app: 'ops-api' },
  { methods: WRITES, path: '/api/exceptions/*/*/playbook', app: 'playbook' },
  { methods: WRITES, path: '/api/exceptions/*/*/*', app: 'ops-api' },
  { methods: ['POST'], path: '/api/exceptions', app: 'intake' },
  { methods: WRITES, path: '/api/playbooks', app: 'playbook' },
  { methods: WRITES, path: '/playbook', app: 'playbook' },
  { methods: WRITES, path: '/api/tools', app: 'tool' },
  { methods: WRITES, path: '/tool', app: 'tool' },
  { methods: 'any', path: '/api/tenants', app: 'governance' },
  { methods: 'any', path: '/api/packs', app: 'governance' },
  { methods: 'any', path: '/api/api-keys', app: 'governance' },
  { methods: 'any', path: '/audit', app: 'audit' },
  { methods: 'any', path: '/api', app: 'ops-api' },
  { methods: 'any', path: '/ops', app: 'ops-api' },
];

/**
 * Returns the app for a request; undefined when there is none.
 * @param path without the query string
 */
export function routeFor(method: string, path: string, routes: readonly Route[] = ROUTES): string | undefined {
  return routes.find((route) => allows(route, method) && isWithin(route.path, path))?.app;
}

function allows(route: Route, method: string): boolean {
  return route.methods === 'any' || route.methods.includes(method);
}

function isWithin(pattern: string, path: string): boolean {
  const segments = path.split('/');
  return pattern
    .split('/')
    .every((part, place) => (part === '*' ? Boolean(segments[place]) : segments[place] === part));
}
