import { describe, expect, it } from '@jest/globals';
import { IngestReport } from './report.ts';

function reportOf(rejected: number, isVerbose = false): { report: IngestReport; told: string[] } {
  const told: string[] = [];
  const report = new IngestReport((line) => told.push(line), { isVerbose, keepsRows: true });
  for (let line = 1; line <= rejected; line += 1) report.reject(`line ${line}`, 'is bad');
  return { report, told };
}

describe('IngestReport', () => {
  it('prints the first 50 rejected rows and counts the others', () => {
    const { report, told } = reportOf(52);
    expect(told).toHaveLength(50);
    expect(told[0]).toBe('line 1: is bad');
    expect(report.omission()).toBe('… and 2 more rejected rows (--verbose lists them all)');
    expect(report.counts.rejected).toBe(52);
  });

  it('prints each one with isVerbose', () => {
    const { report, told } = reportOf(52, true);
    expect(told).toHaveLength(52);
    expect(report.omission()).toBeUndefined();
  });

  it('keeps a reason on one line and away from the terminal', () => {
    const { report, told } = reportOf(0);
    report.reject('line 9', 'has\n\u001b[31mred');
    expect(told).toEqual(['line 9: has [31mred']);
  });

  it('counts notes separately from rejected rows', () => {
    const { report, told } = reportOf(1);
    report.note('the file', 'is read as windows-1252');
    expect(told.at(-1)).toBe('the file: is read as windows-1252');
    expect(report.counts.rejected).toBe(1);
  });

  it('lists rejected rows and notes as JSON', () => {
    const { report } = reportOf(60);
    report.note('line 9', 'is read twice');
    const { rejected, rejected_rows: rows, notes } = JSON.parse(report.asJson());
    expect(rejected).toBe(60);
    expect(rows).toHaveLength(60);
    expect(rows[0]).toEqual({ position: 'line 1', reason: 'is bad' });
    expect(notes).toEqual([{ position: 'line 9', note: 'is read twice' }]);
  });

  it('sums up in one line of JSON, in a fixed order', () => {
    expect(reportOf(1).report.summary()).toBe(
      '{"rows":0,"exceptions":0,"updates":0,"duplicates":0,"rejected":1,"dead_letters":0}',
    );
  });
});
