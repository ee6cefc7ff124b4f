import { ExactNumber, type JsonObject, parseJson } from '@sentinai/contracts';
import { compileCondition, createConditionCompiler } from './condition.ts';
import { conditionFacts, factsOfException, type CaseFacts } from './condition-facts.ts';
import type { ExceptionRecord } from '../case/exception-record.ts';

const FACTS: CaseFacts = {
  type: 'CASH_BREAK',
  severity: 'high',
  status: 'open',
  sourceSystem: 'Murex',
  entity: 'ACC-1',
  amount: 2_000_000,
  tags: ['cash', 'urgent'],
  slaMinutesRemaining: 45,
  rawPayload: {
    impact: 'ECONOMIC',
    count: 5,
    ratio: 0.5,
    order: { price: 10, venue: null },
    legs: [{ qty: 1 }, { qty: -1 }],
  },
};

const evaluate = (source: string, facts: CaseFacts = FACTS) =>
  compileCondition(source).evaluate(conditionFacts('Trading', facts));

describe('a condition matches', () => {
  it.each([
    "exceptionType == 'CASH_BREAK'",
    "exception_type in ['X', 'CASH_BREAK']",
    "domain == 'Trading' && source_system == 'Murex' && status == 'open'",
    "severity == 'high' && entity == 'ACC-1'",
    'amount > 1e6',
    'amount > 1000000',
    'amount == 2000000',
    'amount * 2 >= 4000000',
    'rawPayload.count % 2 == 1',
    'rawPayload.count - 1 == 4.0',
    'rawPayload.ratio < 1',
    "rawPayload.impact == 'ECONOMIC'",
    "raw_payload['impact'] == 'ECONOMIC'",
    'rawPayload.order.price >= 10',
    'rawPayload.order.venue == null',
    '!has(rawPayload.order.broker)',
    'rawPayload.legs.exists(leg, leg.qty < 0)',
    'size(rawPayload.legs) == 2',
    "'urgent' in tags",
    'sla_minutes_remaining < 60',
    "rawPayload.missing == 'X' || amount > 1",
    "(amount > 5e6 || rawPayload.count == 5) && !(severity == 'low')",
    "rawPayload.count > 3 ? severity == 'high' : false",
    "exceptionType.startsWith('CASH')",
  ])('%s', (source) => {
    expect(evaluate(source).outcome).toBe('matched');
  });
});

describe('a condition does not match, and says what decided', () => {
  it.each([
    ["exceptionType == 'CASH_BREAK' && amount > 5e6", 'amount > 5000000.0 is false'],
    ["rawPayload.missing == 'X'", 'rawPayload.missing is absent'],
    ["rawPayload.missing != 'X'", 'rawPayload.missing is absent'],
    ['rawPayload.order.price.cents > 1', 'rawPayload.order.price.cents is absent'],
    ['rawPayload.order.venue > 1', 'rawPayload.order.venue is absent'],
    ['rawPayload.lines.exists(line, line.qty < 0)', 'rawPayload.lines is absent'],
    ['rawPayload.impact > 5', 'rawPayload.impact > 5: no such overload: dyn<string> > int'],
    ['rawPayload.impact', 'rawPayload.impact is false'],
    ['rawPayload.constructor == 1', 'rawPayload.constructor is absent'],
    ['rawPayload.__proto__ == 1', 'rawPayload.__proto__ is absent'],
    ['rawPayload.legs[7].qty == 1', expect.stringContaining('rawPayload.legs[7].qty == 1: ')],
    ["amount < 0 || severity == 'low'", 'amount < 0 || severity == "low" is false'],
  ])('%s', (source, reason) => {
    expect(evaluate(source)).toEqual({ outcome: 'unmatched', reason });
  });

  it('takes an amount that is not known as no match, whichever way it is compared', () => {
    const facts: CaseFacts = { type: 'CASH_BREAK', amount: null };

    expect(evaluate('amount > 1', facts)).toEqual({ outcome: 'unmatched', reason: 'amount is absent' });
    expect(evaluate('amount < 1', facts).outcome).toBe('unmatched');
    expect(evaluate('amount == null', facts).outcome).toBe('matched');
  });

  it('cuts reasons, which end up in events', () => {
    const long = Array.from({ length: 60 }, (_, index) => `'TYPE_${index}'`).join(', ');

    expect(evaluate(`exceptionType in [${long}]`).reason.length).toBeLessThan(220);
  });
});

