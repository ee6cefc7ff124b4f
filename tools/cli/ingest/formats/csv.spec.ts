import { describe, expect, it } from '@jest/globals';
import { TimeZone } from '../local-time.ts';
import { collectRows, sourceOf } from '../testing/incident-csv.ts';
import { readCsv, type PlainCsvOptions } from './csv.ts';

const read = (content: string | Uint8Array, options: Partial<PlainCsvOptions> = {}) =>
  collectRows(readCsv(sourceOf(content, 1000), { timeZone: new TimeZone('UTC'), sourceSystem: 'csv', ...options }));

describe('csv', () => {
  it('makes the columns the payload, as they are written', async () => {
    const { rows } = await read('id,amount,note\n007,1.10," a, b "\n8,,\n');

    expect(rows).toMatchObject([
      {
        position: 'line 2',
        item: { source_system: 'csv', raw_payload: { id: '007', amount: '1.10', note: ' a, b ' } },
      },
      { position: 'line 3', item: { raw_payload: { id: '8', amount: '', note: '' } } },
    ]);
    expect(rows[0]).not.toHaveProperty('item.exception_id');
  });

  it('fills the fields of an item from columns with their names', async () => {
    const header = 'exception_id,exception_type,source_system,occurred_at,source_updated_at';
    const { rows } = await read(`${header}\nE-1,BREAK,Murex,2026-03-02 09:00,\n`);

    expect(rows).toMatchObject([
      {
        item: {
          exception_id: 'E-1',
          exception_type: 'BREAK',
          source_system: 'Murex',
          occurred_at: '2026-03-02T09:00:00.000Z',
          raw_payload: { exception_id: 'E-1', occurred_at: '2026-03-02 09:00' },
        },
      },
    ]);
    expect(rows[0]).not.toHaveProperty('item.source_updated_at');
  });

  it('fills them from the columns named by options', async () => {
    const { rows } = await read('Ref;Kind;Booked;Changed\n 12 ;FEE;31/01/2026;2026-02-01T10:00:00+01:00\n', {
      idColumn: 'Ref',
      typeColumn: 'Kind',
      timeColumn: 'Booked',
      updatedColumn: 'Changed',
      timeZone: new TimeZone('Europe/Berlin'),
    });

    expect(rows).toMatchObject([
      { kind: 'note', text: expect.stringContaining('DD/MM/YYYY') },
      {
        item: {
          exception_id: '12',
          exception_type: 'FEE',
          occurred_at: '2026-01-30T23:00:00.000Z',
          source_updated_at: '2026-02-01T09:00:00.000Z',
          raw_payload: { Ref: ' 12 ' },
        },
      },
    ]);
  });

  it('rejects a row with an empty id or an invalid time', async () => {
    const { told } = await read('id,at\n,2026-03-02\nB,soon\nC,2026-03-02\n', { idColumn: 'id', timeColumn: 'at' });

    expect(told).toEqual([
      'line 2: rejected: id: is empty',
      'line 3: rejected: at: "soon" is not a date (DD-MM-YYYY HH:MM)',
      'line 4: C',
    ]);
  });

  it('guesses no order of day and month, and needs none where no date is read', async () => {
    const content = 'id,at\nA,03/04/2026\n';

    await expect(read(content, { timeColumn: 'at' })).rejects.toThrow('give --date-format DD/MM/YYYY or MM/DD/YYYY');
    expect((await read(content)).told).toEqual(['line 2: csv']);
    expect((await read(content, { timeColumn: 'at', dateOrder: 'MDY' })).rows).toMatchObject([
      { item: { occurred_at: '2026-03-04T00:00:00.000Z' } },
    ]);
  });

  it('names columns with an empty or repeated name, and reports it', async () => {
    const { rows, told } = await read('a,,a,__proto__,column_2\n1,2,3,4,5\n');

    expect(told.slice(0, 3)).toEqual([
      'line 1 (the header): note: column 2 ("") is named "column_3"',
      'line 1 (the header): note: column 3 ("a") is named "a_2"',
      'line 1 (the header): note: column 4 ("__proto__") is named "column_4"',
    ]);
    expect(rows.at(-1)).toMatchObject({
      item: { raw_payload: { a: '1', column_3: '2', a_2: '3', column_4: '4', column_2: '5' } },
    });
  });

  it.each([
    ['comma', 'a,b\n1;x,2\n', { a: '1;x', b: '2' }],
    ['semicolon', 'a;b\n1,5;2\n', { a: '1,5', b: '2' }],
    ['tab', 'a\tb\n1\t2\n', { a: '1', b: '2' }],
    ['bar', 'a|b\n1|2\n', { a: '1', b: '2' }],
    ['none', 'a\n1\n', { a: '1' }],
    ['the one that fits the rows', 'a (x,y);b\n1;2\n3;4\n', { 'a (x,y)': '1', b: '2' }],
    ["the one of Excel's first line", 'sep=|\na;b|c\n1|2\n', { 'a;b': '1', c: '2' }],
  ])('finds the delimiter: %s', async (_, content, payload) => {
    expect((await read(content)).rows[0]).toMatchObject({ item: { raw_payload: payload } });
  });

  it('asks for a delimiter that it cannot find', async () => {
    await expect(read('a,b;c\n1,2;3\n')).rejects.toThrow('the fields may be separated by "," or ";": give --delimiter');
    expect((await read('a,b;c\n1,2;3\n', { delimiter: ';' })).rows).toMatchObject([
      { item: { raw_payload: { 'a,b': '1,2', c: '3' } } },
    ]);
  });

  it.each([
    ['UTF-16', Buffer.from('\uFEFFname,b\r\nMüller,1\r\n', 'utf16le'), undefined],
    ['Windows-1252', Buffer.from('name,b\nMüller,1\n', 'latin1'), undefined],
    ['an encoding that is named', Buffer.from('name,b\nM\u0081ller,1\n', 'latin1'), 'ibm866'],
  ])('reads %s', async (_, bytes, encoding) => {
    const name = encoding ? 'MБller' : 'Müller';
    expect((await read(bytes, { encoding })).rows.at(-1)).toMatchObject({ item: { raw_payload: { name, b: '1' } } });
  });

  it('fails without a header, and for a missing column', async () => {
    await expect(read('\n \n')).rejects.toThrow('the file is empty: a header line is expected');
    await expect(read('a,b\n', { idColumn: 'id' })).rejects.toThrow('there is no column "id"; the columns are: a, b');
  });
});
