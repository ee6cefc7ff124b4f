import type { PackPlaybook } from '@sentinai/domain';
import { anException } from '@sentinai/domain/testing';
import { aRun } from '../../testing/a-run.ts';

type Step = PackPlaybook['steps'][number];

const FETCH: Step = {
  name: 'fetch',
  action_type: 'call_tool',
  params: { tool: 'getOrder', arguments: { orderId: '{exception.raw_payload.order}', of: 'desk {exception.entity}' } },
};
const TELL: Step = { name: 'tell', action_type: 'notify', params: { to: 'desk', message: 'look' } };

const anOrder = (order: unknown, entity: string | null) =>
  anException().with({ payload: order === undefined ? {} : { order }, entity });

describe('a step whose placeholders lead nowhere', () => {
  it.each<[string, unknown, string | null, string]>([
    ['a key the payload lacks', undefined, 'ACC-1', '{exception.raw_payload.order}'],
    ['a value of null', null, 'ACC-1', '{exception.raw_payload.order}'],
    ['a field without value in a text', 'O-1', null, '{exception.entity}'],
    ['two of them', undefined, null, '{exception.raw_payload.order}, {exception.entity}'],
  ])('asks a person instead of calling the tool: %s', (_, order, entity, named) => {
    const run = aRun([FETCH, TELL], { exception: anOrder(order, entity) });

    const { types, data } = run.start();

    expect(types).toEqual(['PlaybookStarted', 'StepExecutionRequested']);
    expect(data('StepExecutionRequested')).toMatchObject({
      instruction: `No value for ${named}: do step fetch by hand and complete it, or skip it.`,
      params: { tool: 'getOrder' },
    });
    expect(run.step(1)).toMatchObject({ status: 'awaiting_person' });
  });

  it.each(['complete', 'skip'] as const)('goes on when the person says %s', (command) => {
    const run = aRun([FETCH, TELL], { exception: anOrder(undefined, 'ACC-1') });
    run.start();

    expect(run.command(command).types).toContain('NotificationRequested');
  });

  it('calls the tool with what is there', () => {
    const run = aRun([FETCH], { exception: anOrder('O-1', 'ACC-1') });

    expect(run.start().data('ToolExecutionRequested')).toMatchObject({
      arguments: { orderId: 'O-1', of: 'desk ACC-1' },
    });
  });

  it('calls the tool with the default that the placeholder names', () => {
    const args = { orderId: "{exception.raw_payload.order ?? 'none'}", of: '{exception.entity ?? null}' };
    const step: Step = { ...FETCH, params: { tool: 'getOrder', arguments: args } };
    const run = aRun([step], { exception: anOrder(undefined, null) });

    expect(run.start().data('ToolExecutionRequested')).toMatchObject({ arguments: { orderId: 'none', of: null } });
  });

  it.each<[string, Partial<Step>]>([
    ['notify', { params: { to: 'desk', message: '{exception.raw_payload.nope}' } }],
    ['add_comment', { params: { comment: '{exception.raw_payload.nope}' } }],
    ['assign_owner', { params: { owner: '{exception.raw_payload.nope}' } }],
    ['resolve', { params: { resolution: '{exception.raw_payload.nope}' } }],
    ['escalate', { params: { to: '{exception.raw_payload.nope}' } }],
  ])('%s does nothing by itself, and has no time limit', (action_type, parts) => {
    const step = { name: 'act', action_type, timeout: '5m', ...parts } as Step;
    const run = aRun([step], { exception: anOrder('O-1', 'ACC-1') });

    expect(run.start().types).toEqual(['PlaybookStarted', 'StepExecutionRequested']);
    expect(run.step(1)).not.toHaveProperty('timer');
  });

  it('of a manual step keeps the instruction, with the placeholder as it is written', () => {
    const ask: Step = {
      name: 'ask',
      action_type: 'manual',
      timeout: '5m',
      params: { instruction: 'Call {exception.raw_payload.phone}' },
    };
    const run = aRun([ask], { exception: anOrder('O-1', 'ACC-1') });

    expect(run.start().data('StepExecutionRequested')).toMatchObject({
      instruction:
        'No value for {exception.raw_payload.phone}: do step ask by hand and complete it, or skip it.\nCall {exception.raw_payload.phone}',
    });
    expect(run.step(1)).toMatchObject({ timer: { kind: 'timeout' } });
  });

  it('asks although a default is named when what the source sent cannot be read', () => {
    const step: Step = { ...TELL, params: { to: 'desk', message: '{exception.amount ?? 0}' } };
    const unreadable = [{ field: 'amount' as const, path: '$.amount', reason: 'is not written as an amount' }];
    const run = aRun([step], { exception: anOrder('O-1', 'ACC-1').with({ unreadable }) });

    expect(run.start().types).toEqual(['PlaybookStarted', 'StepExecutionRequested']);
  });
});
