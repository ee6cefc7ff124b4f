import { type Bind, type ExceptionFilter, factConditions, isIndexable, spanConditions } from './exception-filter.ts';

function build(filter: ExceptionFilter) {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const conditions = [...spanConditions('TENANT_001', filter, bind), ...factConditions(filter, bind)];
  return { conditions, values };
}

it('filters only by tenant when nothing is given', () => {
  expect(build({ domains: undefined })).toEqual({ conditions: ['e.tenant_id = $1'], values: ['TENANT_001'] });
});

it('binds every value, whatever it holds', () => {
  const evil = `' or 1=1; drop table exception --`;

  const { conditions, values } = build({ owners: [evil], entities: [evil], text: evil });

  expect(conditions.join()).not.toContain('drop');
  expect(values).toEqual(['TENANT_001', [evil], [evil], `%${evil}%`]);
});

it('matches any of several values, each list with its type', () => {
  expect(build({ severities: ['high', 'critical'], stages: ['finished'] })).toEqual({
    conditions: ['e.tenant_id = $1', 'e.severity = any($2::exception_severity[])', 'e.stage = any($3::varchar[])'],
    values: ['TENANT_001', ['high', 'critical'], ['finished']],
  });
});

it('includes both ends of a span of time', () => {
  const { conditions, values } = build({ createdFrom: new Date(0), createdTo: new Date(1) });

  expect(conditions.slice(1)).toEqual(['e.created_at >= $2::timestamptz', 'e.created_at <= $3::timestamptz']);
  expect(values.slice(1)).toEqual(['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.001Z']);
});

it.each([
  ['100%', String.raw`%100\%%`],
  ['a_b', String.raw`%a\_b%`],
  [String.raw`c:\d`, String.raw`%c:\\d%`],
])('searches for %s literally', (text, pattern) => {
  expect(build({ text }).values).toEqual(['TENANT_001', pattern]);
});

it.each([
  ['abc', true],
  ['a_b c/d', false],
  ['100%', true],
  ['10%', false],
  ['\u00e4\u00f6\u00fc', true],
  ['..\u4ea4\u6613\u5931\u6557', true],
])('the index finds %s: %s', (text, found) => {
  expect(isIndexable(text)).toBe(found);
});
