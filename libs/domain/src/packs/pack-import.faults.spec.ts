import { aDomainPack } from './domain-config.builder.ts';
import type { DomainPack } from './domain-pack.schema.ts';
import { importDomainPack } from './pack-import.ts';
import type { PackPlaybookStep } from './playbook.schema.ts';

const fault = (path: string, message: string) => ({ path, message: expect.stringContaining(message) });

const withStep = (step: Partial<PackPlaybookStep>) => ({
  playbooks: [{ name: 'p', match: {}, steps: [{ name: 's', action_type: 'notify' as const, ...step }] }],
});

const withTool = (tool: Partial<DomainPack['tools'][string]>) => ({
  tools: { t: { endpoint: 'https://t.example.com', ...tool } },
});

describe('the schema of a domain pack', () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    ['a missing field', { tools: undefined }, '$', "must have required property 'tools'"],
    ['an unknown key', { mood: 'good' }, 'mood', 'is not a key of this object'],
    ['an unknown key, deep down', withStep({ foo: 1 } as object), 'playbooks[0].steps[0].foo', 'is not a key'],
    ['a domain with blanks', { domain: 'a b' }, 'domain', 'must match pattern'],
    [
      'a severity that is none',
      { severity_rules: [{ when: 'true', severity: 'huge' }] },
      'severity_rules[0].severity',
      'low, medium, high, critical',
    ],
    ['a type with a bad name', { exception_types: { ' x': {} } }, 'exception_types', "key ' x'"],
    [
      'an action nobody knows',
      withStep({ action_type: 'explode' as 'notify' }),
      'playbooks[0].steps[0].action_type',
      'must be one of notify',
    ],
    [
      'a playbook without steps',
      { playbooks: [{ name: 'p', match: {}, steps: [] }] },
      'playbooks[0].steps',
      'must NOT have fewer than 1',
    ],
    [
      'a timeout that is none',
      withStep({ timeout: 'soon' }),
      'playbooks[0].steps[0].timeout',
      'must be minutes, or a number with a unit',
    ],
    [
      'a failure that leads nowhere',
      withStep({ on_failure: 'cry' as 'fail' }),
      'playbooks[0].steps[0].on_failure',
      '{goto: <step name>}',
    ],
    ['a secret instead of a reference', withTool({ auth_ref: 'Bearer abc' }), 'tools.t.auth_ref', 'must match pattern'],
    [
      'too many types',
      { exception_types: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`T${i}`, {}])) },
      'exception_types',
      'more than 500',
    ],
    [
      'a threshold above 1',
      { guardrails: { human_approval_threshold: 2 } },
      'guardrails.human_approval_threshold',
      '<= 1',
    ],
  ])('refuses %s', (_case, overrides, path, message) => {
    const { pack, faults } = importDomainPack({ ...aDomainPack(), ...overrides });

    expect(pack).toBeNull();
    expect(faults).toContainEqual(fault(path, message));
  });

  it('says every fault, not only the first', () => {
    const severity_rules = Array.from({ length: 30 }, () => ({ when: 'true', severity: 'huge' }));

    expect(importDomainPack({ ...aDomainPack(), severity_rules }).faults).toHaveLength(30);
  });
});

