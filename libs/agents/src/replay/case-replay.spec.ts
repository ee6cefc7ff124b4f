import { ExceptionIngested, type JsonObject, SourceUpdateReceived, StepCommandSubmitted } from '@sentinai/contracts';
import { type ExceptionRecord, openCase } from '@sentinai/domain';
import { NOW, type Packs, aDomainConfig, aSourceItem } from '@sentinai/domain/testing';
import { type Cause, type StoredEvent, applyDecision, applyTick, caseFileOf } from '@sentinai/messaging/agent';
import { slaClock } from '../sla-monitor/sla-clock.ts';
import { replayCase } from './case-replay.ts';
import { PURE_AGENTS } from './pure-agents.ts';
import { envelopeOf } from './recorded-events.ts';

const PACKS: Packs = {
  pack: {
    exception_types: { CASH_BREAK: { default_severity: 'low', sla_minutes: 90 } },
    playbooks: [
      {
        name: 'fix',
        match: { exception_type: 'CASH_BREAK' },
        steps: [
          { name: 'retry', action_type: 'call_tool', params: { tool: 'retrySettlement' } },
          { name: 'close', action_type: 'set_status', params: { status: 'resolved' } },
        ],
      },
    ],
  },
};

const CONFIG = aDomainConfig(PACKS);
const PERSON = { type: 'user', id: 'ann' } as const;

/** Records a history as the runtime would: each event a minute after the one before. */
class History {
  readonly log: StoredEvent[] = [];
  private readonly record: { now: ExceptionRecord };
  private minutes = 0;
  private inputs = 0;

  constructor(private readonly config = CONFIG) {
    const item = aSourceItem({ exception_type: 'CASH_BREAK' });
    const identity = { tenantId: 'TENANT_A', exceptionId: 'EX-1' };
    this.record = { now: openCase(identity, item, NOW) };
    this.input(ExceptionIngested.type, item);
  }

  /** Something from outside the agents. */
  input(type: string, data: JsonObject, source = '/sentinai/ops-api'): StoredEvent {
    this.inputs += 1;
    const cause = { id: `00000000-0000-4000-8000-${String(this.inputs).padStart(12, '0')}`, isEvent: false };
    const [event] = this.apply({ type, data }, { ...cause, correlationId: 'EX-1' }, source);
    return event as StoredEvent;
  }

  /** An agent decides about an event of the log, the newest of this type. */
  decide(name: keyof typeof PURE_AGENTS, type: string): this {
    const cause = this.last(type);
    const file = caseFileOf(this.record.now, { config: this.config, playbooks: new Map(), now: this.time() });
    const decision = PURE_AGENTS[name].decide(envelopeOf(cause), file);
    this.keep(
      applyDecision(
        this.record.now,
        decision,
        { id: cause.eventId, correlationId: cause.correlationId, isEvent: true },
        { source: `/sentinai/${name}`, actor: { type: 'agent', id: name }, now: this.time() },
      ),
    );
    return this;
  }

  /** The tool agent's event about the call that was requested last. */
  answer(data: JsonObject): this {
    const cause = this.last('ToolExecutionRequested');
    const { execution_id, tool, step_order } = envelopeOf(cause).data as Record<string, string>;
    const answered = { execution_id, tool, step_order, attempts: 1, duration_ms: 12, ...data };
    const type = 'output' in data ? 'ToolExecutionCompleted' : 'ToolExecutionFailed';
    const of = { id: cause.eventId, correlationId: cause.correlationId, isEvent: true };
    this.apply({ type, data: answered }, of, '/sentinai/tool');
    return this;
  }

  tick(): this {
    this.keep(applyTick(slaClock, this.record.now, this.time()));
    return this;
  }

  /** From the arrival to the call of the tool. */
  toTheCall(): this {
    return this.decide('intake', 'ExceptionIngested')
      .decide('triage', 'ExceptionNormalized')
      .decide('policy', 'TriageCompleted')
      .decide('playbook', 'PlaybookMatched');
  }

  later(minutes: number): this {
    this.minutes += minutes;
    return this;
  }

  private apply(event: { type: string; data: JsonObject }, cause: Cause, source: string): StoredEvent[] {
    const name = source.split('/').at(-1) ?? '';
    const actor = name === 'tool' ? ({ type: 'agent', id: name } as const) : PERSON;
    return this.keep(applyDecision(this.record.now, { events: [event] }, cause, { source, actor, now: this.time() }));
  }

  private keep({ record, events }: { record: ExceptionRecord; events: StoredEvent[] }): StoredEvent[] {
    this.record.now = record;
    this.log.push(...events);
    this.minutes += 1;
    return events;
  }

  private time = (): Date => new Date(NOW.getTime() + this.minutes * 60_000);

  private last(type: string): StoredEvent {
    const event = this.log.findLast(({ eventType }) => eventType === type);
    if (!event) throw new Error(`There is no ${type}`);
    return event;
  }
}

const replay = ({ log }: Pick<History, 'log'>, config = CONFIG) => replayCase(log, { config, playbooks: new Map() });
const typesOf = ({ log }: History) => log.map(({ eventType }) => eventType);
const succeeded = { http_status: 200, output: { ok: true } };

