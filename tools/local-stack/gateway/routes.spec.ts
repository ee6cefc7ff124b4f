import { describe, expect, it } from '@jest/globals';
import { routeFor } from './routes.ts';

describe('routeFor', () => {
  it.each([
    ['POST', '/exceptions', 'intake'],
    ['POST', '/exceptions/acme', 'intake'],
    ['DELETE', '/exceptions/acme/1', 'intake'],
    ['GET', '/exceptions/acme', 'ops-api'],
    ['HEAD', '/exceptions/acme', 'ops-api'],
    ['POST', '/api/exceptions/acme', 'intake'],
    ['GET', '/api/exceptions/acme', 'ops-api'],
    ['PUT', '/api/tenants/acme', 'ops-api'],
    ['GET', '/ops/workers', 'ops-api'],
  ])('%s %s goes to %s', (method, path, app) => {
    expect(routeFor(method, path)).toBe(app);
  });

  it.each(['/', '/exceptionsfoo', '/apifoo', '/metrics'])('serves nothing at %s', (path) => {
    expect(routeFor('GET', path)).toBeUndefined();
  });

  it('takes the first route that fits', () => {
    const routes = [
      { methods: ['GET'], prefix: '/a/b', app: 'first' },
      { methods: 'any', prefix: '/a', app: 'second' },
    ] as const;

    expect(routeFor('GET', '/a/b/c', routes)).toBe('first');
    expect(routeFor('POST', '/a/b/c', routes)).toBe('second');
  });
});
