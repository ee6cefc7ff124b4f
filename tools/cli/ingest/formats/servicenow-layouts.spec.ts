/** Real layouts of ServiceNow exports: labels and names, dates, delimiters, encodings, and the Table API's JSON. */
import { describe, expect, it } from '@jest/globals';
import { TimeZone } from '../local-time.ts';
import { collectRows, sourceOf } from '../testing/incident-csv.ts';
import { readServiceNow, type ServiceNowOptions } from './servicenow.ts';

const read = (content: string | Uint8Array, options: Partial<ServiceNowOptions> = {}) =>
  collectRows(readServiceNow(sourceOf(content, 1000), { timeZone: new TimeZone('UTC'), ...options }));

const NAMES = 'number,incident_state,opened_at,sys_updated_at,priority';
const row = (opened: string, updated = opened, number = 'INC1') => `${number},New,${opened},${updated},3 - Moderate`;

async function openedOf(content: string | Uint8Array, options?: Partial<ServiceNowOptions>) {
  const { rows } = await read(content, options);
  return rows.flatMap((each) => (each.kind === 'item' ? [each.item.occurred_at] : []));
}

describe('columns', () => {
  it('may go by their labels, quoted, with values that are not known left empty', async () => {
    const header =
      '"Number","State","Opened","Updated","Priority","Short description","Assigned to","Closed","Active","Reassignment count"';
    const { rows } = await read(
      `${header}\r\n"INC1","In Progress","2026-03-02 09:00:00","2026-03-02 09:10:00","3 - Moderate","Mail, down","","","true",""\r\n`,
    );

    expect(rows).toEqual([
      {
        kind: 'item',
        position: 'line 2',
        item: {
          exception_id: 'INC1',
          source_system: 'ServiceNow',
          occurred_at: '2026-03-02T09:00:00.000Z',
          source_updated_at: '2026-03-02T09:10:00.000Z',
          title: 'Mail, down',
          raw_payload: {
            number: 'INC1',
            state: 'In Progress',
            incident_state: 'In Progress',
            opened_at: '2026-03-02 09:00:00',
            sys_updated_on: '2026-03-02 09:10:00',
            sys_updated_at: '2026-03-02 09:10:00',
            priority: '3 - Moderate',
            short_description: 'Mail, down',
            assigned_to: '',
            closed_at: null,
            active: true,
            reassignment_count: null,
          },
        },
      },
    ]);
  });

  it('may have the names of the platform', async () => {
    const { rows } = await read(
      'number,state,opened_at,sys_updated_on,priority,u_Custom Field\nINC1,New,2026-03-02 09:00:00,2026-03-02 09:10:00,1 - Critical,x\n',
    );

    expect(rows).toMatchObject([
      { item: { raw_payload: { state: 'New', incident_state: 'New', sys_updated_at: '2026-03-02 09:10:00' } } },
    ]);
  });

  it('may stand twice when they are not needed', async () => {
    const { rows, told } = await read(`${NAMES},Name,Name\n${row('2026-03-02 09:00')},a,b\n`);

    expect(told).toEqual(['line 1 (the header): note: column 7 ("name") is named "name_2"', 'line 2: INC1']);
    expect(rows.at(-1)).toMatchObject({ item: { raw_payload: { name: 'a', name_2: 'b' } } });
  });
});

describe('dates', () => {
  it.each([
    ['02-03-2026 09:00', '2026-03-02T09:00:00.000Z'],
    ['02-03-2026 09:00:12', '2026-03-02T09:00:12.000Z'],
    ['2026-03-02 09:00:00', '2026-03-02T09:00:00.000Z'],
    ['02.03.2026 09:00', '2026-03-02T09:00:00.000Z'],
    ['25/03/2026 09:00', '2026-03-25T09:00:00.000Z'],
    ['03/25/2026 09:00 PM', '2026-03-25T21:00:00.000Z'],
  ])('are read from %s', async (date, instant) => {
    expect(await openedOf(`${NAMES}\n${row(date)}\n`)).toEqual([instant]);
  });

  it('are read as the file as a whole is written', async () => {
    const content = [NAMES, row('03/04/2026 09:00'), row('03/05/2026 09:00', '03/25/2026 10:00'), ''].join('\n');

    expect(await openedOf(content)).toEqual(['2026-03-04T09:00:00.000Z', '2026-03-05T09:00:00.000Z']);
    expect((await read(content)).told[0]).toBe(
      'the file: note: dates are read as MM/DD/YYYY, because of "03/25/2026 10:00" in line 3 (--date-format overrides this)',
    );
  });

  it('are not guessed, unless the order is given', async () => {
    const content = `${NAMES}\n${row('03/04/2026 09:00')}\n`;

    await expect(read(content)).rejects.toThrow('line 2: "03/04/2026 09:00" is ambiguous');
    expect(await openedOf(content, { dateOrder: 'MDY' })).toEqual(['2026-03-04T09:00:00.000Z']);
    expect(await openedOf(content, { dateOrder: 'DMY' })).toEqual(['2026-04-03T09:00:00.000Z']);
  });

  it('that clocks show twice, or skip, get a note', async () => {
    const { rows, told } = await read(
      [
        NAMES,
        row('25-10-2026 02:30', '25-10-2026 04:00'),
        row('29-03-2026 02:30', '29-03-2026 04:00', 'INC2'),
        '',
      ].join('\n'),
      { timeZone: new TimeZone('Europe/Berlin') },
    );

    expect(told).toEqual([
      expect.stringContaining('line 2: note: opened_at: the clocks of Europe/Berlin show it twice'),
      'line 2: INC1',
      expect.stringContaining('line 3: note: opened_at: the clocks of Europe/Berlin skip it'),
      'line 3: INC2',
    ]);
    expect(rows.flatMap((each) => (each.kind === 'item' ? [each.item.occurred_at] : []))).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
    ]);
  });
});

