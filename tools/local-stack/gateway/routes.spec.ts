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
    ['POST', '/api/exceptions/acme/batch', 'intake'],
    ['POST', '/api/exceptions/acme/1/assign', 'ops-api'],
    ['GET', '/api/exceptions/acme/1/playbook', 'ops-api'],
    ['POST', '/api/exceptions/acme/1/playbook/recalculate', 'playbook'],
    ['POST', '/api/exceptions/acme/1/playbook/steps/2/approve', 'playbook'],
    ['PUT', '/api/playbooks/7', 'playbook'],
    ['GET', '/api/playbooks/7', 'ops-api'],
    ['POST', '/api/tools/7/execute', 'tool'],
    ['POST', '/tool/execute', 'tool'],
    ['PATCH', '/api/tenants/acme', 'governance'],
    ['GET', '/api/packs', 'governance'],
    ['DELETE', '/api/api-keys/1', 'governance'],
    ['GET', '/audit/events', 'audit'],
    ['PUT', '/api/views/1', 'ops-api'],
    ['GET', '/ops/workers', 'ops-api'],
  ])('%s %s goes to %s', (method, path, app) => {
    expect(routeFor(method, path)).toBe(app);
  });

  it.each(['/', '/exceptionsfoo', '/apifoo', '/metrics'])('serves nothing at %s', (path) => {
    expect(routeFor('GET', path)).toBeUndefined();
  });

  it('takes the first route that fits', () => {
    const routes = [
      { methods: ['GET'], path: '/a/b', app: 'first' },
      { methods: 'any', path: '/a', app: 'second' },
    ] as const;

    expect(routeFor('GET', '/a/b/c', routes)).toBe('first');
    expect(routeFor('POST', '/a/b/c', routes)).toBe('second');
  });
});
