import { describe, expect, it } from '@jest/globals';
import { IncidentClock, titleOf } from './incident.ts';

describe('IncidentClock', () => {
  it('never dates an update of an incident before the previous one', () => {
    const clock = new IncidentClock();

    expect([10, 5, 12, 11].map((time) => clock.raise('INC1', time))).toEqual([10, 10, 12, 12]);
    expect(clock.raise('INC2', 5)).toBe(5);
  });

  it('remembers an incident behind 25,000 others, and forgets it in the end', () => {
    const clock = new IncidentClock();
    const others = (prefix: string) => {
      for (let index = 0; index < 25_000; index += 1) clock.raise(`${prefix}${index}`, 1);
    };
    clock.raise('INC1', 10);
    others('A');
    expect(clock.raise('INC1', 5)).toBe(10);
    others('B');
    others('C');
    expect(clock.raise('INC1', 5)).toBe(5);
  });
});

describe('a title', () => {
  it.each([
    [{ short_description: ' Mail down ', category: 'x' }, 'Mail down'],
    [{ category: 'Software', subcategory: 'Mail' }, 'Software / Mail'],
    [{ category: '?', subcategory: 'Mail' }, 'Mail'],
    [{ short_description: null, category: '?' }, ''],
    [{ short_description: 'x'.repeat(5_000) }, 'x'.repeat(4_000)],
  ])('of %j', (payload, title) => {
    expect(titleOf(payload)).toBe(title);
  });
});
