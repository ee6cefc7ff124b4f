import { describe, expect, it } from '@jest/globals';
import { TimeZone } from '../local-time.ts';
import type { IngestItem } from '../source-row.ts';
import { HEADER, sourceOf, collectRows, incident, incidentFile, type Incident } from '../testing/incident-csv.ts';
import { readServiceNow, type ServiceNowOptions } from './servicenow.ts';

const read = (content: string | Uint8Array, zone = 'UTC', options: Partial<ServiceNowOptions> = {}) =>
  collectRows(readServiceNow(sourceOf(content, 1000), { timeZone: new TimeZone(zone), ...options }));

async function itemsOf(content: string, zone?: string): Promise<IngestItem[]> {
  return (await read(content, zone)).rows.flatMap((row) => (row.kind === 'item' ? [row.item] : []));
}

describe('a valid row', () => {
  it('becomes an item with its payload typed and its unknown fields null', async () => {
    expect(await itemsOf(incidentFile(incident()))).toEqual([
      {
        exception_id: 'INC0000045',
        source_system: 'ServiceNow',
        occurred_at: '2016-02-29T01:16:00.000Z',
        source_updated_at: '2016-02-29T01:23:00.000Z',
        title: 'Category 55 / Subcategory 170',
        raw_payload: {
          number: 'INC0000045',
          incident_state: 'New',
          active: true,
          reassignment_count: 0,
          made_sla: true,
          opened_at: '29-02-2016 01:16',
          sys_updated_at: '29-02-2016 01:23',
          category: 'Category 55',
          subcategory: 'Subcategory 170',
          impact: '2 - Medium',
          priority: '3 - Moderate',
          closed_at: null,
        },
      },
    ]);
  });

  it('is dated in the given zone', async () => {
    const [item] = await itemsOf(incidentFile(incident({ opened_at: '01-07-2016 12:00' })), 'Europe/Berlin');
    expect(item?.occurred_at).toBe('2016-07-01T10:00:00.000Z');
  });

  it('is titled with what is known of its category', async () => {
    const titles = (
      await itemsOf(incidentFile(incident({ category: '?' }), incident({ category: '?', subcategory: '?' })))
    ).map(({ title }) => title);
    expect(titles).toEqual(['Subcategory 170', 'Incident INC0000045']);
  });

  it('counts as no older than the row of its incident before it', async () => {
    const at = (number: string, time: string) => incident({ number, sys_updated_at: `01-03-2016 ${time}` });
    const items = await itemsOf(
      incidentFile(
        at('INC1', '10:00'),
        at('INC2', '08:00'),
        at('INC1', '09:00'),
        at('INC1', '09:30'),
        at('INC1', '11:00'),
      ),
    );
    expect(items.map(({ source_updated_at: updatedAt }) => updatedAt?.slice(11, 16))).toEqual([
      '10:00',
      '08:00',
      '10:00',
      '10:00',
      '11:00',
    ]);
  });

  it('may have its columns in any order, and more of them', async () => {
    const [item] = await itemsOf(
      'remark,priority,sys_updated_at,opened_at,incident_state,number,__proto__\nTRUE,1 - Critical,01-01-2016 10:00,01-01-2016 09:00,New,INC7,x\n',
    );
    expect(item?.exception_id).toBe('INC7');
    expect(Object.entries(item?.raw_payload ?? {})).toContainEqual(['remark', 'TRUE']);
    expect(Object.entries(item?.raw_payload ?? {})).toContainEqual(['column_7', 'x']);
  });

  it('may be quoted, hold quotes and commas, and span lines', async () => {
    const category = '"one, ""two""\nthree"';
    const { told, rows } = await read(incidentFile(incident({ category }), incident({ number: 'INC2' })));
    expect(told).toEqual(['line 2: INC0000045', 'line 4: INC2']);
    expect(rows[0]).toMatchObject({ item: { raw_payload: { category: 'one, "two"\nthree' } } });
  });

  it('is the same with CRLF, a byte order mark and blank lines around it', async () => {
    const plain = await itemsOf(incidentFile(incident()));
    expect(await itemsOf(`\uFEFF\r\n${HEADER}\r\n\r\n${incident()}\r\n  \r\n`)).toEqual(plain);
  });
});

