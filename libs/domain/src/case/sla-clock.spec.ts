import { anException } from '../testing/exception.builder.ts';
import { moveClock, slaFirstCheck } from './sla-clock.ts';

const at = (time: string) => new Date(`2026-11-20T${time}.000Z`);
const CLOCK = { deadline: at('13:40:00'), imminentAt: at('13:20:00') };

it('looks first when four fifths of the time are gone', () => {
  expect(slaFirstCheck(CLOCK, at('12:00:01'))).toEqual(at('13:20:00'));
});

it('looks at once when an exception arrives after that, but before its deadline', () => {
  expect(slaFirstCheck(CLOCK, at('13:39:00'))).toEqual(at('13:20:00'));
});

it.each([
  ['after its deadline', '15:00:00', '15:01:00'],
  ['at its very deadline', '13:40:00', '13:41:00'],
])('gives a minute to an exception that arrives %s', (_case, arrived, expected) => {
  expect(slaFirstCheck(CLOCK, at(arrived))).toEqual(at(expected));
});

describe('a clock that is moved to another deadline', () => {
  const moved = (slaState: 'running' | 'imminent' | 'expired', now: string) =>
    moveClock(
      anException()
        .with({ slaState, createdAt: at('12:00:00') })
        .build(),
      CLOCK,
      at(now),
    );

  it.each([
    ['running', '13:30:00', { slaState: 'running', slaNextAt: CLOCK.imminentAt }],
    ['imminent', '13:10:00', { slaState: 'running', slaNextAt: CLOCK.imminentAt }],
    ['imminent', '13:20:00', { slaState: 'imminent', slaNextAt: CLOCK.deadline }],
    ['imminent', '14:00:00', { slaState: 'imminent', slaNextAt: CLOCK.deadline }],
    ['expired', '13:10:00', { slaState: 'running', slaNextAt: CLOCK.imminentAt }],
    ['expired', '13:20:00', { slaState: 'imminent', slaNextAt: CLOCK.deadline }],
    ['expired', '13:40:00', {}],
  ] as const)('repeats no warning that is due by now: %s at %s', (state, now, patch) => {
    expect(moved(state, now)).toEqual(patch);
  });

  it('stops without an SLA', () => {
    expect(moveClock(anException().dueAt(at('13:00:00')).build(), null, at('12:00:00'))).toEqual({
      slaState: 'none',
      slaNextAt: null,
    });
  });
});
