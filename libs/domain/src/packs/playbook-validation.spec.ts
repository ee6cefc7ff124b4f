import { aDomainConfig } from '../testing/domain-config.builder.ts';
import { validatePlaybook } from './playbook-validation.ts';

const config = aDomainConfig();
const validate = (document: unknown) => validatePlaybook(document, config);

it('accepts a playbook whose references all exist', () => {
  const playbook = {
    name: 'fix',
    match: { exception_type: 'CASH_BREAK' },
    when: 'amount > 5.0',
    steps: [{ name: 'look', action_type: 'call_tool', params: { tool: 'getOrder' } }],
  };

  expect(validate(playbook)).toEqual({ playbook, faults: [], warnings: [] });
});

it.each([
  ['nothing', null, '$'],
  [
    'an unknown key',
    { name: 'fix', match: {}, steps: [{ name: 'a', action_type: 'notify', colour: 1 }] },
    'steps[0].colour',
  ],
  ['no steps', { name: 'fix', match: {}, steps: [] }, 'steps'],
  [
    'a condition that does not compile',
    { name: 'fix', match: {}, when: 'amount >', steps: [{ name: 'a', action_type: 'notify' }] },
    'when',
  ],
  [
    'a tool that is not there',
    { name: 'fix', match: {}, steps: [{ name: 'a', action_type: 'call_tool', params: { tool: 'x' } }] },
    'steps[0].params.tool',
  ],
  [
    'a type that is not there',
    { name: 'fix', match: { exception_type: 'NONE' }, steps: [{ name: 'a', action_type: 'notify' }] },
    'match.exception_type',
  ],
  [
    'a step that is not there',
    { name: 'fix', match: {}, steps: [{ name: 'a', action_type: 'notify', on_failure: { goto: 'b' } }] },
    'steps[0].on_failure.goto',
  ],
])('refuses %s, with its path', (_case, document, path) => {
  const { playbook, faults } = validate(document);

  expect(playbook).toBeNull();
  expect(faults.map((fault) => fault.path)).toEqual([path]);
});

it('warns of a condition that never matches', () => {
  const document = { name: 'fix', match: { domain: 'Claims' }, steps: [{ name: 'a', action_type: 'notify' }] };

  expect(validate(document).warnings).toMatchObject([{ path: 'match.domain' }]);
});

it('warns of approvers whom the platform does not know', () => {
  const approval = { roles: ['operator', 'complience'] };
  const document = { name: 'fix', match: {}, steps: [{ name: 'a', action_type: 'notify', approval }] };

  expect(validate(document)).toMatchObject({
    faults: [],
    warnings: [
      { path: 'steps[0].approval.roles[1]', message: expect.stringMatching(/^complience is not one of viewer,/) },
    ],
  });
});

it('checks placeholders: doubled braces are a fault, a path that leads nowhere is a warning', () => {
  const step = (message: string) => ({ name: 'tell', action_type: 'notify', params: { message } });

  expect(validate({ name: 'fix', match: {}, steps: [step('{{exception.amount}}')] }).faults).toEqual([
    { path: 'steps[0].params.message', message: expect.stringContaining('write {exception.amount}') },
  ]);
  expect(validate({ name: 'fix', match: {}, steps: [step('{exception.amout}')] })).toMatchObject({
    faults: [],
    warnings: [{ path: 'steps[0].params.message', message: expect.stringContaining('did you mean amount?') }],
  });
});