describe('a value that cannot be', () => {
  const cases: [keyof Incident, string, string][] = [
    ['opened_at', '99-99-2016', 'is not a date (DD-MM-YYYY HH:MM)'],
    ['opened_at', '?', 'is not a date (DD-MM-YYYY HH:MM)'],
    ['sys_updated_at', '?', 'is not a date (DD-MM-YYYY HH:MM)'],
    ['sys_updated_at', '30-02-2016 10:00', 'is not a date (DD-MM-YYYY HH:MM)'],
    ['closed_at', 'soon', 'is not a date (DD-MM-YYYY HH:MM)'],
    ['number', '', 'is not an incident number (such as INC0000045)'],
    ['number', '?', 'is not an incident number (such as INC0000045)'],
    ['number', 'inc12', 'is not an incident number (such as INC0000045)'],
    ['number', 'number', 'is not an incident number (such as INC0000045)'],
    ['incident_state', '', 'is not a state'],
    ['incident_state', '??', 'is not a state'],
    ['active', 'yes', 'is not TRUE or FALSE'],
    ['made_sla', '?', 'is not TRUE or FALSE'],
    ['reassignment_count', '-1', 'is not a count (0 or more)'],
    ['reassignment_count', '1.5', 'is not a count (0 or more)'],
    ['priority', '?', 'is not a level (such as "3 - Moderate")'],
    ['priority', '3', 'is not a level (such as "3 - Moderate")'],
    ['impact', 'Medium', 'is not a level (such as "3 - Moderate")'],
    ['category', 'Cat\u0000egory', 'contains a control character'],
    ['category', 'Cat\u001Begory', 'contains a control character'],
  ];

  it.each(cases)('%s %j is rejected by line and column', async (column, value, expected) => {
    const { told } = await read(incidentFile(incident({ [column]: value }), incident({ number: 'INC2' })));
    expect(told).toEqual([`line 2: rejected: ${column}: ${JSON.stringify(value)} ${expected}`, 'line 3: INC2']);
  });

  it('is reported together with the other faults of its row', async () => {
    const { told } = await read(incidentFile(incident({ active: 'no', priority: '?' })));
    expect(told).toEqual([
      'line 2: rejected: active: "no" is not TRUE or FALSE; priority: "?" is not a level (such as "3 - Moderate")',
    ]);
  });
});

describe('damage to a row costs that row only', () => {
  const open = incident({ number: 'INC1', category: '"Category 55' });
  const next = incident({ number: 'INC2' });
  const last = incident({ number: 'INC3' });
  const unbalanced = expect.stringContaining(': rejected: quotes are not balanced');

  it.each([
    ['an open quote', [open, next, last], [unbalanced, 'line 3: INC2', 'line 4: INC3']],
    ['two open quotes in the same column', [open, open, last], [unbalanced, unbalanced, 'line 4: INC3']],
    [
      'an open quote before a row with quoted commas',
      [open, incident({ number: 'INC2', category: '"a, b"' }), last],
      [unbalanced, 'line 3: INC2', 'line 4: INC3'],
    ],
    [
      'an open quote that a later, truncated row would close',
      [open, 'INC2,New,"TR', last],
      [unbalanced, unbalanced, 'line 4: INC3'],
    ],
    ['an open quote at the end of the file', [next, open], ['line 2: INC2', unbalanced]],
    [
      'a quote in the middle of a field',
      [incident({ category: 'a "b" c' }), next],
      ['line 2: rejected: has a quote inside an unquoted field or after a quoted one', 'line 3: INC2'],
    ],
    [
      'a truncated row',
      ['INC1,New,TRUE', next],
      ['line 2: rejected: has 3 columns, the header has 12', 'line 3: INC2'],
    ],
    [
      'a row too wide',
      [`${open.replace('"', '')},x`, next],
      ['line 2: rejected: has 13 columns, the header has 12', 'line 3: INC2'],
    ],
    [
      'a line break without quotes',
      [incident({ category: 'a\nb' }), next],
      [
        'line 2: rejected: has 8 columns, the header has 12',
        'line 3: rejected: has 5 columns, the header has 12',
        'line 4: INC2',
      ],
    ],
    [
      'a header repeated',
      [HEADER, next],
      [expect.stringContaining('line 2: rejected: number: "number"'), 'line 3: INC2'],
    ],
  ])('%s', async (_, lines, expected) => {
    expect((await read(incidentFile(...lines))).told).toEqual(expected);
  });

  it('a line of 10 MiB', async () => {
    const { told } = await read(incidentFile(incident({ category: 'x'.repeat(10 * 1024 * 1024) }), next));
    expect(told).toEqual(['line 2: rejected: is longer than 1 MiB', 'line 3: INC2']);
  });

  it('bytes that are not UTF-8, in a file that is', async () => {
    const content = Buffer.from(
      incidentFile(incident({ category: '~' }), incident({ number: 'INC2', category: 'Büro' })),
    );
    content[content.indexOf('~')] = 0xff;
    expect((await read(content)).told).toEqual(['line 2: rejected: is not valid UTF-8', 'line 3: INC2']);
  });

  it('bytes that are not UTF-8, in a field of several lines', async () => {
    const category = `"one ~\n${next}\nä"`;
    const content = Buffer.from(incidentFile(incident({ category }), incident({ number: 'INC3' })));
    content[content.indexOf('~')] = 0xff;
    expect((await read(content)).told).toEqual(['line 2: rejected: is not valid UTF-8', 'line 5: INC3']);
  });

  it('a quote that is never closed', async () => {
    const words = Array.from({ length: 60 }, (_, index) => `word ${index}`);
    const { told } = await read(incidentFile('INC1,"New', ...words, next));
    expect(told[0]).toBe(
      'line 2: rejected: quotes are not balanced: a quoted field that begins here is never closed, so line 3 is read as a separate row',
    );
    expect(told.at(-1)).toBe('line 63: INC2');
    expect(told).toHaveLength(62);
  });
});

describe('a file that is no export', () => {
  it.each([
    ['an empty one', '', 'the file is empty: a header line is expected'],
    [
      'one without required columns',
      'number,priority\n',
      'line 1 (the header) lacks: incident_state, opened_at, sys_updated_at',
    ],
    ['one with a column twice', `${HEADER},number\n`, 'line 1 (the header) has "number" twice'],
    ['one with a broken header', `"${HEADER}\n`, 'line 1 (the header) quotes are not balanced'],
  ])('%s fails as a whole', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});
