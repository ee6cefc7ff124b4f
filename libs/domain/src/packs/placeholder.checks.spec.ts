import { PackFindings } from './pack-findings.ts';
import { formatPath } from './pack-path.ts';
import { checkPlaceholders } from './placeholder.checks.ts';
import type { PackPlaybook } from './playbook.schema.ts';

const FETCH = { name: 'fetch', action_type: 'call_tool' } as const;
const LAST = { name: 'last', action_type: 'notify' } as const;

/** Findings about a message in the middle one of three steps. */
function findings(message: unknown, last: Partial<PackPlaybook['steps'][number]> = {}) {
  const found = new PackFindings();
  const middle = { name: 'tell', action_type: 'notify', params: { message } } as const;
  checkPlaceholders({ name: 'p', match: {}, steps: [FETCH, middle, { ...LAST, ...last }] }, ['playbooks', 2], found);
  return found;
}

const faults = (message: unknown) => findings(message).faults.map((fault) => fault.message);
const warnings = (...args: Parameters<typeof findings>) => findings(...args).warnings.map((warning) => warning.message);

describe('placeholders in doubled braces are a fault that names the right spelling', () => {
  it.each([
    ['{{exception.amount}}', '{exception.amount}'],
    ['of {{ exception.amount }}!', '{exception.amount}'],
    ["{{exception.raw_payload['a.b']}}", "{exception.raw_payload['a.b']}"],
    ['{{exception_id}}', '{exception_id}'],
    ['{{steps.fetch.result.price | round}}', '{steps.fetch.result.price}'],
    ['{{amount}}', '{exception.amount}'],
    ['{{order.id}}', '{exception.raw_payload.order.id} for a key of the payload'],
  ])('%s', (message, spelling) => {
    expect(faults(message)).toEqual([
      expect.stringContaining(`: write ${spelling}, and braces that are text as \\{ and \\}`),
    ]);
  });

  it('anywhere in the params', () => {
    const { path } = findings({ rows: [{ 'a b': '{{exception.amount}}' }] }).faults[0] ?? { path: [] };

    expect(formatPath(path)).toBe("playbooks[2].steps[1].params.message.rows[0]['a b']");
  });

  it.each([
    '{{"a": 1}}',
    '{{}}',
    '{{{exception.amount}}}',
    String.raw`\{{exception.amount}\}`,
    '{"a": {"b": 1}}',
    '{{1}}',
  ])('%s is text', (message) => {
    expect(faults(message)).toEqual([]);
  });
});

describe('a placeholder that can never resolve is a warning', () => {
  it.each([
    ['{exeption.amount}', 'a path begins with exception, steps, tenant_id, exception_id, did you mean exception?'],
    ['{amount}', 'a path begins with exception, steps, tenant_id, exception_id, did you mean exception.amount?'],
    ['{order.id}', 'a path begins with exception, steps, tenant_id, exception_id'],
    ['{exception.amout}', 'exception has no amout, did you mean amount?'],
    ['{exception.order_id}', 'exception has no order_id; keys of the payload stand in exception.raw_payload'],
    ["{exception.order_id ?? 'none'}", 'exception has no order_id; keys of the payload stand in exception.raw_payload'],
    ['{exception.amount.currency}', 'exception.amount has no keys'],
    ['{tenant_id.name}', 'tenant_id has no keys'],
    ['{steps.fech.result.price}', 'the playbook has no step fech, did you mean fetch?'],
    ['{steps.fetch.price}', 'a step has status, result, arguments, note, but no price'],
    ['{steps.tell.result}', 'tell is the step itself'],
    ['{steps.last.result}', 'last comes after this step'],
  ])('%s', (message, why) => {
    expect(warnings(message)).toEqual([expect.stringMatching(/^\{.*\} never has a value: /)]);
    expect(warnings(message)[0]).toContain(`: ${why}`);
  });

  it.each([
    '{tenant_id} {exception_id} {exception.type} {exception.exception_type}',
    '{exception.raw_payload.any.thing[0]} {exception} {steps}',
    '{steps.fetch.result.any} {steps.fetch.arguments.tool} {steps.fetch.note} {steps.fetch}',
    '{steps.last.status}',
    'nothing',
  ])('%s can', (message) => {
    expect(warnings(message)).toEqual([]);
  });

  it('but a later step may have run when the playbook goes back', () => {
    expect(warnings('{steps.last.result}', { on_failure: { goto: 'fetch' } })).toEqual([]);
  });
});

describe('a malformed placeholder is a warning', () => {
  it.each(['{ exception.amount }', '{exception.entity ?? unknown}', '{steps..result}', "{exception.raw_payload['a.b}"])(
    '%s',
    (message) => {
      expect(warnings(message)).toEqual([expect.stringContaining('has braces that are not a placeholder')]);
    },
  );

  it('also a dollar sign before one, but for amounts', () => {
    expect(warnings('${exception.entity}')).toEqual([
      'has ${exception.entity}, which keeps its dollar sign: write {exception.entity}',
    ]);
    expect(warnings('${exception.amount}')).toEqual([]);
  });
});