describe('what a domain pack refers to', () => {
  it.each<[string, Partial<DomainPack>, string, string]>([
    [
      'an unknown type in a rule',
      { severity_rules: [{ when: "exceptionType == 'X'", severity: 'low' }] },
      'severity_rules[0].when',
      'the exception type X',
    ],
    [
      'a condition that does not compile',
      { severity_rules: [{ when: 'amount >', severity: 'low' }] },
      'severity_rules[0].when',
      'Unexpected token',
    ],
    [
      'an unknown type in a classification',
      { classification: [{ when: 'true', type: 'X' }] },
      'classification[0].type',
      'X',
    ],
    ['an unknown type in the SLA', { sla: { by_type: { X: 5 } } }, 'sla.by_type.X', 'X'],
    ['a path that is none', { normalization: { amount: '$..' } }, 'normalization.amount', 'is not a JSONPath'],
    ['a tool without a URL', withTool({ endpoint: 'ftp://x' }), 'tools.t.endpoint', 'http or https'],
    ['a URL with a password', withTool({ endpoint: 'https://u:p@x.example.com' }), 'tools.t.endpoint', 'http or https'],
    ['a schema Ajv refuses', withTool({ input_schema: { type: 'objekt' } }), 'tools.t.input_schema', 'type'],
    [
      'a schema with a typo',
      withTool({ output_schema: { type: 'object', requierd: [] } }),
      'tools.t.output_schema',
      'requierd',
    ],
    [
      'a schema that refers elsewhere',
      withTool({ input_schema: { $ref: 'https://x.example.com/s' } }),
      'tools.t.input_schema',
      "can't resolve reference",
    ],
    [
      'a playbook for an unknown type',
      {
        playbooks: [
          { name: 'p', match: { exception_type: ['CASH_BREAK', 'X'] }, steps: [{ name: 's', action_type: 'notify' }] },
        ],
      },
      'playbooks[0].match.exception_type[1]',
      'X',
    ],
    [
      'a step with a bad condition',
      withStep({ when: 'nope == 1' }),
      'playbooks[0].steps[0].when',
      'Unknown variable: nope',
    ],
    [
      'a step with an unknown tool',
      withStep({ action_type: 'call_tool', params: { tool: 'x' } }),
      'playbooks[0].steps[0].params.tool',
      'the tool x',
    ],
    [
      'a tool call without a tool',
      withStep({ action_type: 'call_tool' }),
      'playbooks[0].steps[0].params.tool',
      'must name the tool',
    ],
    [
      'arguments that are none',
      withStep({ action_type: 'call_tool', params: { tool: 'getOrder', arguments: [] } }),
      'playbooks[0].steps[0].params.arguments',
      'must be an object',
    ],
    [
      'a manual step without words',
      withStep({ action_type: 'manual', params: {} }),
      'playbooks[0].steps[0].params.instruction',
      'must say what',
    ],
    [
      'a status nobody knows',
      withStep({ action_type: 'set_status', params: { status: 'done' } }),
      'playbooks[0].steps[0].params.status',
      'must be one of open',
    ],
    [
      'a step that goes nowhere',
      withStep({ on_failure: { goto: 'x' } }),
      'playbooks[0].steps[0].on_failure.goto',
      'the step x',
    ],
    ['a reserved param', withStep({ params: { _control: {} } }), 'playbooks[0].steps[0].params._control', 'reserved'],
  ])('must exist: %s', (_case, overrides, path, message) => {
    const { pack, faults } = importDomainPack(aDomainPack(overrides));

    expect(pack).toBeNull();
    expect(faults).toEqual([fault(path, message)]);
  });

  it('must not be named twice', () => {
    const step = { name: 's', action_type: 'notify' } as const;
    const playbook = { name: 'p', match: {}, steps: [step, step] };

    expect(importDomainPack(aDomainPack({ playbooks: [playbook, { ...playbook, steps: [step] }] })).faults).toEqual([
      fault('playbooks[1].name', 'p is used twice'),
      fault('playbooks[0].steps[1].name', 's is used twice'),
    ]);
  });

  it('may be odd without stopping the import', () => {
    const { pack, warnings } = importDomainPack(
      aDomainPack({
        playbooks: [
          {
            name: 'p',
            match: { domain: 'Claims', exception_type: 'X*' },
            steps: [{ name: 's', action_type: 'notify' }],
          },
        ],
        guardrails: { block_lists: ['getOrder', 'CASH_BREAK', 'ghost'] },
        normalization: { status: { authority: 'source', map: {}, default: 'open' } },
      }),
    );

    expect(pack).not.toBeNull();
    expect(warnings).toEqual([
      fault('normalization.status', 'no effect without source_status'),
      fault('playbooks[0].match.domain', 'never matches'),
      fault('playbooks[0].match.exception_type', 'fits no exception type'),
      fault('guardrails.block_lists[2]', 'ghost is not known'),
    ]);
  });
});
