/** A valid payload of every event, for the specs. */
import type { DataOf, EVENTS, EventType, SourceItem } from '../src/index.ts';

type Payloads = { [Type in EventType]: DataOf<(typeof EVENTS)[Type]> };

/** A valid payload, with some fields replaced. */
export const aPayload = <Type extends EventType>(type: Type, fields: Partial<Payloads[Type]> = {}): Payloads[Type] => ({
  ...PAYLOADS[type],
  ...fields,
});

const INSTANT = '2026-11-20T07:00:00.000Z';
const EXECUTION_ID = '6f1c2a3e-8d4b-5c6d-9e7f-0a1b2c3d4e5f';

const SOURCE_ITEM: SourceItem = {
  domain: 'CapitalMarketsTrading',
  source_system: 'ledger-7',
  exception_type: 'CASH_BREAK',
  entity: 'ACC-0093',
  amount: 1_200_345.5,
  title: null,
  occurred_at: INSTANT,
  source_updated_at: null,
  raw_payload: { account: 'ACC-0093', 'löschen?': [1, null] },
  redacted: ['customer.name'],
};

const PLAYBOOK = { playbook_id: 7, name: 'Cash break', version: 2 };
const STEP = { playbook_id: 7, step_order: 1, step_name: 'Ask the custodian', action_type: 'call_tool' };
const TOOL_CALL = { execution_id: EXECUTION_ID, tool: 'custodian_balance', step_order: 1 };

const PAYLOADS: Payloads = {
  ApprovalRequested: { ...STEP, reasons: ['amount > 1e6'], roles: ['admin'], quorum: 2, arguments: { amount: 5 } },
  AuditRecorded: {
    actor_id: 'admin-1',
    action: 'tenant.suspended',
    subject_type: 'tenant',
    subject_id: 'TENANT_001',
    reason: 'The contract ended.',
    before: { status: 'active' },
    after: { status: 'suspended' },
    request_id: 'r-1',
  },
  BackpressureDetected: {
    cause: 'rate_limit',
    detected_at: INSTANT,
    retry_after_ms: 1_200,
    rate_per_second: 5_000,
    backlog_events: 12,
    backlog_ceiling: 100_000,
  },
  CaseCommandSubmitted: {
    command: 'change_severity',
    actor_id: 'operator-1',
    note: 'The client called.',
    severity: 'critical',
  },
  ConfigChanged: { kind: 'policy_pack', resource: 'Finance', version: 3, revision: 12, changed_by: 'ann' },
  DeadLettered: {
    consumer: 'triage',
    topic: 'exceptions.normalized',
    partition: 0,
    offset: '9007199254740993',
    event_id: null,
    event_type: 'ExceptionNormalized',
    error_code: 'invalid_payload',
    error: 'must be string',
    fingerprint: 'a1b2c3',
    attempts: 1,
  },
  ExceptionEscalated: { reason: 'no_playbook', detail: 'No playbook fits', escalated_to: null },
  ExceptionIngested: SOURCE_ITEM,
  ExceptionNormalized: {
    domain: 'CapitalMarketsTrading',
    source_system: 'ledger-7',
    exception_type: 'CASH_BREAK',
    entity: 'ACC-0093',
    amount: null,
    title: 'Cash break',
    occurred_at: INSTANT,
    source_updated_at: INSTANT,
    source_status: 'New',
    status: 'open',
    update: false,
    domain_pack_version: 1,
    raw_payload: {},
  },
  ExceptionReopened: { reopened_by: 'source', reason: 'It broke again' },
  ExceptionResolved: { resolved_at: INSTANT, resolved_by: 'agent:playbook', resolution: 'Matched' },
  FeedbackCaptured: {
    outcome: 'resolved',
    exception_type: 'CASH_BREAK',
    stage_durations_ms: { triage: 12, policy: 7.5 },
    total_ms: 4_200,
    sla_deadline: INSTANT,
    sla_met: true,
    human_touches: 0,
    playbook: 'Cash break',
  },
  ManualExceptionCreated: { ...SOURCE_ITEM, source_system: 'console' },
  NotificationRequested: {
    channel: 'email',
    recipients: ['ops@example.org'],
    subject: 'Cash break',
    message: 'Please look.',
    severity: 'high',
  },
  PlaybookCompleted: { ...PLAYBOOK, outcome: 'completed', steps_completed: 3, steps_skipped: 1, steps_failed: 0 },
  PlaybookMatched: {
    ...PLAYBOOK,
    exception_type: 'CASH_BREAK',
    severity: 'high',
    candidates: [{ ...PLAYBOOK, matched: true, why: ['severity is high'] }],
  },
  PlaybookStarted: { ...PLAYBOOK, steps: 4 },
  PlaybookStepCompleted: { ...STEP, result: { balance: 0 } },
  PlaybookStepFailed: { ...STEP, error: 'The custodian did not answer', attempts: 3 },
  PlaybookStepSkipped: { ...STEP, reason: 'amount is small' },
  PolicyEvaluationCompleted: {
    exception_type: 'CASH_BREAK',
    severity: 'critical',
    decision: 'require_approval',
    approval_required: true,
    reasons: ['severity is critical'],
    route_to: null,
  },
  ResolutionApproved: { approved_by: 'ann', note: null },
  ResolutionSuggested: { suggestion: 'Book the difference', suggested_by: 'agent:playbook' },
  RetryScheduled: { event_id: EXECUTION_ID, consumer: 'tool', attempt: 2, due_at: INSTANT, reason: 'timeout' },
  SLAExpired: { sla_deadline: INSTANT, severity: 'high', minutes_overdue: 1.5 },
  SLAImminent: { sla_deadline: INSTANT, severity: 'high', minutes_remaining: 12 },
  SourceUpdateReceived: { ...SOURCE_ITEM, source_updated_at: INSTANT },
  StepApprovalGiven: { ...STEP, approved_by: 'ann', note: 'Seen', approvals: 1, quorum: 2 },
  StepCommandSubmitted: { step_order: 1, command: 'approve', actor_id: 'ann', actor_roles: ['operator'], note: null },
  StepExecutionRequested: { ...STEP, instruction: 'Call them', params: {} },
  StepRetryScheduled: { ...STEP, attempt: 1, error: 'no answer', due_at: INSTANT },
  StepTimerElapsed: { step_order: 1, attempt: 1, kind: 'retry', due_at: INSTANT },
  ToolExecutionCompleted: { ...TOOL_CALL, http_status: 200, output: { balance: 0 }, attempts: 1, duration_ms: 35 },
  ToolExecutionFailed: {
    ...TOOL_CALL,
    http_status: null,
    error_code: 'timeout',
    error: 'No answer in 5 s',
    attempts: 3,
    duration_ms: 15_000,
  },
  ToolExecutionRequested: { ...TOOL_CALL, tool_version: 2, arguments: {}, requested_by: 'agent:playbook' },
  TriageCompleted: {
    exception_type: 'CASH_BREAK',
    severity: 'high',
    confidence: 0.93,
    sla_minutes: 240,
    sla_deadline: INSTANT,
    status: null,
    matched_rules: [{ rule: 'amount > 1e6', outcome: 'matched' }],
    domain_pack_version: 3,
    policy_pack_version: null,
  },
};
