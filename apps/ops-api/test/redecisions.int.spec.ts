/** Requests to decide an exception again: `…/triage` and `…/evaluate-policy`. */
import type { ExceptionRecord } from '@sentinai/domain';
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, startOpsApi, TENANT } from './testing/ops-api.ts';

/** Facts of an exception with a verdict. */
const TRIAGED = {
  status: 'analyzing',
  milestones: { triaged_at: '2026-11-20T08:00:00.000Z' },
  policy: { decision: 'allow', reasons: [], approval_required: false, route_to: null },
} satisfies Partial<ExceptionRecord>;

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
  await store(
    api.database,
    anException('TRIAGED').with(TRIAGED).build(),
    anException('DONE')
      .with({ ...TRIAGED, status: 'resolved' })
      .build(),
    anException('NEW').build(),
  );
});

afterAll(() => api.stop());

const at = (id: string, command: string): string => `/api/exceptions/${TENANT}/${id}/${command}`;
const post = (id: string, command: string, body: unknown) => api.send('POST', at(id, command), { body });

it.each([
  [
    'triage',
    { reason: 'New rules.' },
    'TriageRequested',
    { reason: 'New rules.', reset_severity: false, bulk_job_id: null },
  ],
  [
    'triage',
    { reason: 'New rules.', reset_severity: true },
    'TriageRequested',
    { reason: 'New rules.', reset_severity: true, bulk_job_id: null },
  ],
  [
    'evaluate-policy',
    { reason: 'Call ann@example.com.' },
    'PolicyEvaluationRequested',
    { reason: 'Call [REDACTED:email].', bulk_job_id: null },
  ],
])('is an event of its own: %s %j', async (path, body, eventType, payload) => {
  const { status, body: accepted } = await post('TRIAGED', path, body);

  expect(status).toBe(202);
  const { body: timeline } = await api.get(at('TRIAGED', 'events'));
  expect(timeline.items.at(-1)).toMatchObject({
    event_id: accepted.command_id,
    event_type: eventType,
    actor: { type: 'user', id: 'alice' },
    payload: { actor_id: 'alice', ...payload },
  });
  expect((await api.get(accepted.status_url)).body).toMatchObject({
    event_type: eventType,
    command: path.replace('-', '_'),
    requested_by: 'alice',
    status: 'pending',
  });
});

it.each(['triage', 'evaluate-policy'])('is refused for a resolved exception: %s', async (path) => {
  expect(await post('DONE', path, { reason: 'x' })).toMatchObject({
    status: 409,
    body: { code: 'illegal_transition', legal: ['comment', 'reopen'] },
  });
});

it.each(['triage', 'evaluate-policy'])('has nothing to repeat before the first time: %s', async (path) => {
  expect(await post('NEW', path, { reason: 'x' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

it.each([
  ['triage', {}, 'reason'],
  ['triage', { reason: 'x', reset_severity: 'yes' }, 'reset_severity'],
  ['triage', { reason: 'x', reset_severity: null }, 'reset_severity'],
  ['evaluate-policy', { reason: '' }, 'reason'],
  ['evaluate-policy', { reason: 'x', reset_severity: true }, 'reset_severity'],
])('is checked: %s %j, naming %s', async (path, body, field) => {
  const answer = await post('TRIAGED', path, body);

  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(new Set(answer.body.errors.map((fault: { path: string }) => fault.path))).toEqual(new Set([field]));
});
