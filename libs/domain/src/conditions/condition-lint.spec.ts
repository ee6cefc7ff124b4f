import { lintCondition } from './condition-lint.ts';

const VOCABULARY = { domain: 'Trading', steps: ['fetch', 'look up'], tags: ['cash', 'regulatory'] };
const lint = (source: string) => lintCondition(source, VOCABULARY);

const SEVERITY = 'severity is low, medium, high or critical, and never';
const STATUS = 'status is open, analyzing, resolved or escalated, and never';

describe('a condition that misleads', () => {
  it.each([
    ["severity == 'HIGH'", `${SEVERITY} HIGH, did you mean high?`],
    ["'Critical' == severity", `${SEVERITY} Critical, did you mean critical?`],
    ["severity != 'urgent'", `${SEVERITY} urgent`],
    ["status in ['open', 'Resolved']", `${STATUS} Resolved, did you mean resolved?`],
    ["amount > 1 && !(status == 'close')", `${STATUS} close`],
    ["amount > 5 ? severity == 'hihg' : false", `${SEVERITY} hihg, did you mean high?`],
    [
      "steps.fetch.status == 'complete'",
      expect.stringMatching(/^steps\.fetch\.status is .* never complete, did you mean completed\?$/),
    ],
    ['severity > 3', 'severity is a text, but 3 is not'],
    ['entity == 5', 'entity is a text, but 5 is not'],
    ['exception_type == true', 'exceptionType is a text, but true is not'],
    ["severity >= 'high'", 'severity has no order: list the intended severities with in'],
    ["amount > '100'", 'amount is a number: write 100 without quotes'],
    ["'-1.5' < amount", 'amount is a number: write -1.5 without quotes'],
    ["amount in ['100', 200]", 'amount is a number: write 100 without quotes'],
    ["amount == 'much'", 'amount is a number: it never compares with "much"'],
    ["sla_minutes_remaining < '60'", 'sla_minutes_remaining is a number: write 60 without quotes'],
    ["rawPayload.order['total'] > '100'", "'100' is a text, and texts compare letter by letter: write 100"],
    ["tags == 'cash'", "tags is a list: write 'cash' in tags"],
    ["'Cash' in tags", 'no exception type has the tag Cash, did you mean cash?'],
    ["'amout' in unreadable", expect.stringMatching(/^unreadable is type, .* and never amout, did you mean amount\?$/)],
    ["domain == 'Claims'", 'domain is always Trading here'],
    ['steps.fech.result.price > 5', 'the playbook has no step fech, did you mean fetch?'],
    ["rawPayload.legs.exists(leg, severity == 'High')", `${SEVERITY} High, did you mean high?`],
  ])('%s', (source, sentence) => {
    expect(lint(source)).toEqual([sentence]);
  });

  it('is reported once per mistake', () => {
    expect(lint("severity == 'HIGH' || severity == 'HIGH' && amount > '1'")).toHaveLength(2);
  });

  it('knows of steps only where there are some', () => {
    expect(lintCondition('steps.fetch.result.price > 5', { ...VOCABULARY, steps: [] })).toEqual([
      'steps is empty here: only the condition of a step knows the steps before it',
    ]);
  });

  it('is not checked against unknown names', () => {
    const unknown = { domain: null, steps: null, tags: null };

    expect(lintCondition("domain == 'X' && 'y' in tags && steps.z.result.a == 1", unknown)).toEqual([]);
  });
});

describe('a condition can never be true', () => {
  it.each([
    'false',
    '1 == 2',
    "!('a' == 'a')",
    'amount == 1 && amount == 2',
    'amount < 1 && amount > 5',
    'amount < 5 && amount >= 5',
    'amount == null && amount > 5',
    'amount > 5 && !(amount > 4)',
    "entity == 'a' && entity != 'a'",
    "entity in ['a', 'b'] && entity in ['c']",
    "entity in ['a', 'b'] && !(entity in ['a', 'b', 'c'])",
    'entity in []',
    "exceptionType == 'A' && exception_type == 'B'",
    "rawPayload.a == 'x' && raw_payload['a'] == 'y'",
    "rawPayload.a == 'x' && rawPayload.a > 5",
    'has(rawPayload.a) && !has(rawPayload.a)',
    'amount > 5 && (amount < 1 || amount == 2)',
    'amount > 5 ? amount < 1 : false',
    '!(amount > 5 || amount <= 5)',
  ])('%s', (source) => {
    expect(lint(source)).toEqual(['can never be true']);
  });
});

describe('nothing is said about', () => {
  it.each([
    'true',
    'amount > 1 && amount < 5',
    'amount >= 5 && amount <= 5',
    'amount == 5 || amount == 6',
    'amount == 5 && amount == 5.0',
    'amount > rawPayload.limit && amount < 5',
    "severity in ['high', 'critical'] && status != 'resolved'",
    "entity != null && entity != ''",
    'rawPayload.days_late >= 3 && rawPayload.quantity_difference <= -10000',
    "rawPayload.version > 'a'",
    "rawPayload.severity == 'HIGH'",
    "rawPayload.fields.exists(field, field in ['price', 'quantity'])",
    "steps.fetch.status == 'failed' || steps['look up'].result.verified == false",
    "'cash' in tags && 'amount' in unreadable && domain == 'Trading'",
    'size(rawPayload.legs) > 3 && !(size(rawPayload.legs) > 5)',
    'amount * 2 > 5 && amount * 2 < 1',
  ])('%s', (source) => {
    expect(lint(source)).toEqual([]);
  });

  it('a condition with too many alternatives to analyze', () => {
    const many = Array.from({ length: 12 }, (_, index) => `(rawPayload.a${index} == 1 || rawPayload.b${index} == 2)`);

    expect(lint(many.join(' && '))).toEqual([]);
  });
});