describe('a file', () => {
  const content = `${NAMES},short_description\n${row('02-03-2026 09:00')},Drucker geht nicht – Müller\n`;
  const titles = async (bytes: Uint8Array) =>
    (await read(bytes)).rows.flatMap((each) => (each.kind === 'item' ? [each.item.title] : []));

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${content}`)],
    ['UTF-16LE', Buffer.from(`\uFEFF${content}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\uFEFF${content}`, 'utf16le').swap16()],
    ['UTF-16LE without a mark', Buffer.from(content, 'utf16le')],
    ['Windows-1252', Buffer.from(content.replace('–', '\u0096'), 'latin1')],
  ])('may be %s', async (_, bytes) => {
    expect(await titles(bytes)).toEqual(['Drucker geht nicht – Müller']);
  });

  it.each([';', '\t', '|'])('may have %j between its fields', async (delimiter) => {
    expect(await titles(Buffer.from(content.replaceAll(',', delimiter)))).toHaveLength(1);
  });
});

describe("the Table API's JSON", () => {
  const record = {
    number: { display_value: 'INC0010112', value: 'INC0010112' },
    opened_at: { display_value: '02/03/2026 01:00:00', value: '2026-03-02 09:00:00' },
    sys_updated_on: { display_value: '02/03/2026 02:00:00', value: '2026-03-02 10:00:00' },
    incident_state: { display_value: 'In Progress', value: '2' },
    assigned_to: { display_value: 'Some Body', link: 'https://example.test/1', value: '1' },
    short_description: { display_value: 'Mail down', value: 'Mail down' },
  };
  const item = {
    exception_id: 'INC0010112',
    source_system: 'ServiceNow',
    occurred_at: '2026-03-02T09:00:00.000Z',
    source_updated_at: '2026-03-02T10:00:00.000Z',
    title: 'Mail down',
    raw_payload: record,
  };

  it.each([
    ['its answer', { result: [record] }],
    ['its answer for one', { result: record }],
    ['an array', [record]],
    ['one record', record],
    ['the answer of the older service', { records: [record] }],
    ['an answer with more in it', { status: 'ok', result: [record] }],
  ])('is read from %s, both values kept', async (_, document) => {
    for (const json of [JSON.stringify(document), JSON.stringify(document, null, 2)]) {
      expect((await read(json, { timeZone: new TimeZone('Europe/Berlin') })).rows).toEqual([
        { kind: 'item', position: 'item 0', item },
      ]);
    }
  });

  it('may have plain values', async () => {
    const plain = {
      number: 'INC7',
      opened_at: '2026-03-02 09:00:00',
      sys_updated_on: '',
      category: 'network',
      state: '2',
    };

    expect((await read(JSON.stringify({ result: [plain] }))).rows).toEqual([
      {
        kind: 'item',
        position: 'item 0',
        item: {
          exception_id: 'INC7',
          source_system: 'ServiceNow',
          occurred_at: '2026-03-02T09:00:00.000Z',
          title: 'network',
          raw_payload: plain,
        },
      },
    ]);
  });

  it('loses the record that cannot be read, and no other', async () => {
    const bad = [{ ...record, number: '' }, { ...record, opened_at: { value: '2026-02-30 09:00:00' } }, 7];
    const shown = { number: 'INC8', opened_at: '03/04/2026 09:00:00' };

    expect((await read(JSON.stringify({ result: [record, ...bad, shown, record] }))).told).toEqual([
      'item 0: INC0010112',
      'item 1: rejected: number: is required',
      'item 2: rejected: opened_at: "2026-02-30 09:00:00" is not a date (DD-MM-YYYY HH:MM)',
      'item 3: rejected: is not a JSON object',
      'item 4: rejected: opened_at: "03/04/2026 09:00:00" is ambiguous (day or month first): give --date-format',
      'item 5: INC0010112',
    ]);
  });

  it('that is truncated yields the records before', async () => {
    expect((await read(`{"result":[${JSON.stringify(record)},{"number":`)).told).toEqual([
      'item 0: INC0010112',
      expect.stringContaining('item 1: unreadable: '),
    ]);
  });
});
