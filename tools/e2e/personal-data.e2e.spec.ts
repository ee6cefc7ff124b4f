/**
 * Real-world inputs on the real stack: recurring states, and personal data. Whichever field carries personal data, and by whichever
 * route it arrives, no table contains it.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import { TestStack, until } from './fixtures/test-stack.ts';

const TENANT = 'PRIVATE';
// Used in no other suite, since others may share the stack.
const MAIL = 'jane.roe@personal-data.example';
const CARD = '4000056655665556';
const GROUPED = '4000 0566 5566 5556';
const IBAN = 'FR1420041010050500013M02606';
const NAME = 'Mrs. Secret-Name';
const SECRETS = [MAIL, CARD, GROUPED, IBAN, NAME];
const ORDER = '2026011200000019';
/** Restricts a query to this suite's rows, since the stack may be shared. */
const OURS = `tenant_id = '${TENANT}'`;

const domainPack = (toolUrl: string) => ({
  domain: 'Private',
  exception_types: { GENERIC: { default_severity: 'medium' }, ASKED: { default_severity: 'low' } },
  severity_rules: [],
  normalization: { entity: '$.id', title: '$.subject' },
  tools: { look_up: { endpoint: toolUrl, effect: 'read' } },
  playbooks: [
    {
      name: 'Ask',
      match: { exception_type: 'ASKED' },
      steps: [
        { name: 'look', action_type: 'call_tool', params: { tool: 'look_up', arguments: {} } },
        { name: 'wait', action_type: 'manual', params: { instruction: 'Call the customer.' } },
      ],
    },
  ],
  redaction: { fields: { '$.reference': { card: false } } },
});

