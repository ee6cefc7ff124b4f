import type { EventEnvelope } from '@sentinai/contracts';
import { anEvent } from '@sentinai/domain/testing';
import type { StoredEvent } from '@sentinai/persistence';
import { RecordingTracer, traceparent } from '../../test/recording.tracer.ts';
import { BatchTrace } from './batch.trace.ts';

const received = (id: string, context?: string): EventEnvelope => ({
  ...anEvent('ExceptionReopened', { reopened_by: 'ann', reason: 'not done' }, { id }),
  ...(context && { traceparent: context }),
});
const emitted = (causationId: string | null) => ({ causationId }) as StoredEvent;

describe('the trace of a batch', () => {
  it('has a span for each event that is traced, below the one it came from, and one for the batch, linked to them', async () => {
    const tracer = new RecordingTracer();
    const events = [received('a', traceparent(1)), received('b'), received('c', traceparent(2, false))];

    await BatchTrace.around(tracer, 'triage', events, async () => undefined);

    expect(tracer.spans).toEqual([
      expect.objectContaining({ name: 'triage batch', options: expect.objectContaining({ links: [traceparent(1)] }) }),
      expect.objectContaining({
        name: 'triage ExceptionReopened',
        options: expect.objectContaining({
          parent: traceparent(1),
          attributes: expect.objectContaining({ 'sentinai.event_id': 'a', 'sentinai.correlation_id': 'EX-1' }),
        }),
      }),
    ]);
    expect(tracer.spans.every(({ ended }) => ended)).toBe(true);
  });

  it('publishes what follows from a traced event under its span, and leaves the rest as it is', async () => {
    const rest = [emitted('b'), emitted(null)];

    const published = await BatchTrace.around(
      new RecordingTracer(),
      'triage',
      [received('a', traceparent(1)), received('b')],
      async (trace) => trace?.continued([emitted('a'), ...rest]),
    );

    expect(published).toEqual([{ causationId: 'a', traceparent: traceparent(102) }, ...rest]);
    expect(published?.slice(1)).toEqual(rest);
  });

  it('is none at all when no event is traced', async () => {
    const tracer = new RecordingTracer();

    await BatchTrace.around(tracer, 'triage', [received('a')], async (trace) => expect(trace).toBeUndefined());

    expect(tracer.spans).toEqual([]);
  });

  it('says which event failed', async () => {
    const tracer = new RecordingTracer();
    const events = [received('a', traceparent(1)), received('b', traceparent(2))];

    await BatchTrace.around(tracer, 'triage', events, async (trace) => trace?.failed(events[1]!, new Error('no pack')));

    expect(tracer.spans.map(({ failures }) => failures)).toEqual([[], [], ['no pack']]);
  });

  it('fails as a whole with its batch, and ends', async () => {
    const tracer = new RecordingTracer();
    const work = () => Promise.reject(new Error('Kafka is away'));

    await expect(BatchTrace.around(tracer, 'triage', [received('a', traceparent(1))], work)).rejects.toThrow();

    expect(tracer.spans.map(({ failures, ended }) => [failures, ended])).toEqual([
      [['Kafka is away'], true],
      [['Kafka is away'], true],
    ]);
  });
});
