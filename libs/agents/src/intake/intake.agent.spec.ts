import type { ExceptionNormalized, SourceItem } from '@sentinai/contracts';
import { type Packs, NOW, aCaseFile, aSourceItem, anEvent, anException, decided } from '@sentinai/domain/testing';
import { contractDisagreements } from '@sentinai/messaging/agent';
import { IntakeAgent } from './intake.agent.ts';

const NORMALIZATION: Packs = {
  pack: {
    normalization: {
      type: '$.kind',
      entity: '$.party',
      amount: '$.sum',
      title: '$.headline',
      source_status: '$.state',
      status: { authority: 'source', map: { Closed: 'resolved' }, default: 'open' },
    },
  },
};
const PAYLOAD = { kind: 'CASH_BREAK', party: 'Bank A', sum: '12.5', headline: 'Differs', state: 'Closed' };

const agent = new IntakeAgent();
const ingested = (fields: Parameters<typeof aSourceItem>[0]) => anEvent('ExceptionIngested', aSourceItem(fields));
const updated = (fields: Parameters<typeof aSourceItem>[0]) => anEvent('SourceUpdateReceived', aSourceItem(fields));

it('consumes what the contracts say it consumes', () => {
  expect(contractDisagreements(IntakeAgent)).toEqual([]);
});

describe('normalization', () => {
  it('finds in the payload what the pack says is there', () => {
    const file = aCaseFile({ config: NORMALIZATION });

    const { types, data, patch } = decided(agent.decide(ingested({ raw_payload: PAYLOAD }), file));

    expect(types).toEqual(['ExceptionNormalized']);
    expect(data('ExceptionNormalized')).toEqual({
      domain: 'Trading',
      source_system: 'Murex',
      exception_type: 'CASH_BREAK',
      entity: 'Bank A',
      amount: 12.5,
      title: 'Differs',
      occurred_at: '2026-11-20T11:00:00.000Z',
      occurred_at_source: 'given',
      unreadable: [],
      source_updated_at: null,
      source_status: 'Closed',
      status: 'resolved',
      update: false,
      domain_pack_version: 1,
      raw_payload: PAYLOAD,
    } satisfies ExceptionNormalized);
    expect(patch).toMatchObject({
      entity: 'Bank A',
      amount: 12.5,
      title: 'Differs',
      sourceStatus: 'Closed',
      payload: PAYLOAD,
      milestones: { ingested_at: NOW.toISOString(), normalized_at: NOW.toISOString() },
    });
  });

  it('goes by the fields a source names outright before it looks into the payload', () => {
    const item = {
      exception_type: 'POSITION_BREAK',
      entity: 'Bank B',
      amount: 1,
      title: 'Other',
      raw_payload: PAYLOAD,
    };

    const { data } = decided(agent.decide(ingested(item), aCaseFile({ config: NORMALIZATION })));

    expect(data('ExceptionNormalized')).toMatchObject({
      exception_type: 'POSITION_BREAK',
      entity: 'Bank B',
      amount: 1,
      title: 'Other',
    });
  });

  it('leaves a type that nobody names to triage', () => {
    const rules = { pack: { classification: [{ when: 'true', type: 'CASH_BREAK' }] } };

    const { data } = decided(agent.decide(ingested({}), aCaseFile({ config: rules })));

    expect(data('ExceptionNormalized')).toMatchObject({ exception_type: null });
  });

  it('cuts an outside text to what can be stored, without cutting a character in half', () => {
    const title = `${'x'.repeat(3_999)}😀`;

    const { data } = decided(
      agent.decide(ingested({ raw_payload: { headline: title } }), aCaseFile({ config: NORMALIZATION })),
    );

    expect(String(data('ExceptionNormalized').title).isWellFormed()).toBe(true);
  });
});

describe('an update', () => {
  const known = anException().with({
    entity: 'Bank A',
    amount: 5,
    title: 'Known',
    sourceUpdatedAt: new Date('2026-11-20T11:30:00.000Z'),
    milestones: { ingested_at: 'first', normalized_at: 'first' },
  });

  it('says that it is one, and changes what it names', () => {
    const event = updated({ amount: 9, source_updated_at: '2026-11-20T11:45:00.000Z', raw_payload: { v: 2 } });

    const { data, patch } = decided(agent.decide(event, aCaseFile({ exception: known })));

    expect(data('ExceptionNormalized')).toMatchObject({ update: true, entity: 'Bank A', amount: 9, title: 'Known' });
    expect(patch).toMatchObject({
      amount: 9,
      payload: { v: 2 },
      sourceUpdatedAt: new Date('2026-11-20T11:45:00.000Z'),
      milestones: { ingested_at: 'first', normalized_at: 'first' },
    });
  });

  it('keeps the time of the newest known state when it names none', () => {
    const { patch } = decided(agent.decide(updated({}), aCaseFile({ exception: known })));

    expect(patch.sourceUpdatedAt).toEqual(new Date('2026-11-20T11:30:00.000Z'));
  });

  it('of the same time as the known state counts', () => {
    const event = updated({ source_updated_at: '2026-11-20T11:30:00.000Z' });

    expect(decided(agent.decide(event, aCaseFile({ exception: known }))).types).toEqual(['ExceptionNormalized']);
  });

  it.each<[string, string, string, boolean]>([
    ['to the second after one to the millisecond of that second', '11:30:00.700', '11:30:00.000', true],
    ['to the millisecond after one to the second', '11:30:00.000', '11:30:00.300', true],
    ['of an earlier millisecond, both to the millisecond', '11:30:00.700', '11:30:00.300', false],
    ['of an earlier second, to the millisecond', '11:30:01.000', '11:30:00.999', false],
  ])('%s', (_case, newest, updatedAt, counts) => {
    const exception = known.with({ sourceUpdatedAt: new Date(`2026-11-20T${newest}Z`) });
    const event = updated({ source_updated_at: `2026-11-20T${updatedAt}Z` });
    const { types, patch } = decided(agent.decide(event, aCaseFile({ exception })));

    expect(types).toEqual(counts ? ['ExceptionNormalized'] : []);
    const later = newest > updatedAt ? newest : updatedAt;
    if (counts) expect(patch.sourceUpdatedAt).toEqual(new Date(`2026-11-20T${later}Z`));
  });

  it('that comes late changes nothing', () => {
    const event = updated({ source_updated_at: '2026-11-20T11:29:59.999Z', raw_payload: { old: true } });

    expect(agent.decide(event, aCaseFile({ exception: known }))).toEqual({ events: [] });
  });
});

