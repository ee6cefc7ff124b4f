import { FairBatch } from './fair-batch.ts';

interface TestRecord {
  tenant: string;
  message: { offset: string };
}

/** `AAB`: three records from offset 100 on; a dot is a record that nobody wants. */
const aBatch = (tenants: string): FairBatch<TestRecord> => {
  const records = [...tenants].map((tenant, index) => ({ tenant, message: { offset: String(100 + index) } }));
  const wanted = records.filter(({ tenant }) => tenant !== '.');
  const partition = { topic: 'a', partition: 0, records: wanted, lastOffset: String(99 + tenants.length) };
  return new FairBatch([partition], ({ tenant }) => tenant);
};
const doneUpTo = (batch: FairBatch<TestRecord>): string | undefined => batch.progress()[0]?.offset;
const names = (slice: readonly TestRecord[]): string => slice.map(({ tenant }) => tenant).join('');
const offsets = (slice: readonly TestRecord[]): number[] => slice.map(({ message }) => Number(message.offset));

describe('a fetched batch', () => {
  it('is taken in order when it is of one tenant', () => {
    const batch = aBatch('AAAAA');

    expect(offsets(batch.take(2))).toEqual([100, 101]);
    expect(doneUpTo(batch)).toBe('101');
    expect(offsets(batch.take(10))).toEqual([102, 103, 104]);
    expect(doneUpTo(batch)).toBe('104');
    expect(batch.isDone).toBe(true);
  });

  it('lets tenants take turns, each in its own order', () => {
    const slice = aBatch('AAAABBC').take(7);

    expect(names(slice)).toBe('ABCABAA');
    expect(offsets(slice)).toEqual([100, 104, 106, 101, 105, 102, 103]);
  });

  it('commits only up to the first unfinished record', () => {
    const batch = aBatch('AAAB');

    expect(names(batch.take(2))).toBe('AB');
    expect(doneUpTo(batch)).toBe('100');
    batch.take(2);
    expect(doneUpTo(batch)).toBe('103');
  });

  it('has nothing to commit while its first record is not done', () => {
    const batch = aBatch('AB');

    expect(doneUpTo(batch)).toBe('99');
    batch.take(1);
    expect(doneUpTo(batch)).toBe('100');
  });

  it('counts records that nobody wants as done', () => {
    const batch = aBatch('..A..B..');

    expect(doneUpTo(batch)).toBe('101');
    batch.take(1);
    expect(doneUpTo(batch)).toBe('104');
    batch.take(1);
    expect(doneUpTo(batch)).toBe('107');
    expect(aBatch('...').isDone).toBe(true);
    expect(doneUpTo(aBatch('...'))).toBe('102');
  });

  it('cuts the first slice short for a tenant that brought little, at the end of a flood', () => {
    const batch = aBatch(`${'A'.repeat(900)}BBB`);

    const first = batch.take(1_000);
    expect(first).toHaveLength(50);
    expect(names(first).slice(0, 8)).toBe('ABABABAA');
    expect(batch.take(1_000)).toHaveLength(853);
  });

  it('cuts nothing short when tenants brought alike', () => {
    expect(aBatch('AB'.repeat(300)).take(1_000)).toHaveLength(600);
    expect(aBatch(`${'A'.repeat(300)}${'B'.repeat(200)}`).take(1_000)).toHaveLength(500);
  });

  it('loses and repeats nothing, whatever the slice sizes', () => {
    const tenants = Array.from({ length: 500 }, (_, index) => 'ABCD.'[(index * index + (index >> 3)) % 5]).join('');
    const batch = aBatch(tenants);
    const seen: number[] = [];
    while (!batch.isDone) {
      seen.push(...offsets(batch.take(37)));
      const left = [...tenants]
        .map((_, index) => 100 + index)
        .filter((offset) => tenants[offset - 100] !== '.' && !seen.includes(offset));
      expect(Number(doneUpTo(batch))).toBe(left.length > 0 ? Math.min(...left) - 1 : 599);
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength([...tenants].filter((tenant) => tenant !== '.').length);
  });

  describe('of several partitions', () => {
    const aRecord = (tenant: string, offset: number): TestRecord => ({ tenant, message: { offset: String(offset) } });
    const batch = new FairBatch(
      [
        { topic: 'a', partition: 0, records: [aRecord('A', 7), aRecord('A', 8)], lastOffset: '9' },
        { topic: 'a', partition: 1, records: [], lastOffset: '40' },
        { topic: 'b', partition: 0, records: [aRecord('A', 100), aRecord('B', 101)], lastOffset: '101' },
      ],
      ({ tenant }) => tenant,
    );

    it('lets tenants take turns over all of them, and reports the progress of each partition', () => {
      expect(offsets(batch.take(2))).toEqual([7, 101]);
      expect(batch.progress()).toEqual([
        { topic: 'a', partition: 0, offset: '7' },
        { topic: 'a', partition: 1, offset: '40' },
        { topic: 'b', partition: 0, offset: '99' },
      ]);
      expect(offsets(batch.take(9))).toEqual([8, 100]);
      expect(batch.progress().map(({ offset }) => offset)).toEqual(['9', '40', '101']);
      expect(batch.isDone).toBe(true);
    });
  });
});