describe('a condition that reads an unreadable field', () => {
  const UNREADABLE: CaseFacts = {
    ...FACTS,
    amount: null,
    entity: null,
    rawPayload: { order: { amount: '0x10', currency: 'EUR' }, legs: [{ qty: 1 }] },
    unreadable: [
      { field: 'amount', path: '$.order.amount', reason: 'is not an amount' },
      { field: 'entity', path: '$.legs[0]', reason: 'is an object, not a text' },
    ],
  };

  it.each([
    'amount > 1',
    'amount == null',
    '!(amount < 1)',
    "entity == 'A'",
    "entity.startsWith('A')",
    'amount > 1 ? true : false',
    "severity == 'high' ? amount > 1 : false",
    'rawPayload.order.amount == 16',
    "raw_payload['order']['amount'] == 16",
    'rawPayload.order == null',
    'rawPayload.order.amount.value == 16',
    'rawPayload[entity] == 1',
    'rawPayload.legs.exists(leg, leg.qty > 5)',
    'size(rawPayload) > 1',
    "amount > 1 && severity == 'high'",
    "severity == 'high' && amount > 1",
    "amount > 1 || severity == 'low'",
    "severity == 'low' || amount > 1",
  ])('is undecided: %s', (source) => {
    expect(evaluate(source, UNREADABLE)).toMatchObject({
      outcome: 'undecided',
      reason: expect.stringContaining('cannot be read'),
    });
  });

  it.each([
    ["amount > 1 && severity == 'low'", 'unmatched'],
    ["severity == 'low' && amount > 1", 'unmatched'],
    ["amount > 1 || severity == 'high'", 'matched'],
    ["(amount > 1 || entity == 'A') && severity == 'low'", 'unmatched'],
    ["'amount' in unreadable", 'matched'],
    ["'type' in unreadable", 'unmatched'],
    ["'amount' in unreadable || amount > 1", 'matched'],
    ["rawPayload.order.currency == 'EUR'", 'matched'],
    ['has(rawPayload.order.amount)', 'matched'],
    ['rawPayload.orders == 1', 'unmatched'],
    ["exceptionType == 'CASH_BREAK'", 'matched'],
  ])('is decided when the other parts decide: %s', (source, outcome) => {
    expect(evaluate(source, UNREADABLE).outcome).toBe(outcome);
  });

  it('names the field, the place and the reason', () => {
    expect(evaluate('amount > 1', UNREADABLE).reason).toBe(
      'amount > 1: amount cannot be read ($.order.amount: is not an amount)',
    );
  });

  it('is undecided too about a fact that a rule left open', () => {
    const open = {
      ...FACTS,
      undecided: [{ fact: 'severity' as const, rule: 'large', reason: 'amount cannot be read' }],
    };

    expect(evaluate("severity == 'high'", open)).toMatchObject({
      outcome: 'undecided',
      reason: 'severity == "high": severity is undecided (large: amount cannot be read)',
    });
    expect(evaluate('amount > 1', open).outcome).toBe('matched');
  });
});

