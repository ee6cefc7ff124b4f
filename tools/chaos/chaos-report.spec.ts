import { describe, expect, it } from '@jest/globals';
import type { ChaosResult } from './chaos-report.ts';
import { differenceLines, isFlawless, summaryLine } from './chaos-report.ts';

const flawless: ChaosResult = {
  kills: 20,
  seed: 7,
  accepted: 100,
  findings: { finished: 100, differences: [] },
  refusals: [],
  drained: true,
};
const lost = { kind: 'lost' as const, what: 'dead letters', count: 3, examples: [{ consumer: 'tool' }] };
const doubled = { kind: 'doubled' as const, what: 'event ids', count: 2, examples: [] };

describe('the report', () => {
  it('has the sums of the differences in its last line', () => {
    const refusals = [{ tenantId: 'T', key: 'T-1', reason: 'HTTP 409' }];
    const line = summaryLine({ ...flawless, findings: { finished: 97, differences: [lost, doubled] }, refusals });

    expect(JSON.parse(line)).toEqual({
      kills: 20,
      seed: 7,
      accepted: 100,
      finished: 97,
      lost: 4,
      doubled: 2,
      out_of_order: 0,
    });
  });

  it('is flawless when nothing differs', () => {
    expect(isFlawless(flawless)).toBe(true);
  });

  it.each<Partial<ChaosResult>>([
    { drained: false },
    { accepted: 101 },
    { refusals: [{ tenantId: 'T', key: 'T-1', reason: 'HTTP 409' }] },
    { findings: { finished: 100, differences: [doubled] } },
  ])('is not with %j', (flaw) => {
    expect(isFlawless({ ...flawless, ...flaw })).toBe(false);
  });

  it('shows each difference with examples', () => {
    const result = { ...flawless, findings: { finished: 100, differences: [lost] } };

    expect(differenceLines(result)).toEqual(['LOST: 3 dead letters', '  {"consumer":"tool"}']);
  });
});
