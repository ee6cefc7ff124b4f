import { aDomainPack } from './domain-config.builder.ts';
import { importDomainPack } from './pack-import.ts';

describe("a pack's own tests", () => {
  const pack = (expected: object) =>
    aDomainPack({
      severity_rules: [{ when: 'amount > 10', severity: 'high' }],
      classification: [{ when: 'has(rawPayload.settleId)', type: 'SETTLEMENT_FAIL' }],
      normalization: { amount: '$.value' },
      playbooks: [
        { name: 'p', match: { exception_type: 'CASH_BREAK' }, steps: [{ name: 's', action_type: 'notify' }] },
      ],
      test_suites: [
        { input: { exception_type: 'CASH_BREAK', raw_payload: { value: 11 } }, expected },
        {
          input: { raw_payload: { settleId: 1 } },
          expected: { exception_type: 'SETTLEMENT_FAIL', severity: 'medium' },
        },
      ],
    });

  it('pass silently', () => {
    const expected = { exception_type: 'CASH_BREAK', severity: 'high', playbook: 'p' };

    expect(importDomainPack(pack(expected))).toMatchObject({ warnings: [], tests: { cases: 2, failed: 0 } });
  });

  it('fail with a warning, and the pack is imported all the same', () => {
    const { pack: imported, warnings, tests } = importDomainPack(pack({ severity: 'low', playbook: 'q' }));

    expect(imported).not.toBeNull();
    expect(tests).toEqual({ cases: 2, failed: 1 });
    expect(warnings).toEqual([
      { path: 'test_suites[0].expected.severity', message: 'test expects low, the pack says high' },
      { path: 'test_suites[0].expected.playbook', message: 'test expects q, the pack says p' },
    ]);
  });
});