describe('a condition on numbers of many digits', () => {
  const numbers = (text: string): CaseFacts => ({
    ...FACTS,
    amount: new ExactNumber('1250.50'),
    rawPayload: parseJson(text) as JsonObject,
  });

  it.each([
    ['rawPayload.id == 9007199254740993', '{"id":9007199254740993}', 'matched'],
    ['rawPayload.id == 9007199254740992', '{"id":9007199254740993}', 'unmatched'],
    ['rawPayload.id > 9007199254740992', '{"id":9007199254740993}', 'matched'],
    ['9007199254740993 in rawPayload.ids', '{"ids":[1,9007199254740993]}', 'matched'],
    ['9007199254740992 in rawPayload.ids', '{"ids":[1,9007199254740993]}', 'unmatched'],
    ['rawPayload.price >= 1.1', '{"price":1.10}', 'matched'],
    ['rawPayload.price * 2 == 2.2', '{"price":1.10}', 'matched'],
    ['rawPayload.legs.exists(leg, leg.qty == 2)', '{"legs":[{"qty":2.0}]}', 'matched'],
    ['amount > 1250.4 && amount < 1250.6', '{}', 'matched'],
    ['rawPayload.id > 5', '{"id":123456789012345678901234567890}', 'undecided'],
    ['rawPayload.id == 5', '{"id":1e400}', 'undecided'],
    ['rawPayload.id + 0.5 > 1', '{"id":9007199254740993}', 'undecided'],
    ['rawPayload.id * 9 > 1', '{"id":9223372036854775807}', 'undecided'],
    ['rawPayload.share > 0.1', '{"share":0.12345678901234567890}', 'undecided'],
    ["rawPayload.id > 5 || severity == 'high'", '{"id":1e400}', 'matched'],
    ["rawPayload.id > 5 && severity == 'low'", '{"id":1e400}', 'unmatched'],
    ['5 in rawPayload.ids', '{"ids":[5,1e400]}', 'matched'],
    ['rawPayload.id.text == "1"', '{"id":1e400}', 'unmatched'],
    ['has(rawPayload.price) && !has(rawPayload.id)', '{"price":1.10}', 'matched'],
    ['has(rawPayload.id)', '{"id":1e400}', 'undecided'],
  ])('%s with %s is %s', (source, text, outcome) => {
    expect(evaluate(source, numbers(text)).outcome).toBe(outcome);
  });

  it('says which number it cannot compare', () => {
    expect(evaluate('rawPayload.id > 5', numbers('{"id":1e400}')).reason).toBe(
      'rawPayload.id > 5: rawPayload.id is too large or too precise for a number in a condition',
    );
    expect(evaluate('amount > 5', { ...FACTS, amount: new ExactNumber('1e60') }).outcome).toBe('matched');
    expect(evaluate('amount > 5', { ...FACTS, amount: new ExactNumber('9'.repeat(40)) }).outcome).toBe('undecided');
  });
});

describe('a condition that cannot be used is refused', () => {
  it.each([
    ['amount >', 'Unexpected token: EOF'],
    ['nope == 1', 'Unknown variable: nope'],
    ['1 + 1', 'must be true or false'],
    ["'text'", 'must be true or false'],
    ["exceptionType.matches('(a+)+$')", 'matches() is not available'],
    ['rawPayload.a.all(x, x.b.all(y, y.c.all(z, z)))', 'nests list macros deeper than 2'],
    [`amount > ${'1'.repeat(2000)}`, 'is longer than 2000 characters'],
    [`${'('.repeat(300)}true${')'.repeat(300)}`, ''],
  ])('%s', (source, message) => {
    expect(() => compileCondition(source)).toThrow(
      expect.objectContaining({ name: 'ConditionError', message: expect.stringContaining(message) }),
    );
  });
});

describe('compiling', () => {
  it('names the exception types in a condition, so that an import can look them up', () => {
    const condition = compileCondition(
      "exceptionType == 'A' || ('B' != exception_type && exceptionType in ['C', 'D'])",
    );

    expect(condition.exceptionTypes).toEqual(['A', 'B', 'C', 'D']);
  });

  it('compiles the same source once', () => {
    const compile = createConditionCompiler();

    expect(compile('amount > 1')).toBe(compile('amount > 1'));
  });
});

describe('facts of a stored exception', () => {
  it('count the SLA time that remains from the clock they are given', () => {
    const now = new Date('2026-01-01T10:00:00Z');
    const exception = {
      type: 'CASH_BREAK',
      payload: {},
      slaDeadline: new Date('2026-01-01T11:30:00Z'),
    } as ExceptionRecord;

    expect(factsOfException(exception, ['cash'], now)).toMatchObject({ slaMinutesRemaining: 90, tags: ['cash'] });
    expect(factsOfException({ ...exception, slaDeadline: null }, [], now).slaMinutesRemaining).toBeNull();
  });
});
