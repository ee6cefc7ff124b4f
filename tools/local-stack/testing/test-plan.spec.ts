import { describe, expect, it } from '@jest/globals';
import { endToEndSuites, sharesAStack } from './end-to-end-suites.ts';
import { planOfSuites, projectsOfTier, wholePlan } from './test-plan.ts';

describe('the whole plan', () => {
  it('has every app, lib and tool with tests, and every end-to-end suite', () => {
    const { projects, suites } = wholePlan();

    expect(projects).toEqual(expect.arrayContaining(['apps/intake', 'libs/domain', 'tools/cli', 'tools/local-stack']));
    expect(projects).not.toContain('tools/e2e');
    expect(suites).toEqual(expect.arrayContaining(['access', 'readiness']));
  });

  it('asks for servers only for projects with integration tests', () => {
    const projects = projectsOfTier(wholePlan().projects, 'int');

    expect(projects).toEqual(expect.arrayContaining(['libs/persistence', 'tools/cli']));
    expect(projects).not.toContain('libs/domain');
  });
});

describe('a plan of suites', () => {
  it('takes names and the beginnings of names', () => {
    expect(planOfSuites(['http', 'play'])).toMatchObject({ stages: ['e2e'], suites: ['http', 'playbooks'] });
  });

  it('lists the suites when a name is unknown', () => {
    expect(() => planOfSuites(['nothing'])).toThrow(/no suite nothing\. The suites are: access, /);
  });
});

describe('an end-to-end suite', () => {
  it.each([
    ['stack = await TestStack.shared();', true],
    ['world = await ApiWorld.start();', true],
    ['stack = await TestStack.start();', false],
  ])('with %s shares a stack: %s', (source, expected) => {
    expect(sharesAStack(source)).toBe(expected);
  });

  it('has its own stack when it breaks the stack', () => {
    const { sharing, others } = endToEndSuites(['http', 'readiness']);

    expect([sharing, others]).toEqual([['tools/e2e/http.e2e.spec.ts'], ['tools/e2e/readiness.e2e.spec.ts']]);
  });
});
