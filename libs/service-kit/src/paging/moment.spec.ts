import { isMoment } from './moment.ts';

const ID = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

it('takes a time and an id', () => {
  expect(isMoment(['2026-11-20T10:00:00.000Z', ID])).toBe(true);
});

it.each([
  ['no list', '2026-11-20T10:00:00.000Z'],
  ['one part', ['2026-11-20T10:00:00.000Z']],
  ['three parts', ['2026-11-20T10:00:00.000Z', ID, ID]],
  ['a day that there is not', ['2026-02-31T10:00:00.000Z', ID]],
  ['an hour that there is not', ['2026-11-20T99:99:99.999Z', ID]],
  ['a year that the database does not know', ['+275760-09-13T00:00:00.000Z', ID]],
  ['no time', ['yesterday', ID]],
  ['a number', [1_700_000_000_000, ID]],
  ['no id', ['2026-11-20T10:00:00.000Z', 'x']],
])('refuses %s', (_, value) => {
  expect(isMoment(value)).toBe(false);
});
