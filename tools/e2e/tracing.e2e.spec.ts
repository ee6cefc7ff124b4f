/** One trace from the request to the end of the pipeline, over HTTP, the outbox and Kafka; an unsampled trace is not recorded. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { serviceDeskPack } from './fixtures/packs.ts';
import { OtlpReceiver, type ReceivedSpan } from './fixtures/otlp-receiver.ts';
import { TestStack, until } from './fixtures/test-stack.ts';

const TENANT = 'TRACED';
const SETTINGS = ['TRACING', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'TRACING_SAMPLE_RATIO'] as const;

const aTrace = () => ({ traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') });
const header = ({ traceId, spanId }: { traceId: string; spanId: string }) => `00-${traceId}-${spanId}-01`;

describe('tracing', () => {
  let receiver: OtlpReceiver;
  let stack: TestStack;
  let kafka: Kafka;

  beforeAll(async () => {
    receiver = await OtlpReceiver.start();
    process.env.TRACING = 'otlp';
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = receiver.url;
    // Only requests with a sampled context are recorded, so the test is deterministic.
    process.env.TRACING_SAMPLE_RATIO = '0';
    stack = await TestStack.start(['intake', 'triage', 'policy', 'playbook', 'tool', 'feedback']);
    kafka = new Kafka({ brokers: stack.stack.kafkaBrokers.split(','), clientId: 'test', logLevel: logLevel.NOTHING });
    expect(await stack.importPack(serviceDeskPack, TENANT)).toMatchObject({ exitCode: 0 });
  });

  afterAll(async () => {
    for (const name of SETTINGS) delete process.env[name];
    await stack.stop();
    await receiver.stop();
  });

  const item = (exceptionId: string) => ({
    exception_id: exceptionId,
    source_system: 'test',
    exception_type: 'INCIDENT',
    raw_payload: { priority: '1 - Critical', incident_state: 'Resolved' },
  });
  const ofTrace = (traceId: string) => receiver.spans.filter((span) => span.traceId === traceId);

  /** Returns the names of the spans from this one up to the root, and the id of the caller's span. */
  function wayUp(span: ReceivedSpan): { way: string[]; origin: string } {
    const parent = ofTrace(span.traceId).find(({ spanId }) => spanId === span.parentSpanId);
    if (!parent) return { way: [span.name], origin: span.parentSpanId };
    const { way, origin } = wayUp(parent);
    return { way: [span.name, ...way], origin };
  }

  async function feedbackSpan(traceId: string): Promise<ReceivedSpan> {
    const find = () => ofTrace(traceId).find(({ service }) => service === 'feedback');
    await until(`a span of feedback in trace ${traceId}`, 60_000, async () => find() !== undefined);
    return find()!;
  }

  async function recordsOf(topic: string): Promise<{ exceptionId: string; traceparent: string | undefined }[]> {
    const found: { exceptionId: string; traceparent: string | undefined }[] = [];
    const admin = kafka.admin();
    const consumer = kafka.consumer({ groupId: `test.${randomUUID()}` });
    await Promise.all([admin.connect(), consumer.connect()]);
    const ends = await admin.fetchTopicOffsets(topic);
    const total = ends.reduce((sum, { high }) => sum + Number(high), 0);
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        found.push({
          exceptionId: String(message.headers?.ce_exceptionid),
          traceparent: message.headers?.traceparent?.toString(),
        });
      },
    });
    await until(`all of ${topic} is read`, 30_000, async () => found.length >= total);
    await Promise.all([admin.disconnect(), consumer.disconnect()]);
    return found;
  }

  it('follows a request to the end of the pipeline, each span a child of the previous one', async () => {
    const caller = aTrace();
    const answer = await stack.request(TENANT, 'POST', `/api/exceptions/${TENANT}`, {
      body: item('T-1'),
      headers: { traceparent: header(caller) },
    });
    expect(answer.status).toBe(202);
    await stack.settled(TENANT);

    const feedback = await feedbackSpan(caller.traceId);
    // Each worker exports its spans at its own pace.
    await until('its way up is told', 30_000, async () => wayUp(feedback).origin === caller.spanId);

    const { way } = wayUp(feedback);
    expect(way).toEqual([
      'feedback ExceptionResolved',
      expect.stringMatching(/^(?:triage|playbook) /),
      ...way.slice(2, -2),
      'intake ExceptionIngested',
      expect.stringMatching(/^POST /),
    ]);
    await until('every worker has told of its part', 30_000, async () =>
      ['intake', 'triage', 'policy', 'feedback'].every((name) =>
        ofTrace(caller.traceId).some(({ service }) => service === name),
      ),
    );
    for (const span of ofTrace(caller.traceId)) expect(wayUp(span).origin).toBe(caller.spanId);
    expect(feedback.attributes).toMatchObject({
      'sentinai.exception_id': 'T-1',
      'sentinai.correlation_id': 'T-1',
      'sentinai.tenant_id': TENANT,
    });
    const captured = (await recordsOf('feedback.captured')).find(({ exceptionId }) => exceptionId === 'T-1');
    expect(captured?.traceparent).toBe(`00-${caller.traceId}-${feedback.spanId}-01`);
  });

  it('links the span of a batch to the traces in it', async () => {
    const caller = aTrace();
    await stack.request(TENANT, 'POST', `/api/exceptions/${TENANT}`, {
      body: item('T-2'),
      headers: { traceparent: header(caller) },
    });
    const batch = () =>
      receiver.spans.find(
        ({ name, links }) => name === 'intake batch' && links.some(({ traceId }) => traceId === caller.traceId),
      );

    await until('the batch of intake is told', 60_000, async () => batch() !== undefined);

    expect(batch()?.traceId).not.toBe(caller.traceId);
  });

  it("continues the trace of another producer's event", async () => {
    const caller = aTrace();
    const producer = kafka.producer();
    await producer.connect();
    const { exception_id, ...fields } = item('T-3');
    const data = {
      domain: 'ServiceDesk',
      entity: null,
      amount: null,
      title: null,
      occurred_at: new Date().toISOString(),
      source_updated_at: null,
      redacted: [],
      ...fields,
    };
    await producer.send({
      topic: 'exceptions.ingested',
      messages: [
        {
          key: `${TENANT}:${exception_id}`,
          value: JSON.stringify(data),
          headers: {
            ce_specversion: '1.0',
            ce_id: randomUUID(),
            ce_type: 'ExceptionIngested',
            ce_source: '/elsewhere',
            ce_time: new Date().toISOString(),
            ce_tenantid: TENANT,
            ce_exceptionid: exception_id,
            ce_correlationid: 'order-7',
            traceparent: header(caller),
          },
        },
      ],
    });
    await producer.disconnect();

    const feedback = await feedbackSpan(caller.traceId);

    await until('its way up is told', 30_000, async () => wayUp(feedback).origin === caller.spanId);
    expect(wayUp(feedback).way.at(-1)).toBe('intake ExceptionIngested');
    expect(feedback.attributes).toMatchObject({ 'sentinai.correlation_id': 'order-7' });
  });

  it('records nothing of an unsampled request, and adds nothing to its events', async () => {
    const before = receiver.spans.length;
    await stack.request(TENANT, 'POST', `/api/exceptions/${TENANT}`, { body: item('T-4') });
    await stack.settled(TENANT);
    const records = (await recordsOf('exceptions.normalized')).filter(({ exceptionId }) => exceptionId === 'T-4');

    expect(records).toEqual([{ exceptionId: 'T-4', traceparent: undefined }]);
    expect(
      receiver.spans.slice(before).filter(({ attributes }) => attributes['sentinai.exception_id'] === 'T-4'),
    ).toEqual([]);
    expect(await stack.sql('select traceparent from outbox')).toEqual([]);
  });
});
