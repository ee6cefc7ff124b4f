import { describe, expect, it } from '@jest/globals';
import { readLines } from '../line-reader.ts';
import { chunksOf } from '../testing/incident-csv.ts';
import { CsvReader, type CsvRow } from './csv-reader.ts';

async function read(content: string, delimiter = ','): Promise<(string[] | string)[]> {
  const csv = new CsvReader(readLines(chunksOf(content, 64 * 1024)), delimiter);
  const header = await csv.header();
  const rows: CsvRow[] = [];
  if (header && 'fields' in header) for await (const row of csv.rows(header.fields.length)) rows.push(row);
  return rows.map((row) => ('fields' in row ? row.fields : `line ${row.line}: ${row.fault}`));
}

const wide = (...lines: string[]) => ['a,b,c', ...lines, ''].join('\n');

describe('a CSV row', () => {
  it.each<[string, string, string[]]>([
    ['plain', '1,2,3', ['1', '2', '3']],
    ['empty fields', ',,', ['', '', '']],
    ['quotes', '"1","2, ""two""",""', ['1', '2, "two"', '']],
    ['quotes that are quoted alone', '"""","""""",x', ['"', '""', 'x']],
    ['blanks', ' 1 , 2,3 ', [' 1 ', ' 2', '3 ']],
    ['line ends', '1,"x\ny\n\nz",3', ['1', 'x\ny\n\nz', '3']],
    ['a row in a field', '1,"see\n4,5,6\nabove",3', ['1', 'see\n4,5,6\nabove', '3']],
    ['a row of quoted fields in a field', '1,"see\n""4"",""5"",""6""\nabove",3', ['1', 'see\n"4","5","6"\nabove', '3']],
  ])('has %s', async (_, row, fields) => {
    expect(await read(wide(row, '7,8,9'))).toEqual([fields, ['7', '8', '9']]);
    expect(await read(wide(row, '7,8,9').replaceAll('\n', '\r\n'))).toEqual([fields, ['7', '8', '9']]);
  });

  it.each([51, 5_000])('may have a field of %i lines', async (count) => {
    const text = Array.from({ length: count }, (_, index) => `${index},x,y`).join('\n');
    expect(await read(wide(`1,"${text}",3`, '7,8,9'))).toEqual([
      ['1', text, '3'],
      ['7', '8', '9'],
    ]);
  });

  it.each([';', '\t', '|'])('may have %j between its fields', async (delimiter) => {
    const content = `a${delimiter}b\n"1${delimiter}"${delimiter}2,5\n`;
    expect(await read(content, delimiter)).toEqual([[`1${delimiter}`, '2,5']]);
  });

  it('over the size limit is rejected alone, wherever its quotes end', async () => {
    const text = Array.from({ length: 30_000 }, () => '4,5,6 and what else stands in a log').join('\n');
    expect(await read(wide(`1,"${text}",3`, '7,8,9'))).toEqual(['line 2: is longer than 1 MiB', ['7', '8', '9']]);
  });

  it('with a quote inside an unquoted field is rejected to its own end', async () => {
    expect(await read(wide('1,2" disk,"x\n4,5,6\ny"', '7,8,9'))).toEqual([
      'line 2: has a quote inside an unquoted field or after a quoted one',
      ['7', '8', '9'],
    ]);
  });

  it('with too many columns is rejected as a whole', async () => {
    expect(await read(wide('1,"x\n4,5,6\ny",3,4', '7,8,9'))).toEqual([
      'line 2: has 4 columns, the header has 3',
      ['7', '8', '9'],
    ]);
  });

  it('with too few columns has none of its lines read as a row', async () => {
    expect(await read(wide('1,"x\n4,5,6"', '7,8,9'))).toEqual([
      'line 2: has 2 columns, the header has 3',
      'line 3: belongs to the row that starts in line 2',
      ['7', '8', '9'],
    ]);
  });
});

describe('a quoted field that is never closed', () => {
  const begins = (line: number) =>
    `line ${line}: quotes are not balanced: a quoted field that begins here is never closed, so line ${line + 1} is read as a separate row`;

  it.each([
    ['to the end of the file', ['1,"2,3', '4,5,6', '7,8,9'], [begins(2), ['4', '5', '6'], ['7', '8', '9']]],
    ['because a quote stands inside it', ['1,"2,3', '4,"x",6'], [begins(2), ['4', 'x', '6']]],
    ['twice', ['1,"2,3', '4,"5,6', '7,8,9'], [begins(2), begins(3), ['7', '8', '9']]],
  ])('%s costs its line', async (_, lines, expected) => {
    expect(await read(wide(...lines))).toEqual(expected);
  });

  it('is searched for only within a limit', async () => {
    const row = `${'x'.repeat(1000)},5,6`;
    const rows = await read(wide('1,"2,3', ...Array.from({ length: 20_000 }, () => row), '7,8",9'));
    expect(rows).toHaveLength(20_002);
    expect(rows[0]).toBe(begins(2));
  });
});
