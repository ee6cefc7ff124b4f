import { formatTraceparent, parseTraceparent } from './traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

it.each([
  [`00-${TRACE}-${SPAN}-01`, true],
  [`00-${TRACE}-${SPAN}-00`, false],
  [`00-${TRACE}-${SPAN}-03`, true],
  [`cc-${TRACE}-${SPAN}-01-what-the-future-brings`, true],
])('reads %s', (text, sampled) => {
  expect(parseTraceparent(text)).toEqual({ traceId: TRACE, spanId: SPAN, sampled });
});

it.each([
  undefined,
  '',
  'nonsense',
  `ff-${TRACE}-${SPAN}-01`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-0`,
  `00-${TRACE}-${SPAN}-01\n`,
])('ignores %j', (text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});

it('writes what it reads', () => {
  const text = `00-${TRACE}-${SPAN}-01`;

  expect(formatTraceparent(parseTraceparent(text) ?? { traceId: '', spanId: '', sampled: false })).toBe(text);
});
