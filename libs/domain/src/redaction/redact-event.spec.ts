import { EVENTS, type JsonObject, type SourceItem } from '@sentinai/contracts';
import { redactEvent, redactItem } from './redact-event.ts';
import { compileRedactor } from './redactor.ts';

const MAIL = 'jane.roe@example.com';
const redactor = compileRedactor({ piiFields: ['phone_note', 'amount'] });
const plain = compileRedactor({ piiFields: [] });

const anItem = (fields: Partial<SourceItem> = {}): SourceItem => ({
  domain: 'Trading',
  source_system: 'Murex',
  exception_type: null,
  entity: null,
  amount: null,
  title: null,
  occurred_at: '2026-11-20T11:00:00.000Z',
  occurred_at_source: null,
  source_updated_at: null,
  raw_payload: {},
  redacted: [],
  ...fields,
});

describe("a source's item", () => {
  it('is redacted in its payload and its other fields, and lists the places', () => {
    const item = anItem({
      source_system: `inbox of ${MAIL}`,
      exception_type: MAIL,
      entity: 'DE89370400440532013000',
      title: `Refund for ${MAIL}, card 4111 1111 1111 1111`,
      raw_payload: { mail: MAIL },
    });

    expect(redactItem(item, plain)).toEqual({
      ...item,
      source_system: 'inbox of [REDACTED:email]',
      exception_type: '[REDACTED:email]',
      entity: '[REDACTED:iban]',
      title: 'Refund for [REDACTED:email], card [REDACTED:card]',
      raw_payload: { mail: '[REDACTED:email]' },
      redacted: ['source_system', 'exception_type', 'entity', 'title', '$.mail'],
    });
  });

  it('is the same object when there is nothing to redact, also a second time', () => {
    const item = anItem({ title: 'T', amount: 5, redacted: ['$.a'] });
    const once = redactItem(anItem({ title: MAIL, redacted: ['$.a'] }), plain);

    expect(redactItem(item, plain)).toBe(item);
    expect(redactItem(once, plain)).toBe(once);
    expect(once.redacted).toEqual(['$.a', 'title']);
  });

  it('keeps its amount, which no detector looks at, unless that is personal by its name', () => {
    const item = anItem({ amount: 4111111111111111 });

    expect(redactItem(item, plain)).toBe(item);
    expect(redactItem(item, redactor)).toMatchObject({ amount: null, redacted: ['amount'] });
  });

  it('is redacted in fields unknown to the contract, and in a foreign list of redacted places', () => {
    const item = { ...anItem({ redacted: [`$['${MAIL}']`] }), contact: { mail: MAIL } };

    expect(redactItem(item, plain)).toEqual({
      ...item,
      contact: { mail: '[REDACTED:email]' },
      redacted: ["$['[REDACTED:email]']", 'contact'],
    });
  });
});

/** Payloads as others could send them: every text and document contains personal data, and so do the names. */
const COMMAND = { command: 'comment', actor_id: MAIL, note: MAIL, owner: MAIL, escalated_to: MAIL };
const TOOL_ANSWER = {
  execution_id: 'x',
  tool: 'look_up',
  output: { pan: 4111111111111111, phone_note: 'any' },
  http_status: 200,
};

describe('an event', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['CaseCommandSubmitted', COMMAND, { note: '[REDACTED:email]' }],
    ['StepCommandSubmitted', { note: null, result: { mail: MAIL } }, { result: { mail: '[REDACTED:email]' } }],
    ['ToolExecutionCompleted', TOOL_ANSWER, { output: { pan: '[REDACTED:card]', phone_note: '[REDACTED]' } }],
    ['ToolExecutionFailed', { error: MAIL, error_code: 'x' }, { error: '[REDACTED:email]' }],
    [
      'ExceptionNormalized',
      { title: MAIL, entity: MAIL, raw_payload: { a: MAIL } },
      {
        title: '[REDACTED:email]',
        entity: '[REDACTED:email]',
        raw_payload: { a: '[REDACTED:email]' },
      },
    ],
    [
      'CommentAdded',
      { author: MAIL, comment: MAIL, unknown: MAIL },
      { comment: '[REDACTED:email]', unknown: '[REDACTED:email]' },
    ],
    ['ManualExceptionCreated', { ...anItem({ title: MAIL }) }, { title: '[REDACTED:email]', redacted: ['title'] }],
  ])('%s is redacted in its texts and documents', (type, data, expected) => {
    expect(redactEvent(type, data, redactor)).toEqual({ ...data, ...expected });
  });

  it.each(Object.keys(EVENTS))('%s is the very same when it is clean', (type) => {
    const data: JsonObject = { ...anItem() };

    expect(redactEvent(type, data, plain)).toBe(data);
  });
});
