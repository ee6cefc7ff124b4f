import { DurationHistogram } from '@sentinai/domain';
import { type Measured, MeasurementBuffer } from './measurement.buffer.ts';

const AT = Date.parse('2026-11-20T08:00:59.999Z');
const TRIAGE = { tenantId: 'ACME', kind: 'worker', name: 'triage' } as const;

const measured = (ms: number): Measured => {
  const durations = new DurationHistogram();
  durations.add(ms);
  return { processed: 1, retried: 2, deadLettered: 3, durations };
};

it('adds up by subject and minute', () => {
  const buffer = new MeasurementBuffer(10);
  buffer.add(TRIAGE, AT, measured(10));
  buffer.add(TRIAGE, AT - 59_999, measured(20));
  buffer.add(TRIAGE, AT + 1, measured(30));
  buffer.add({ ...TRIAGE, tenantId: 'OTHER' }, AT, measured(40));

  expect(buffer.take()).toMatchObject([
    {
      ...TRIAGE,
      minute: new Date('2026-11-20T08:00:00Z'),
      processed: 2,
      retried: 4,
      deadLettered: 6,
      durations: { count: 2, sumMs: 30 },
    },
    { ...TRIAGE, minute: new Date('2026-11-20T08:01:00Z'), durations: { sumMs: 30 } },
    { tenantId: 'OTHER', durations: { sumMs: 40 } },
  ]);
  expect(buffer.take()).toEqual([]);
});

it('never holds more than its limit, and reports what it drops', () => {
  const buffer = new MeasurementBuffer(2);
  const added = [0, 1, 2, 0].map((minute) => buffer.add(TRIAGE, AT + minute * 60_000, measured(1)));

  expect(added).toEqual([true, true, false, true]);
  expect(buffer.take().map(({ processed }) => processed)).toEqual([2, 1]);
});
