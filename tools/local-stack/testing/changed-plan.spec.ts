import { describe, expect, it } from '@jest/globals';
import { planFor } from './changed-plan.ts';
import { wholePlan } from './test-plan.ts';

const names = wholePlan().suites;

describe('the plan for a change', () => {
  it('is nothing when nothing has changed', () => {
    expect(planFor([], [])).toEqual({ isWhole: false, stages: [], projects: [], suites: [] });
  });

  it('of a lib is what depends on it, the tools and the suites about the pipeline', () => {
    const plan = planFor(['libs/domain/src/index.ts'], ['libs/domain', 'apps/triage']);

    expect(plan.stages).toEqual(['lint', 'unit', 'int', 'e2e']);
    expect(plan.projects).toEqual(expect.arrayContaining(['libs/domain', 'apps/triage', 'tools/cli']));
    expect(plan.projects).not.toContain('apps/intake');
    expect(plan.suites).toEqual(expect.arrayContaining(['access', 'crash', 'governance', 'tools']));
    expect(plan.suites).not.toContain('encryption');
  });

  it('of one suite is that suite', () => {
    expect(planFor(['tools/e2e/http.e2e.spec.ts'], []).suites).toEqual(['http']);
  });

  it.each(['tools/e2e/fixtures/test-stack.ts', 'tools/e2e/routes/api-world.ts', 'tools/e2e/jest.config.mjs'])(
    'of %s is all suites',
    (file) => {
      expect(planFor([file], []).suites).toEqual(names);
    },
  );

  it('of a document is the suites that read it', () => {
    expect(planFor(['docs/openapi.json'], []).suites).toEqual(['access', 'fuzz']);
  });
});