describe('a replay', () => {
  it('decides the whole pipeline again, with the answers that the tools gave', async () => {
    const history = new History()
      .toTheCall()
      .answer(succeeded)
      .decide('playbook', 'ToolExecutionCompleted')
      .decide('feedback', 'ExceptionResolved');

    expect(typesOf(history)).toEqual(expect.arrayContaining(['ExceptionResolved', 'FeedbackCaptured']));
    expect(await replay(history)).toBeNull();
  });

  it('takes a failed call as it failed', async () => {
    const failed = { http_status: 503, error_code: 'http_error', error: 'answered 503' };
    const history = new History()
      .toTheCall()
      .answer(failed)
      .decide('playbook', 'ToolExecutionFailed')
      .decide('feedback', 'ExceptionEscalated');

    expect(typesOf(history)).toContain('PlaybookStepFailed');
    expect(await replay(history)).toBeNull();
  });

  it('asks the clocks again', async () => {
    const history = new History()
      .toTheCall()
      .later(80)
      .tick()
      .later(30)
      .tick()
      .decide('playbook', 'SLAExpired')
      .decide('feedback', 'ExceptionEscalated');

    expect(typesOf(history)).toEqual(expect.arrayContaining(['SLAImminent', 'SLAExpired', 'ExceptionEscalated']));
    expect(await replay(history)).toBeNull();
  });

  it('does not ask what a call under way will bring', async () => {
    expect(await replay(new History().toTheCall())).toBeNull();
  });

  it('decides what was consumed without an event when it has nothing to emit', async () => {
    const history = new History().toTheCall();
    history.input(SourceUpdateReceived.type, aSourceItem({ exception_type: 'CASH_BREAK' }), '/sentinai/intake');
    history.decide('intake', 'SourceUpdateReceived').decide('triage', 'ExceptionNormalized');

    expect(typesOf(history).filter((type) => type === 'TriageCompleted')).toHaveLength(1);
    expect(await replay(history)).toBeNull();
  });

  it('leaves out what the runtime records about delivery', async () => {
    const history = new History().decide('intake', 'ExceptionIngested');
    const [, normalized] = history.log;
    if (!normalized) throw new Error('nothing is normalized');
    const payload = {
      event_id: normalized.eventId,
      consumer: 'triage',
      attempt: 1,
      due_at: NOW.toISOString(),
      reason: 'x',
    };
    const retry = {
      ...normalized,
      eventId: '00000000-0000-4000-8000-00000000000a',
      sequence: 3,
      eventType: 'RetryScheduled',
    };
    const scheduled = {
      ...retry,
      source: '/sentinai/triage',
      causationId: normalized.eventId,
      schemaVersion: 1,
      payloadJson: JSON.stringify(payload),
    };
    const deadLettered = {
      ...scheduled,
      eventId: '00000000-0000-4000-8000-00000000000b',
      sequence: 4,
      eventType: 'DeadLettered',
    };

    expect(await replay({ log: [...history.log, scheduled, deadLettered] })).toBeNull();
  });
});

describe('a difference', () => {
  it('is the first event that changed packs decide otherwise', async () => {
    const history = new History().toTheCall();
    const stricter = aDomainConfig({
      pack: { ...PACKS.pack, exception_types: { CASH_BREAK: { default_severity: 'critical', sla_minutes: 90 } } },
    });

    expect(await replay(history, stricter)).toMatchObject({
      tenantId: 'TENANT_A',
      exceptionId: 'EX-1',
      sequence: 3,
      recorded: { type: 'TriageCompleted', data: { severity: 'low' } },
      replayed: { type: 'TriageCompleted', data: { severity: 'critical' } },
      error: null,
    });
  });

  it('is an event that the log has no more', async () => {
    const { log } = new History().toTheCall();
    const shortened = log.filter(({ eventType }) => eventType !== 'ToolExecutionRequested');

    expect(await replay({ log: shortened })).toMatchObject({
      recorded: null,
      replayed: { type: 'ToolExecutionRequested' },
    });
  });

  it('is a silent consumption that says something now', async () => {
    const { log } = new History().decide('intake', 'ExceptionIngested');

    expect(await replay({ log })).toMatchObject({
      recorded: { type: 'ExceptionNormalized' },
      replayed: null,
      error: expect.stringContaining('triage emits something') as string,
    });
  });

  it('is a decision that fails now', async () => {
    const history = new History().toTheCall().answer(succeeded).decide('playbook', 'ToolExecutionCompleted');
    const withoutPlaybook = aDomainConfig({ pack: { ...PACKS.pack, playbooks: [] } });
    const [first] = history.log.filter(({ eventType }) => eventType === 'PlaybookMatched');

    expect(await replay(history, withoutPlaybook)).toMatchObject({ sequence: first?.sequence });
  });

  it('is a command that was obeyed otherwise', async () => {
    const history = new History().toTheCall();
    const command = {
      step_order: 1,
      command: 'skip',
      actor_id: 'ann',
      actor_roles: ['supervisor'],
      note: 'not needed',
    };
    history.input(StepCommandSubmitted.type, command, '/sentinai/playbook');
    history.decide('playbook', 'StepCommandSubmitted');

    expect(await replay(history)).toBeNull();
    const other = history.log.map((event) =>
      event.eventType === StepCommandSubmitted.type
        ? { ...event, payloadJson: JSON.stringify({ ...command, command: 'retry' }) }
        : event,
    );
    expect(await replay({ log: other })).not.toBeNull();
  });
});
