import { aDomainPack } from '../testing/domain-config.builder.ts';
import { importDomainPack, importTenantPack } from './pack-import.ts';

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

  it('fail with a warning, and the pack is still imported', () => {
    const { pack: imported, warnings, tests } = importDomainPack(pack({ severity: 'low', playbook: 'q' }));

    expect(imported).not.toBeNull();
    expect(tests).toEqual({ cases: 2, failed: 1 });
    expect(warnings).toEqual([
      { path: 'test_suites[0].expected.severity', message: 'test expects low, the pack says high' },
      { path: 'test_suites[0].expected.playbook', message: 'test expects q, the pack says p' },
    ]);
  });
});

describe('redaction in samples', () => {
  const CARD_LIKE = '4111111111111111';
  const pack = (redaction?: object) =>
    aDomainPack({
      normalization: { entity: '$.order.id', title: '$.subject', type: '$.kind' },
      ...(redaction && { redaction }),
      test_suites: [
        { input: { raw_payload: { order: { id: 'ORD-1' }, kind: 'CASH_BREAK' } }, expected: {} },
        {
          input: { raw_payload: { order: { id: CARD_LIKE }, subject: 'for a@b.io', kind: 'CASH_BREAK' } },
          expected: {},
        },
        { input: { raw_payload: { order: { id: Number(CARD_LIKE) }, kind: 'CASH_BREAK' } }, expected: {} },
      ],
    });
  const warnings = (redaction?: object) => importDomainPack(pack(redaction)).warnings;

  it('warns once of a mapped id that looks like personal data, and says how to keep it', () => {
    expect(warnings()).toEqual([
      { path: 'normalization.entity', message: expect.stringContaining('"$.order.id": "keep"') as string },
    ]);
  });

  it.each([
    ['keep', { fields: { '$.order.id': 'keep' } }],
    ['a switch of the field', { fields: { id: { card: false } } }],
    ['a switch of the pack', { detectors: { card: false } }],
  ])('is silent with %s', (_case, redaction) => {
    expect(warnings(redaction)).toEqual([]);
  });

  it("warns of a tenant's pii_fields that cover a mapped id, not of what the domain redacts anyway", () => {
    const tenant = { tenant_id: 'T', domain: aDomainPack().domain };
    const domainPack = importDomainPack(pack()).pack;
    const of = (fields: object) => importTenantPack({ ...tenant, ...fields }, domainPack).warnings;

    expect(of({ pii_fields: ['kind'] })).toEqual([
      { path: '$', message: expect.stringContaining('normalization.type: $.kind') as string },
    ]);
    expect(of({})).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an unknown detector', { detectors: { passport: false } }, 'redaction.detectors.passport'],
    ['a word that means nothing', { fields: { id: 'leave' } }, 'redaction.fields.id'],
    ['a path that is none', { fields: { '$[': 'keep' } }, "redaction.fields['$[']"],
  ])('names %s as a fault', (_case, redaction, path) => {
    const { faults } = importDomainPack(pack(redaction));

    expect(new Set(faults.map((fault) => fault.path))).toEqual(new Set([path]));
  });

  it('warns of a field that is kept and personal at once', () => {
    const tenant = {
      tenant_id: 'T',
      domain: aDomainPack().domain,
      pii_fields: ['id'],
      redaction: { fields: { id: 'keep' } },
    };

    expect(importTenantPack(tenant, null).warnings).toMatchObject([{ path: 'redaction.fields.id' }]);
  });
});
