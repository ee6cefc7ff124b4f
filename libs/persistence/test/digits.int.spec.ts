/** Numbers with more digits than a double holds, through real PostgreSQL: with our statements and with TypeORM's. */
import { type JsonObject, isJsonNumber, parseJson, sameJson } from '@sentinai/contracts';
import fc from 'fast-check';
import {
  EventLogRepository,
  ExceptionRepository,
  PackRepository,
  type TenantTransactions,
  ToolExecutionRepository,
  contentHash,
  exceptionKey,
} from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';
import { anException } from './exception.builder.ts';
import { aStoredEvent } from './stored-event.builder.ts';

const LONG =
  '{"id": 1152921506151679042, "list": [0.1234567890123456789, {"price": 1.10}], "zero": 0.0, "tiny": 0.00000012}';
const document = (): JsonObject => parseJson(LONG) as JsonObject;
const compact = JSON.stringify(document());

describe('digits in PostgreSQL', () => {
  let database: TestDatabase;
  let intake: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    intake = await database.connect('sentinai_intake');
    await database.asOwner(`insert into tenant (tenant_id, name) values ('ACME', 'a')`);
  });
  afterAll(() => database.drop());

  /** Stores documents in a jsonb column and reads them back. */
  const throughDatabase = async (payloads: readonly JsonObject[]): Promise<unknown[]> => {
    const exceptions = new ExceptionRepository();
    const records = payloads.map((payload) => anException({ payload }));
    return intake.run(['ACME'], async (tx) => {
      await exceptions.insert(tx, records);
      const stored = await exceptions.lock(tx, records);
      return records.map((record) => stored.get(exceptionKey(record))?.payload);
    });
  };

  it('of a payload stay as they were sent', async () => {
    const [stored] = await throughDatabase([document()]);

    expect(stored).toEqual(document());
    expect((stored as JsonObject).id).toEqual(document().id);
    // jsonb orders keys in its own way, so the texts are compared key by key.
    expect(contentHash(stored)).toBe(contentHash(document()));
  });

  it('of an exponent are written out, and the value stays', async () => {
    const [stored] = await throughDatabase([parseJson('{"a":1e3,"b":1.5E-3,"c":-12e400}') as JsonObject]);

    expect(JSON.stringify(stored)).toBe(`{"a":1000,"b":0.0015,"c":-12${'0'.repeat(400)}}`);
  });

  it.each([
    ['a large exponent', '1e999'],
    ['a small one', '-1e-999'],
    ['a long integer', '9'.repeat(1_000)],
    ['a long fraction', `0.${'1'.repeat(999)}`],
    ['digits on both sides', `${'7'.repeat(500)}.${'3'.repeat(500)}`],
  ])('at the bound are stored: %s', async (_what, number) => {
    const sent = parseJson(`{"n":${number}}`) as JsonObject;
    const [stored] = await throughDatabase([sent]);

    expect(sameJson(stored, sent)).toBe(true);
  });

  it('of any accepted number are stored, and the number is the same', async () => {
    const text = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.bigInt({ min: 0n }),
        fc.stringMatching(/^[0-9]{0,40}$/),
        fc.integer({ min: -600, max: 600 }),
      )
      .map(
        ([sign, whole, fraction, power]) =>
          `${sign}${whole}${fraction && `.${fraction}`}${power === 0 ? '' : `e${power}`}`,
      );
    const sent = fc.sample(text, 300).flatMap((number): JsonObject[] => {
      try {
        return [parseJson(`{"n":${number}}`) as JsonObject];
      } catch {
        return [];
      }
    });

    const stored = await throughDatabase(sent);

    expect(sent.length).toBeGreaterThan(200);
    expect(stored.filter((payload, index) => !sameJson(payload, sent[index]))).toEqual([]);
    expect(stored.every((payload) => isJsonNumber((payload as JsonObject).n))).toBe(true);
  });

  it('of an event are read as text and as they were written', async () => {
    const log = new EventLogRepository();
    const event = aStoredEvent({ exceptionId: 'digits', payloadJson: compact });
    const [stored] = await intake.run(['ACME'], async (tx) => {
      await log.append(tx, [event]);
      const { tenantId, exceptionId, createdAt } = event;
      return log.ranges(tx, [{ tenantId, exceptionId, firstSequence: 1, lastSequence: 1, createdAt }]);
    });

    expect(parseJson(stored?.payloadJson ?? '')).toEqual(document());
  });

  it("of a tool's arguments and answer stay", async () => {
    const tool = await database.connect('sentinai_tool');
    const executions = new ToolExecutionRepository();
    const executionId = '6f1c2a3e-8d4b-5c6d-9e7f-0a1b2c3d4e5f';
    await tool.run(['ACME'], async (tx) => {
      const begun = {
        ...{
          tenantId: 'ACME',
          executionId,
          exceptionId: 'EX-1',
          toolId: 1,
          tool: 'look_up',
          toolVersion: 1,
          stepOrder: 1,
        },
        ...{ arguments: document(), requestedBy: 'agent:playbook', requestedAt: new Date() },
      };
      await executions.begin(tx, [begun], new Date());
      const end = {
        status: 'succeeded' as const,
        output: document(),
        httpStatus: 200,
        errorCode: null,
        error: null,
        attempts: 1,
      };
      await executions.end(tx, [{ tenantId: 'ACME', executionId, ...end }], new Date());
    });

    const [row] = await database.asOwner<{ arguments: string; output: string }>(
      'select arguments::text, output::text from tool_execution where execution_id = $1',
      [executionId],
    );

    expect(parseJson(row?.arguments ?? '')).toEqual(document());
    expect(parseJson(row?.output ?? '')).toEqual(document());
  });

  it('of packs stay, in the canonical document and in the original, which TypeORM writes and reads', async () => {
    const governance = await database.connect('sentinai_governance');
    const packs = new PackRepository();
    const save = (pack: object) =>
      governance.run([], (tx) =>
        packs.saveDomainPack(
          tx,
          { tenantId: null, domain: 'Digits' },
          { pack, original: document(), createdBy: 'ann' },
        ),
      );

    expect(await save(document())).toMatchObject({ version: 1, created: true });
    expect(await save(document())).toMatchObject({ version: 1, created: false });
    expect(await save(parseJson(LONG.replace('679042', '679043')) as object)).toMatchObject({
      version: 2,
      created: true,
    });
    expect(await save(parseJson(LONG.replace('1.10', '1.1')) as object)).toMatchObject({ version: 3, created: true });

    const [stored] = await governance.run([], (tx) =>
      packs.domainPacks(tx, [{ tenantId: 'ACME', domain: 'Digits', version: 1 }]),
    );
    expect(stored?.packJson).toEqual(document());
    expect(stored?.original).toEqual(document());
  });
});
