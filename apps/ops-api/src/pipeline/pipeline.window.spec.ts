import { spanOf } from './pipeline.window.ts';

const NOW = new Date('2026-11-20T08:07:31.250Z');

it.each([
  ['5m', 'minute', '2026-11-20T08:02:00.000Z'],
  ['1h', 'minute', '2026-11-20T07:07:00.000Z'],
  ['24h', 'hour', '2026-11-19T08:00:00.000Z'],
] as const)('%s begins with a whole %s, and is never shorter than it says', (window, resolution, from) => {
  expect(spanOf(window, NOW)).toEqual({ resolution, from: new Date(from) });
});
