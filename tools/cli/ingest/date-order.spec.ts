import { describe, expect, it } from '@jest/globals';
import { OrderEvidence, orderOfFormat } from './date-order.ts';

function verdictOn(...dates: string[]) {
  const evidence = new OrderEvidence();
  dates.forEach((date, index) => evidence.see(date, `line ${index + 2}`, true));
  return evidence.verdict();
}

describe('the dates of a file', () => {
  it.each([
    ['dashes', ['02-03-2026 09:00', '2026-04-05 10:00'], 'DMY'],
    ['dots', ['02.03.2026 09:00'], 'DMY'],
    ['the year first', ['2026-03-02 09:00'], 'DMY'],
    ['slashes that need no order', ['03/03/2026 09:00', '2026-01-02 10:00'], 'DMY'],
    ['damage among dashes', ['13-01-2026 09:00', '01-13-2026 09:00'], 'DMY'],
  ])('have the day first with %s, without a note', (_, dates, order) => {
    expect(verdictOn(...dates)).toEqual({ order });
  });

  it.each([
    ['03/04/2026 09:00', '13/04/2026 09:00', 'DMY', 'DD/MM/YYYY'],
    ['03/04/2026 09:00', '04/13/2026 09:00', 'MDY', 'MM/DD/YYYY'],
    ['03-04-2026 09:00', '04-13-2026 09:00', 'MDY', 'MM/DD/YYYY'],
  ])('get their order from one of them: %s, %s', (first, second, order, written) => {
    expect(verdictOn(first, second)).toEqual({
      order,
      note: `dates are read as ${written}, because of "${second}" in line 3 (--date-format overrides this)`,
    });
  });

  it('are not guessed', () => {
    expect(() => verdictOn('04/04/2026 09:00', '03/04/2026 09:00')).toThrow(
      'line 3: "03/04/2026 09:00" is ambiguous, and no date in the file settles it: give --date-format DD/MM/YYYY or MM/DD/YYYY',
    );
    expect(() => verdictOn('13/04/2026', '04/13/2026')).toThrow('some dates have the day first (line 2: "13/04/2026")');
  });

  it('that are not read need no order', () => {
    const evidence = new OrderEvidence();
    evidence.see('03/04/2026', 'line 2', false);
    expect(evidence.verdict()).toEqual({ order: 'DMY' });
  });
});

describe('a format', () => {
  it.each([
    ['DD/MM/YYYY', 'DMY'],
    ['dd-MM-yyyy HH:mm:ss', 'DMY'],
    ['MM/DD/YYYY hh:mm a', 'MDY'],
    ['mdy', 'MDY'],
    ['yyyy-MM-dd HH:mm', 'DMY'],
    ['yes', undefined],
    ['YYYY/DD/MM', undefined],
  ])('%s names %s', (format, order) => {
    expect(orderOfFormat(format)).toBe(order);
  });
});
