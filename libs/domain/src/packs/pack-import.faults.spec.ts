import { importDomainPack } from './pack-import.ts';

const pack = (fields: object) => ({
  domain: 'D',
  exception_types: { T: {} },
  severity_rules: [],
  tools: {},
  playbooks: [],
  ...fields,
});

const paths = (fields: object): string[] => importDomainPack(pack(fields)).faults.map(({ path }) => path);

describe('the faults of a pack', () => {
  it('are all reported at once: those of shape, and those of meaning', () => {
    expect(
      paths({
        severity_rules: [
          { when: 'amount >', severity: 'high' },
          { when: 'true', severity: 'huge' },
        ],
        playbooks: [
          { name: 'p', match: {}, steps: [{ name: 's', action_type: 'call_tool', params: { tool: 'nowhere' } }] },
        ],
      }),
    ).toEqual([
      'severity_rules[1].severity',
      'severity_rules[0].when',
      expect.stringMatching(/^playbooks\[0\]\.steps\[0\]/),
    ]);
  });

  it('do not include those caused by filling in a faulty place', () => {
    expect(paths({ severity_rules: [{ severity: 'high' }, { when: 7, severity: 'high' }] })).toEqual([
      'severity_rules[0]',
      'severity_rules[1].when',
    ]);
  });

  it.each([7, 'x', null, [[]]])('are reported where nothing can be filled in: a playbook that is %j', (playbook) => {
    expect(paths({ playbooks: [playbook] })).toEqual(['playbooks[0]']);
  });

  it('leave out references into an unusable section', () => {
    expect(
      paths({ exception_types: 'none', severity_rules: [{ when: "exceptionType == 'T'", severity: 'high' }] }),
    ).toEqual(['exception_types']);
  });
});
