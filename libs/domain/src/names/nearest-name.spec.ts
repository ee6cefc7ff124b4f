import { didYouMean, nearestName } from './nearest-name.ts';

const NAMES = ['low', 'medium', 'high', 'critical', 'source_system', 'raw_payload'];

it.each([
  ['HIGH', 'high'],
  ['hihg', 'high'],
  ['critcal', 'critical'],
  ['sourceSystem', 'source_system'],
  ['payload', null],
  ['lo', 'low'],
  ['urgent', null],
  ['', null],
])('%s is nearest to %s', (name, expected) => {
  expect(nearestName(name, NAMES)).toBe(expected);
});

it('is said as a question, or not at all', () => {
  expect(didYouMean('Medium', NAMES)).toBe(', did you mean medium?');
  expect(didYouMean('urgent', NAMES)).toBe('');
});
