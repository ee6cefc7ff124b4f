/** Tests the reader on a real export, intact and damaged. Runs only with the data, in SENTINAI_SHARED_DATA or beside the checkout. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TimeZone } from '../local-time.ts';
import type { SourceRow } from '../source-row.ts';
import { collect } from '../../testing/collect.ts';
import { sourceOf } from '../testing/incident-csv.ts';
import { readServiceNow } from './servicenow.ts';

const folder = process.env.SENTINAI_SHARED_DATA ?? join(import.meta.dirname, '../../../../../shared/data');
const file = join(folder, 'servicenow-incidents.csv');
const whereDataIs = existsSync(file) ? describe : describe.skip;

const read = (content: string | Uint8Array): Promise<SourceRow[]> =>
  collect(readServiceNow(sourceOf(content, 64 * 1024), { timeZone: new TimeZone('UTC') }));

/** Replaces the value of a column (from 0). */
const withValue = (column: number, value: string) => (line: string) => line.split(',').with(column, value).join(',');

const NUMBER = 0;
const STATE = 1;
const ACTIVE = 2;
const REASSIGNMENTS = 3;
const OPENED_AT = 9;
const UPDATED_AT = 13;
const CATEGORY = 16;
const IMPACT = 20;
const PRIORITY = 22;

/** Physical line of the file → its damage. None splits a line, so line numbers stay the same. */
const DAMAGE: Record<number, (line: string) => string> = {
  2: withValue(OPENED_AT, '99-99-2016'),
  3: withValue(NUMBER, ''),
  100: withValue(UPDATED_AT, '31-02-2016 10:00'),
  101: withValue(CATEGORY, '"Category 55'),
  217: (line) => line.slice(0, line.length / 2),
  218: withValue(CATEGORY, 'Category "55'),
  300: (line) => `${line},surplus`,
  301: withValue(ACTIVE, 'MAYBE'),
  302: withValue(REASSIGNMENTS, '-1'),
  400: withValue(PRIORITY, '?'),
  500: withValue(STATE, '?'),
  600: withValue(CATEGORY, 'Cat\u0000egory'),
  700: withValue(CATEGORY, 'x'.repeat(10 * 1024 * 1024)),
  800: withValue(IMPACT, 'huge'),
  900: (line) => `"${line}`,
  901: (line) => `${line}"`,
  1000: () => '{"not": "csv"}',
  1200: withValue(NUMBER, 'INC-12'),
  1500: (line) => line.replaceAll(',', ';'),
  1959: withValue(CATEGORY, '"Category 55'),
};

whereDataIs('a real export', () => {
  let content = '';
  let intact: SourceRow[] = [];

  beforeAll(async () => {
    content = readFileSync(file, 'utf8');
    intact = await read(content);
  });

  afterAll(() => {
    intact = [];
  });

  it('is read whole', () => {
    const items = intact.flatMap((row) => (row.kind === 'item' ? [row.item] : []));
    expect(intact).toHaveLength(1958);
    expect(items).toHaveLength(1958);
    expect(new Set(items.map((item) => item.exception_id)).size).toBe(290);
  });

  it('never goes back in time within an incident', () => {
    const latest = new Map<string, string>();
    for (const row of intact) {
      if (row.kind !== 'item') continue;
      const { exception_id: id = '', source_updated_at: updatedAt = '' } = row.item;
      expect(updatedAt >= (latest.get(id) ?? '')).toBe(true);
      latest.set(id, updatedAt);
    }
  });

  it('loses exactly the 20 rows that are damaged', async () => {
    const damaged = content.split('\r\n').map((line, index) => DAMAGE[index + 1]?.(line) ?? line);
    const rows = await read(damaged.join('\r\n'));

    const rejected = rows.filter(({ kind }) => kind === 'rejected').map(({ position }) => position);
    expect(rejected).toEqual(Object.keys(DAMAGE).map((line) => `line ${line}`));
    const isDamaged = new Set(rejected);
    expect(rows.filter(({ kind }) => kind === 'item')).toEqual(
      intact.filter(({ position }) => !isDamaged.has(position)),
    );
  });
});
