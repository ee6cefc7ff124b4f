import { parseJson } from '@sentinai/contracts';
import { importDomainPack, importTenantPack } from './pack-import.ts';
import { importNewTool } from './tool-import.ts';

const pack = (fields: string): unknown =>
  parseJson(`{"domain":"D","exception_types":{"T":{}},"severity_rules":[],"tools":{},"playbooks":[],${fields}}`);

const TOOL = '"endpoint":"https://tools.example.com/x","effect":"read"';

describe('a number of a pack', () => {
  it('may be written with a fraction of zeros or an exponent', () => {
    const { pack: imported, faults } = importDomainPack(
      pack(`"sla":{"by_severity":{"high":60.0},"by_type":{"T":3e1}},"guardrails":{"human_approval_threshold":0.80}`),
    );

    expect(faults).toEqual([]);
    expect(JSON.stringify(imported?.sla)).toBe('{"by_severity":{"high":60},"by_type":{"T":30}}');
    expect(imported?.guardrails?.human_approval_threshold).toBe(0.8);
  });

  it('is read in the unit of its field, however it is written', () => {
    const { pack: imported, faults } = importDomainPack(
      pack(`"tools":{"t":{${TOOL},"timeoutSeconds":2.0,"maxRetries":2.0}}`),
    );

    expect(faults).toEqual([]);
    expect(imported?.tools.t).toMatchObject({ timeout_ms: 2000, max_attempts: 3 });
  });

  it('is refused with its reason when it has more digits than can be used there', () => {
    const { faults } = importDomainPack(
      pack(`"sla":{"by_type":{"T":9007199254740993}},"tools":{"t":{${TOOL},"timeout_ms":1e400}}`),
    );

    expect(faults).toEqual(
      expect.arrayContaining([
        { path: 'sla.by_type.T', message: '9007199254740993 has more digits than a number can have here' },
        { path: 'tools.t.timeout_ms', message: '1e400 has more digits than a number can have here' },
      ]),
    );
  });

  it.each([
    [`"tools":9007199254740993`, 'tools'],
    [`"exception_types":1.10`, 'exception_types'],
    [`"playbooks":[1.10]`, 'playbooks[0]'],
  ])('is no object: %s', (fields, path) => {
    expect(importDomainPack(pack(fields)).faults.map((fault) => fault.path)).toContain(path);
  });
});

describe('values that a pack only passes on', () => {
  const ARGUMENTS = '{"id":1152921506151679042,"price":1.10,"list":[{"n":9007199254740993}]}';
  const STEPS = `[{"name":"s","action_type":"call_tool","params":{"tool":"t","arguments":${ARGUMENTS}}}]`;

  it('keeps its digits: arguments of tools, and bounds in their schemas', () => {
    const schema = '{"type":"object","properties":{"id":{"const":9007199254740993},"price":{"enum":[1.10]}}}';
    const { pack: imported, faults } = importDomainPack(
      pack(`"tools":{"t":{${TOOL},"input_schema":${schema}}},"playbooks":[{"name":"p","match":{},"steps":${STEPS}}]`),
    );

    expect(faults).toEqual([]);
    expect(JSON.stringify(imported?.playbooks[0]?.steps[0]?.params?.arguments)).toBe(ARGUMENTS);
    expect(JSON.stringify(imported?.tools.t?.input_schema)).toBe(schema);
  });

  it('keeps them beside a fault elsewhere, which is all that is told', () => {
    const { faults } = importDomainPack(
      pack(
        `"severity_rules":[{"when":"true","severity":"huge"}],"tools":{"t":{${TOOL}}},` +
          `"playbooks":[{"name":"p","match":{},"steps":${STEPS}}]`,
      ),
    );

    expect(faults.map(({ path }) => path)).toEqual(['severity_rules[0].severity']);
  });
});

it('a policy pack is read the same way', () => {
  const json = parseJson('{"tenant_id":"T","domain":"D","sla_overrides":{"by_severity":{"high":30.0}}}');

  const { pack: imported, faults } = importTenantPack(json, null);

  expect(faults).toEqual([]);
  expect(imported?.sla_overrides?.by_severity?.high).toBe(30);
});

it('a standalone tool is read the same way', () => {
  const { draft, faults } = importNewTool(parseJson(`{"name":"t",${TOOL},"timeout_ms":5e3,"max_attempts":2.0}`));

  expect(faults).toEqual([]);
  expect(draft?.tool).toMatchObject({ timeout_ms: 5000, max_attempts: 2 });
});