describe('what cannot be read', () => {
  const config = { pack: { normalization: { amount: '$.sum', entity: '$.who', occurred_at: '$.at' } } };
  const open = { field: 'amount', path: '$.sum', reason: 'is a list, not an amount' } as const;
  const known = anException().with({ entity: 'Bank A', amount: 5 });

  it('is named in the event and on the case', () => {
    const { data, patch } = decided(agent.decide(ingested({ raw_payload: { sum: [] } }), aCaseFile({ config })));

    expect(data('ExceptionNormalized')).toMatchObject({ amount: null, unreadable: [open] });
    expect(patch).toMatchObject({ amount: null, unreadable: [open] });
  });

  it('has no value any more, while what the state does not tell stays', () => {
    const file = aCaseFile({ exception: known, config });

    const { data, patch } = decided(agent.decide(updated({ raw_payload: { sum: [] } }), file));
    expect(data('ExceptionNormalized')).toMatchObject({ amount: null, entity: 'Bank A', unreadable: [open] });
    expect(patch).toMatchObject({ amount: null, entity: 'Bank A' });
  });

  it.each([
    ['stays so through a state that says nothing of it', {}, [open], null],
    ['can be read again', { sum: 7 }, [], 7],
  ])('%s', (_case, raw_payload, unreadable, amount) => {
    const exception = known.with({ amount: null, unreadable: [open] });

    const { patch } = decided(agent.decide(updated({ raw_payload }), aCaseFile({ exception, config })));
    expect(patch).toMatchObject({ unreadable, amount });
  });

  it('leaves the list of a case alone that had none', () => {
    const exception = anException().build();

    const { patch } = decided(agent.decide(ingested({}), aCaseFile({ exception })));
    expect(patch.unreadable).toBe(exception.unreadable);
  });
});

describe('the time of receipt', () => {
  const config = { pack: { normalization: { occurred_at: '$.at' } } };
  const received = anException().with({ occurredAtSource: 'receipt' });
  const aged = (exception: typeof received, item: Partial<SourceItem>) =>
    decided(agent.decide(updated(item), aCaseFile({ exception, config })));

  it('stands while nothing tells another, and a time that cannot be read is said', () => {
    const { data, patch } = aged(received, { occurred_at_source: 'receipt', raw_payload: { at: {} } });

    expect(data('ExceptionNormalized')).toMatchObject({
      occurred_at: received.build().occurredAt.toISOString(),
      occurred_at_source: 'receipt',
      unreadable: [{ field: 'occurred_at', path: '$.at' }],
    });
    expect(patch).toMatchObject({ occurredAtSource: 'receipt' });
  });

  it.each([
    ['given', { occurred_at: '2026-01-02T03:04:05.000Z', occurred_at_source: 'given' as const }],
    ['payload', { occurred_at_source: 'receipt' as const, raw_payload: { at: '2026-01-02T03:04:05Z' } }],
  ])('gives way to a time that is %s', (source, item) => {
    const { data } = aged(received, item);

    expect(data('ExceptionNormalized')).toMatchObject({
      occurred_at: '2026-01-02T03:04:05.000Z',
      occurred_at_source: source,
    });
  });

  it('is not looked for where a time was given', () => {
    const given = aged(received.with({ occurredAtSource: 'given' }), {
      occurred_at: '2026-01-02T03:04:05.000Z',
      occurred_at_source: 'given',
      raw_payload: { at: {} },
    });

    expect(given.data('ExceptionNormalized')).toMatchObject({ occurred_at_source: 'given', unreadable: [] });
    expect(given.patch.occurredAt).toEqual(received.build().occurredAt);
  });
});

it('opens a case for an exception that another producer tells of', () => {
  const event = anEvent('ExceptionIngested', aSourceItem({ raw_payload: { ref: 7 } }), {
    sequence: undefined,
    time: '2026-11-20T11:59:00.000Z',
  });

  const record = agent.open(event);

  expect(record).toMatchObject({ tenantId: 'TENANT_A', exceptionId: 'EX-1', payload: { ref: 7 } });
  expect(record.createdAt).toEqual(new Date('2026-11-20T11:59:00.000Z'));
});
