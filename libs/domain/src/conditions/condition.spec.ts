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
    expect(evaluate(source).matched).toBe(true);
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
    expect(evaluate(source)).toEqual({ matched: false, reason });
  });

  it('takes an amount that is not known as no match, whichever way it is compared', () => {
    const facts: CaseFacts = { type: 'CASH_BREAK', amount: null };

    expect(evaluate('amount > 1', facts)).toEqual({ matched: false, reason: 'amount is absent' });
    expect(evaluate('amount < 1', facts).matched).toBe(false);
    expect(evaluate('amount == null', facts).matched).toBe(true);
  });

  it('cuts reasons, which end up in events', () => {
    const long = Array.from({ length: 60 }, (_, index) => `'TYPE_${index}'`).join(', ');

    expect(evaluate(`exceptionType in [${long}]`).reason.length).toBeLessThan(220);
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
  it('names the exception types a condition is about, so that an import can look them up', () => {
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
