import type { ExceptionRecord } from '../case/exception-record.ts';
import { ExactNumber, parseJson } from '@sentinai/contracts';
import { renderTemplate } from './render-template.ts';
import { templateScope } from './template-scope.ts';

const SCOPE = {
  tenant_id: 'TENANT_A',
  exception: {
    amount: 1250.5,
    entity: null,
    raw_payload: {
      orderId: 'ORD-1',
      legs: [{ qty: 3 }],
      'a.b': { "it's": 'reached', '{x}': 1 },
      id: new ExactNumber('9007199254740993'),
    },
  },
  steps: { 'Fetch order': { result: { price: 10, open: true } } },
};

const render = (value: unknown) => renderTemplate(value, SCOPE);

describe('renderTemplate', () => {
  it.each<[unknown, unknown]>([
    ['nothing to fill', 'nothing to fill'],
    ['Break of {exception.amount} for {tenant_id}', 'Break of 1250.5 for TENANT_A'],
    ['{exception.amount}', 1250.5],
    ['{steps.Fetch order.result}', { price: 10, open: true }],
    ['{steps.Fetch order.result.open}', true],
    ['{exception.raw_payload.legs.0.qty}', 3],
    ["{exception.raw_payload['a.b']}", { "it's": 'reached', '{x}': 1 }],
    ["{exception.raw_payload['a.b'].it's}", 'reached'],
    [String.raw`{exception.raw_payload['a.b']['it\'s']}`, 'reached'],
    [`{exception["raw_payload"]["a.b"]["it's"]}`, 'reached'],
    ["no. {exception.raw_payload['a.b']['{x}']}", 'no. 1'],
    ['{exception.raw_payload.legs[0].qty}', 3],
    ['{exception.raw_payload.id}', new ExactNumber('9007199254740993')],
    ['no. {exception.raw_payload.id}', 'no. 9007199254740993'],
    [{ id: new ExactNumber('1.10') }, { id: new ExactNumber('1.10') }],
    ["{exception.entity ?? 'unknown'}", 'unknown'],
    ["of {exception.nope??'nobody'}!", 'of nobody!'],
    ["{exception.amount ?? 'unknown'}", 1250.5],
    ['{exception.nope ?? null}', null],
    ['of {exception.nope ?? null}', 'of '],
    ['{exception.nope ?? 1.50}', new ExactNumber('1.50')],
    ['{steps.Fetch order.result.nope ?? false}', false],
    [String.raw`{exception.nope ?? 'it\'s {odd}'}`, "it's {odd}"],
    [String.raw`\{exception.amount\} is {exception.amount}`, '{exception.amount} is 1250.5'],
    ['legs {exception.raw_payload.legs}', 'legs [{"qty":3}]'],
    ['{{exception.amount}}', '{exception.amount}'],
    ['{{{tenant_id}}}', '{TENANT_A}'],
    ['{"a": 1}', '{"a": 1}'],
    ['{not a path', '{not a path'],
    [{ a: ['{tenant_id}', 7, null, { b: '{exception.amount}' }] }, { a: ['TENANT_A', 7, null, { b: 1250.5 }] }],
    [42, 42],
  ])('%j becomes %j', (template, expected) => {
    expect(render(template)).toEqual({ value: expected, missing: [] });
  });

  it.each([
    ['{exception.raw_payload.id}', '1152921506151679042'],
    ['id {exception.raw_payload.id}', '"id 1152921506151679042"'],
    [{ a: ['{exception.raw_payload.price}'] }, '{"a":[1.10]}'],
    ['{exception.raw_payload}', '{"id":1152921506151679042,"price":1.10}'],
  ])('keeps digits: %j becomes %s', (template, expected) => {
    const raw_payload = parseJson('{"id":1152921506151679042,"price":1.10}');

    expect(JSON.stringify(renderTemplate(template, { exception: { raw_payload } }).value)).toBe(expected);
  });

  it('keeps numbers of the template itself, without looking into them', () => {
    const template = parseJson('{"literal":9007199254740993,"inside":"{exception.id.text}"}');
    const scope = { exception: parseJson('{"id":9007199254740993}') };

    expect(JSON.stringify(renderTemplate(template, scope))).toBe(
      '{"value":{"literal":9007199254740993,"inside":"{exception.id.text}"},"missing":["exception.id.text"]}',
    );
  });

  it('leaves an unresolved placeholder as written, and lists it once', () => {
    expect(render(['{exception.nope}', 'x{exception.nope}y', '{steps.other.result}', '{exception.entity}'])).toEqual({
      value: ['{exception.nope}', 'x{exception.nope}y', '{steps.other.result}', '{exception.entity}'],
      missing: ['exception.nope', 'steps.other.result', 'exception.entity'],
    });
  });

  it('uses no default for a value that the source sent but is unreadable', () => {
    const unreadable = new Set(['exception.amount']);

    expect(renderTemplate("{exception.amount ?? 0} {exception['amount']}", SCOPE, unreadable)).toEqual({
      value: "{exception.amount ?? 0} {exception['amount']}",
      missing: ['exception.amount', "exception['amount']"],
    });
  });

  it.each([
    'constructor',
    'exception.__proto__',
    'exception.toString',
    'tenant_id.length',
    'exception.raw_payload.legs.map',
    'exception.raw_payload.id.text',
    'exception.raw_payload.legs[7]',
  ])('does not reach {%s}, which the scope does not own', (path) => {
    expect(render(`{${path}}`)).toEqual({ value: `{${path}}`, missing: [path] });
  });

  it('does not render inserted values again', () => {
    expect(renderTemplate('{a} {b}', { a: '{b}', b: 'B' }).value).toBe('{b} B');
  });

  it('refuses endless params', () => {
    const deep = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown;

    expect(() => render(deep)).toThrow('nest deeper than 32');
    expect(() => renderTemplate('{a}!'.repeat(1000), { a: 'x'.repeat(10_000) })).toThrow('grow beyond');
  });

  it('keeps an own key called __proto__ from changing what the params are', () => {
    const { value } = render(JSON.parse('{"__proto__": {"polluted": "{tenant_id}"}}'));

    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('templateScope', () => {
  it('offers the exception and what earlier steps left', () => {
    const scope = templateScope({
      tenantId: 'TENANT_A',
      exceptionId: 'EX-1',
      type: 'CASH_BREAK',
      amount: 5,
      occurredAt: new Date('2026-11-20T08:00:00Z'),
      slaDeadline: null,
      payload: { orderId: 'ORD-1' },
      playbookRun: {
        playbook_id: 1,
        name: 'p',
        version: 1,
        status: 'running',
        started_at: '2026-11-20T08:00:00Z',
        steps: [
          { order: 1, name: 'fetch', action_type: 'call_tool', status: 'completed', attempts: 1, result: { price: 3 } },
        ],
      },
    } as unknown as ExceptionRecord);

    const { value, missing } = renderTemplate(
      '{exception_id} {exception.type} {exception.raw_payload.orderId} {steps.fetch.result.price} {steps.fetch.status}',
      scope,
    );

    expect(value).toBe('EX-1 CASH_BREAK ORD-1 3 completed');
    expect(missing).toEqual([]);
  });
});
