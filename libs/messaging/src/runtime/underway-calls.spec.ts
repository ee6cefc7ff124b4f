import type { ReceivedRecord } from './received-batch.ts';
import { type CallOutcome, type LandedCall, type UnderwayCall, UnderwayCalls } from './underway-calls.ts';

const aCall = (eventId: string, tenantId: string, landing: Promise<CallOutcome>): UnderwayCall => ({
  eventId,
  record: { claim: { id: `row-${eventId}`, tenantId, exceptionId: 'EX-1', attempts: 0 } } as UnderwayCall['record'] &
    ReceivedRecord,
  landing,
});

describe('calls under way', () => {
  it("use their tenant's room until they are handled", async () => {
    const underway = new UnderwayCalls({ perTenant: 2, total: 3 });
    const finished: string[] = [];
    underway.whenLanded((landed) => Promise.resolve(void finished.push(...landed.map(({ eventId }) => eventId))));
    const [one, two] = [Promise.withResolvers<CallOutcome>(), Promise.withResolvers<CallOutcome>()];
    underway.add(aCall('one', 'ACME', one.promise));
    underway.add(aCall('two', 'ACME', two.promise));

    expect([underway.room('ACME'), underway.room('OTHER')]).toEqual([0, 1]);
    expect(underway.claims().map(({ id }) => id)).toEqual(['row-one', 'row-two']);
    two.resolve({ error: new Error('refused') });
    one.resolve({ error: new Error('refused') });
    await underway.allLanded();

    expect(finished.toSorted()).toEqual(['one', 'two']);
    expect(underway.claims()).toEqual([]);
    expect(underway.room('ACME')).toBe(2);
  });

  it('that end together are handled together', async () => {
    const underway = new UnderwayCalls();
    const batches: (readonly LandedCall[])[] = [];
    underway.whenLanded((landed) => Promise.resolve(void batches.push(landed)));
    for (const id of ['one', 'two', 'three']) underway.add(aCall(id, 'ACME', Promise.resolve({ error: id })));
    await underway.allLanded();

    expect(batches.map((batch) => batch.map(({ outcome }) => outcome))).toEqual([
      [{ error: 'one' }, { error: 'two' }, { error: 'three' }],
    ]);
  });
});
