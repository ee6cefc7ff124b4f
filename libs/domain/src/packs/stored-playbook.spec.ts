import { createConditionCompiler } from '../conditions/condition.ts';
import { compilePlaybook } from '../playbooks/compile-playbook.ts';
import { aDomainPack, aTenantPack } from '../testing/domain-config.builder.ts';
import type { PackPlaybook } from './playbook.schema.ts';
import { packPlaybooks, playbookFromStored, playbookToStored } from './stored-playbook.ts';

const PLAYBOOK: PackPlaybook = {
  name: 'settle again',
  description: 'Retry, then ask',
  priority: 7,
  match: { exception_type: 'SETTLEMENT_*', severity_in: ['high'] },
  when: 'amount > 1',
  steps: [
    {
      name: 'retry',
      action_type: 'call_tool',
      params: { tool: 'retrySettlement', arguments: { id: '{exception.entity}' } },
      when: 'amount > 5',
      retry: { max_attempts: 3, backoff_ms: 500 },
      timeout: '48h',
      on_failure: { goto: 'ask' },
      approval: { quorum: 2, expires: '30m' },
    },
    { name: 'tell', action_type: 'notify' },
    { name: 'ask', action_type: 'manual', params: { instruction: 'Ask' }, approval: true, on_failure: 'escalate' },
  ],
};

const compile = (playbook: PackPlaybook) =>
  compilePlaybook({ playbookId: 4, version: 2, ...playbookToStored(playbook) }, createConditionCompiler());

describe('a playbook in the tables', () => {
  it("keeps a step's control fields apart from its params", () => {
    const { conditions, steps } = playbookToStored(PLAYBOOK);

    expect(conditions).toEqual({
      match: PLAYBOOK.match,
      when: 'amount > 1',
      priority: 7,
      description: 'Retry, then ask',
    });
    expect(steps[0]).toEqual({
      order: 1,
      name: 'retry',
      actionType: 'call_tool',
      params: {
        tool: 'retrySettlement',
        arguments: { id: '{exception.entity}' },
        _control: {
          when: 'amount > 5',
          retry: { max_attempts: 3, backoff_ms: 500 },
          timeout: '48h',
          on_failure: { goto: 'ask' },
          approval: { quorum: 2, expires: '30m' },
        },
      },
    });
    expect(steps[1]).toEqual({ order: 2, name: 'tell', actionType: 'notify', params: {} });
  });

  it('comes back as it was, in order', () => {
    const stored = playbookToStored(PLAYBOOK);

    expect(playbookFromStored({ ...stored, steps: stored.steps.toReversed() })).toEqual(PLAYBOOK);
  });
});

describe('a compiled playbook', () => {
  it('has its durations in minutes and its steps by order', () => {
    const { steps, ...playbook } = compile(PLAYBOOK);

    expect(playbook).toMatchObject({ playbookId: 4, version: 2, name: 'settle again', priority: 7 });
    expect(steps[0]).toMatchObject({
      order: 1,
      actionType: 'call_tool',
      params: { tool: 'retrySettlement', arguments: { id: '{exception.entity}' } },
      when: { source: 'amount > 5' },
      retry: { maxAttempts: 3, backoffMs: 500 },
      timeoutMinutes: 2880,
      onFailure: { goto: 3 },
      approval: { roles: ['operator', 'admin'], quorum: 2, expiresMinutes: 30 },
    });
    expect(steps[1]).toEqual({
      order: 2,
      name: 'tell',
      actionType: 'notify',
      params: {},
      when: null,
      retry: null,
      timeoutMinutes: null,
      onFailure: 'fail',
      approval: null,
    });
    expect(steps[2]).toMatchObject({
      onFailure: 'escalate',
      approval: { roles: ['operator', 'admin'], quorum: 1, expiresMinutes: null },
    });
  });

  it('cannot go to a step that does not exist', () => {
    const [first] = PLAYBOOK.steps;

    expect(() => compile({ ...PLAYBOOK, steps: first ? [first] : [] })).toThrow('goes to ask, which does not exist');
  });
});

describe("a tenant's playbooks", () => {
  it("are the domain's, replaced by its own of the same name, and the rest of its own", () => {
    const playbook = (name: string, priority: number): PackPlaybook => ({ ...PLAYBOOK, name, priority });
    const domainPack = aDomainPack({ playbooks: [playbook('a', 1), playbook('b', 1)] });
    const tenantPack = aTenantPack({ playbooks: [playbook('b', 2), playbook('c', 2)] });

    expect(packPlaybooks(domainPack, tenantPack).map(({ name, priority }) => [name, priority])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 2],
    ]);
    expect(packPlaybooks(domainPack, null)).toEqual(domainPack.playbooks);
  });
});
