import {
  ExceptionIngested,
  ExceptionReopened,
  type EventDefinition,
  type JsonObject,
  StepExecutionRequested,
} from '@sentinai/contracts';
import { MAX_PAYLOAD_BYTES, readEventData } from './event-data.ts';

const DATA = { reopened_by: 'ann', reason: 'why' };
const bytes = (text: string) => Buffer.from(text);
const read = (text: string, definition: EventDefinition = ExceptionReopened, version = 1) =>
  readEventData(bytes(text), definition, version);

/** A third version; in the first two, the reason had other names. */
const GROWN: EventDefinition = {
  ...ExceptionReopened,
  version: 3,
  upcast: ({ why, ...data }: JsonObject, fromVersion) => ({ ...data, reason: `${String(why)} (from ${fromVersion})` }),
};

it('reads data that fits', () => {
  expect(read(JSON.stringify(DATA))).toEqual(DATA);
});

describe('data of an older version', () => {
  it.each([1, 2])('is upcast from version %i to the newest', (version) => {
    expect(read('{"reopened_by":"ann","why":"late"}', GROWN, version)).toEqual({
      reopened_by: 'ann',
      reason: `late (from ${version})`,
    });
  });

  it('stays unchanged at the newest version', () => {
    expect(read(JSON.stringify(DATA), GROWN, 3)).toEqual(DATA);
  });

  it('must fit the newest schema afterwards', () => {
    expect(() => read('{"why":"late"}', GROWN, 1)).toThrow(expect.objectContaining({ code: 'invalid_payload' }));
  });

  it('is refused when it cannot be upcast', () => {
    const stuck: EventDefinition = { ...ExceptionReopened, version: 2 };

    expect(() => read(JSON.stringify(DATA), stuck, 1)).toThrow(
      expect.objectContaining({ code: 'unknown_schema_version' }),
    );
  });

  it.each([0, 4, 1.5, Number.NaN])('is refused at version %d', (version) => {
    expect(() => read('{}', GROWN, version)).toThrow(expect.objectContaining({ code: 'unknown_schema_version' }));
  });
});

describe('text', () => {
  it.each([
    ['a whole pair of surrogates, escaped as some producers do', '\\ud83d\\ude00', '😀'],
    ['the picture of an escape', '\\\\u0000', '\\u0000'],
  ])('may hold %s', (_case, written, reason) => {
    expect(read(`{"reopened_by":"ann","reason":"${written}"}`)).toEqual({ reopened_by: 'ann', reason });
  });

  it.each([
    ['a NUL', '\\u0000'],
    ['half of a pair', '\\ud83d'],
    ['the other half', '\\ude00'],
    ['two halves the wrong way round', '\\ude00\\ud83d'],
  ])('may not hold %s, which the database refuses', (_case, written) => {
    expect(() => read(`{"reopened_by":"ann","reason":"${written}"}`)).toThrow(
      expect.objectContaining({ code: 'invalid_payload' }),
    );
  });
});

it.each([
  ['no JSON', '{', 'invalid_json'],
  ['null', 'null', 'invalid_payload'],
  ['a list', '[]', 'invalid_payload'],
  ['a field of another type', '{"reopened_by":"ann","reason":7}', 'invalid_payload'],
  ['more than an event may hold', `"${'x'.repeat(MAX_PAYLOAD_BYTES)}"`, 'payload_too_large'],
])('refuses %s', (_case, text, code) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code }));
});

it('names what does not fit', () => {
  expect(() => read('{"reopened_by":"ann","reason":7}')).toThrow('/reason must be string');
});

describe('numbers', () => {
  const ITEM = {
    ...{ domain: 'D', source_system: 'S', exception_type: null, entity: null, amount: null, title: null },
    ...{ occurred_at: '2026-11-20T08:00:00Z', source_updated_at: null, redacted: [] },
  };
  const timer = (order: string) =>
    `{"playbook_id":7.0,"step_order":${order},"step_name":"Ask","action_type":"manual","instruction":"x","params":{}}`;

  it('in a payload keep their digits', () => {
    const payload = '{"id":1152921506151679042,"price":1.10,"big":1e400}';
    const data = readEventData(
      bytes(JSON.stringify({ ...ITEM, raw_payload: 0 }).replace('"raw_payload":0', `"raw_payload":${payload}`)),
      ExceptionIngested,
      1,
    );

    expect(JSON.stringify(data.raw_payload)).toBe(payload);
  });

  it('may be written as foreign producers write them, where the schema asks for a plain one', () => {
    const data = read(timer('2e0'), StepExecutionRequested);

    expect(data).toMatchObject({ playbook_id: 7, step_order: 2 });
  });

  it.each(['2.50', '0.0', '9007199254740993.5'])('are refused where the schema does not allow them: %s', (order) => {
    expect(() => read(timer(order), StepExecutionRequested)).toThrow('/step_order');
  });

  it('are no objects', () => {
    const text = JSON.stringify({ ...ITEM, raw_payload: 0 }).replace('"raw_payload":0', '"raw_payload":1.10');

    expect(() => readEventData(bytes(text), ExceptionIngested, 1)).toThrow('/raw_payload must be object');
  });

  it('too long for the database are refused', () => {
    expect(() => read('{"reopened_by":"ann","reason":"why","n":1e131072}')).toThrow('more than 1000 digits');
  });
});
