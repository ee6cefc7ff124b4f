import { importDomainPack, importTenantPack, type PackFinding } from './pack-import.ts';

const NOTIFY = { name: 'tell', action_type: 'notify' };
const DOMAIN_PACK = {
  domain: 'D',
  exception_types: { CASH_BREAK: { tags: ['cash'] } },
  severity_rules: [{ when: "severity == 'HIGH'", severity: 'high' }],
  classification: [{ when: "amount > '100'", type: 'CASH_BREAK' }],
  tools: {},
  playbooks: [
    {
      name: 'p',
      match: {},
      when: 'amount < 1 && amount > 5',
      steps: [{ ...NOTIFY, when: "steps.tel.status == 'failed'", approval: { roles: ['Admin'] } }],
    },
  ],
};
const TENANT_PACK = {
  tenant_id: 'T',
  domain: 'D',
  routing: [{ when: "status in ['Open']", owner: 'desk' }],
  playbooks: [{ name: 'q', match: {}, steps: [{ ...NOTIFY, when: "'Cash' in tags" }] }],
};

const lines = (findings: readonly PackFinding[]): string[] => findings.map(({ path, message }) => `${path} ${message}`);

describe('an import warns of likely mistakes, with the path', () => {
  it('in a domain pack: rules, playbooks and their steps', () => {
    const { pack, faults, warnings } = importDomainPack(DOMAIN_PACK);

    expect({ pack: pack !== null, faults, warnings: lines(warnings) }).toEqual({
      pack: true,
      faults: [],
      warnings: [
        'severity_rules[0].when severity is low, medium, high or critical, and never HIGH, did you mean high?',
        'classification[0].when amount is a number: write 100 without quotes',
        'playbooks[0].when can never be true',
        'playbooks[0].steps[0].when the playbook has no step tel, did you mean tell?',
        'playbooks[0].steps[0].approval.roles[0] Admin is not one of viewer, operator, admin, super_admin, did you mean admin?',
      ],
    });
  });

  it('in a tenant pack', () => {
    const domainPack = importDomainPack(DOMAIN_PACK).pack;
    const { pack, warnings } = importTenantPack(TENANT_PACK, domainPack);

    expect({ pack: pack !== null, warnings: lines(warnings) }).toEqual({
      pack: true,
      warnings: [
        'routing[0].when status is open, analyzing, resolved or escalated, and never Open, did you mean open?',
        'playbooks[0].steps[0].when no exception type has the tag Cash, did you mean cash?',
      ],
    });
  });
});

it('names the nearest name in its faults', () => {
  const { faults } = importDomainPack({
    ...DOMAIN_PACK,
    severity_rules: [{ when: "exceptionType == 'cash_break'", severity: 'high', nmae: 'x' }],
    playbooks: [
      {
        name: 'p',
        match: { exception_type: 'CASHBREAK' },
        steps: [{ ...NOTIFY, timeuot: '5m', on_failure: { goto: 'Tell' } }],
      },
    ],
  });

  expect(lines(faults).sort()).toEqual(
    [
      'playbooks[0].match.exception_type names the exception type CASHBREAK, which the domain does not have, did you mean CASH_BREAK?',
      'playbooks[0].steps[0].on_failure.goto names the step Tell, which the playbook does not have, did you mean tell?',
      'playbooks[0].steps[0].timeuot is not a key of this object, did you mean timeout?',
      'severity_rules[0].nmae is not a key of this object, did you mean name?',
      'severity_rules[0].when names the exception type cash_break, which the domain does not have, did you mean CASH_BREAK?',
    ].sort(),
  );
});