describe('what sources really send', () => {
  let stack: TestStack;
  let tool: Server;

  beforeAll(async () => {
    tool = createServer((request, response) => {
      request.resume();
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(
          JSON.stringify({ contact: { [MAIL]: NAME }, pan: Number(CARD), customer_name: NAME, text: `pays ${IBAN}` }),
        );
    });
    tool.listen(0, '127.0.0.1');
    await once(tool, 'listening');
    const toolUrl = `http://127.0.0.1:${(tool.address() as AddressInfo).port}/customers`;
    stack = await TestStack.shared();
    const tenantPack = { tenant_id: TENANT, domain: 'Private', pii_fields: ['customer_name', '$.contact.*'] };
    for (const [pack, tenant] of [
      [domainPack(toolUrl), TENANT],
      [tenantPack, TENANT],
    ] as const) {
      const { exitCode, stderr } = await stack.importPack(pack, tenant);
      expect([exitCode, stderr]).toEqual([0, '']);
    }
  });

  afterAll(async () => {
    await stack.stop();
    tool.closeAllConnections();
    tool.close();
  });

  const theException = async (id: string): Promise<Record<string, unknown>> =>
    (await stack.sql(`select * from exception where ${OURS} and exception_id = $1`, [id]))[0] ?? {};

  describe('personal data', () => {
    const send = async (exception_id: string, fields: object) => {
      const body = { source_system: 'field', exception_type: 'GENERIC', exception_id, raw_payload: {}, ...fields };
      return stack.request(TENANT, 'POST', `/api/exceptions/${TENANT}`, { body });
    };
    const command = (id: string, path: string, body: object) =>
      stack.request(TENANT, 'POST', `/api/exceptions/${TENANT}/${id}/${path}`, { body });

    /** Every table and column that can contain text, whatever its type. */
    async function columnsHolding(secrets: readonly string[]): Promise<string[]> {
      const columns = await stack.sql<{ table: string; column: string; type: string }>(
        `select c.relname as table, a.attname as column, t.typname as type from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         join pg_type t on t.oid = a.atttypid
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
           and t.typcategory in ('S', 'U', 'A')`,
      );
      expect(columns.length).toBeGreaterThan(50);
      const found: string[] = [];
      for (const { table, column, type } of columns) {
        const text = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`;
        const rows = await stack.sql(
          `select 1 from "${table}" where exists (select from unnest($1::text[]) s where position(s in ${text}) > 0) limit 1`,
          [secrets],
        );
        if (rows.length > 0) found.push(`${table}.${column}`);
      }
      return found;
    }

    it.each<[string, object, Record<string, unknown>]>([
      [
        'in texts',
        { raw_payload: { pan: CARD, mail: `to ${MAIL}` } },
        { payload: { pan: '[REDACTED:card]', mail: 'to [REDACTED:email]' } },
      ],
      [
        'as numbers',
        { raw_payload: { pan: Number(CARD), deep: [{ pan: Number(CARD) }] } },
        { payload: { pan: '[REDACTED:card]', deep: [{ pan: '[REDACTED:card]' }] } },
      ],
      [
        'as keys',
        { raw_payload: { watchers: { [MAIL]: { role: 'owner' }, 'other@example.com': 1 } } },
        { payload: { watchers: { '[REDACTED:email]': { role: 'owner' }, '[REDACTED:email] 2': 1 } } },
      ],
      [
        'in title and entity',
        { title: `Refund for ${MAIL}, card ${GROUPED}`, entity: IBAN },
        { title: 'Refund for [REDACTED:email], card [REDACTED:card]', entity: '[REDACTED:iban]' },
      ],
      [
        'in mapped fields',
        { raw_payload: { id: IBAN, subject: MAIL } },
        { entity: '[REDACTED:iban]', title: '[REDACTED:email]' },
      ],
      [
        'by the names of fields',
        { raw_payload: { Customer_Name: NAME, contact: { any: NAME } } },
        { payload: { Customer_Name: '[REDACTED]', contact: { any: '[REDACTED]' } } },
      ],
      [
        'in none of these',
        {
          raw_payload: {
            id: '9f5b3c1e-4111-4111-8111-111111111111',
            trace: '4111111111111112-5',
            order: ORDER,
            n: Number(ORDER),
          },
        },
        {
          payload: {
            id: '9f5b3c1e-4111-4111-8111-111111111111',
            trace: '4111111111111112-5',
            order: ORDER,
            n: Number(ORDER),
          },
        },
      ],
    ])('%s', async (name, fields, expected) => {
      const id = `RED-${name.replaceAll(/\W/g, '-')}`;

      expect(await send(id, fields)).toMatchObject({ status: 202 });
      await stack.settled(TENANT);
      expect(await theException(id)).toMatchObject(expected);
    });

    it('is kept where the pack says that it is none', async () => {
      await send('KEPT', { raw_payload: { reference: '5555555555554444' } });
      await stack.settled(TENANT);

      expect(await theException('KEPT')).toMatchObject({ payload: { reference: '5555555555554444' } });
    });

    it('is refused in an id, with the field that is at fault', async () => {
      expect(await send(CARD, {})).toMatchObject({ status: 400, body: { errors: [{ path: 'exception_id' }] } });
    });

    it('that others put on a topic, whatever headers it bears', async () => {
      const producer = new Kafka({ brokers: [stack.stack.kafkaBrokers], logLevel: logLevel.NOTHING }).producer();
      await producer.connect();
      const [known] = await stack.sql<{ event_id: string }>(
        `select event_id from exception_event where ${OURS} and exception_id = 'KEPT' and sequence = 1`,
      );
      const data = {
        domain: 'Private',
        source_system: MAIL,
        exception_type: 'GENERIC',
        entity: IBAN,
        amount: null,
        title: GROUPED,
        occurred_at: '2026-11-20T08:00:00.000Z',
        occurred_at_source: null,
        source_updated_at: null,
        raw_payload: { pan: Number(CARD), customer_name: NAME, [MAIL]: 1 },
        redacted: [],
        extra: { mail: MAIL },
      };
      const message = (exceptionId: string, headers: Record<string, string>) => ({
        key: `${TENANT}:${exceptionId}`,
        value: JSON.stringify(data),
        headers: {
          ce_specversion: '1.0',
          ce_id: randomUUID(),
          ce_type: 'ExceptionIngested',
          ce_source: '/elsewhere',
          ce_time: new Date().toISOString(),
          ce_subject: exceptionId,
          ce_tenantid: TENANT,
          ce_exceptionid: exceptionId,
          ce_correlationid: exceptionId,
          'content-type': 'application/json',
          ...headers,
        },
      });
      const messages = [
        message('TOPIC-1', {}),
        message('TOPIC-2', { ce_sequence: '1' }),
        message('TOPIC-3', { ce_sequence: '7', ce_source: '/sentinai/intake', ce_causationid: randomUUID() }),
        message('KEPT', { ce_sequence: '1', ce_id: known?.event_id ?? '' }),
        message('KEPT', { ce_sequence: '2', ce_type: 'SourceUpdateReceived' }),
      ];
      await producer.send({ topic: 'exceptions.ingested', messages });
      await producer.disconnect();
      await until('the records are processed', 60_000, async () => {
        const rows = await stack.sql(
          `select 1 from exception where ${OURS} and exception_id like 'TOPIC-%' and title is not null`,
        );
        return rows.length === 3;
      });
      await stack.settled(TENANT);

      expect(await theException('TOPIC-2')).toMatchObject({
        source_system: '[REDACTED:email]',
        entity: '[REDACTED:iban]',
        title: '[REDACTED:card]',
        payload: { pan: '[REDACTED:card]', customer_name: '[REDACTED]', '[REDACTED:email]': 1 },
      });
    });

    it('in what people and tools say: commands, steps, runs, jobs, views', async () => {
      await send('WORK', { exception_type: 'ASKED' });
      await stack.settled(TENANT);
      const words = `${MAIL}, ${GROUPED}, ${IBAN}`;
      const done = [
        await command('WORK', 'comment', { comment: words }),
        await command('WORK', 'assign', { owner: 'kim', note: words }),
        await command('WORK', 'severity', { severity: 'high', reason: words }),
        await command('WORK', 'playbook/steps/2/complete', {
          note: words,
          result: { customer_name: NAME, [MAIL]: Number(CARD) },
        }),
        await command('KEPT', 'resolve', { resolution: words }),
        await stack.request(TENANT, 'POST', '/api/bulk-jobs', {
          body: { command: 'comment', exception_ids: ['WORK'], note: words },
        }),
        await stack.request(TENANT, 'POST', '/api/views', { body: { name: words.slice(0, 60), query: { q: MAIL } } }),
      ];
      expect(done.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202, 201]);
      await until('the job has ended', 30_000, async () => {
        const { body } = await stack.request(TENANT, 'GET', `/api/bulk-jobs/${String(done[5]?.body.job_id)}`);
        return body.ended_at !== null;
      });
      await stack.settled(TENANT);
      expect(await command('KEPT', 'reopen', { reason: words })).toMatchObject({ status: 202 });
      await stack.settled(TENANT);

      expect(await stack.sql(`select output from tool_execution where ${OURS} and exception_id = 'WORK'`)).toEqual([
        {
          output: {
            contact: { '[REDACTED:email]': '[REDACTED]' },
            pan: '[REDACTED:card]',
            customer_name: '[REDACTED]',
            text: 'pays [REDACTED:iban]',
          },
        },
      ]);
    });

    it('is in no column of any table', async () => {
      expect(await columnsHolding(['[REDACTED:email]'])).toEqual(
        expect.arrayContaining([
          'exception.payload',
          'exception_event.payload',
          'tool_execution.output',
          'bulk_job.arguments',
        ]),
      );
      expect(await columnsHolding(SECRETS)).toEqual([]);
    });
  });
});
