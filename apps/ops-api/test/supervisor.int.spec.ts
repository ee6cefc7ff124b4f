/** Counts of the supervisor view. */
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

const HOUR = 3_600_000;

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
});

afterAll(() => api.stop());

it('counts what is not resolved, and how the newest fared', async () => {
  const ago = (hours: number) => new Date(Date.now() - hours * HOUR);
  await store(
    api.database,
    anException()
      .with({ status: 'open', owner: 'ann', severity: 'high', createdAt: ago(0.5) })
      .build(),
    anException()
      .with({ status: 'analyzing', slaState: 'imminent', createdAt: ago(2) })
      .build(),
    anException()
      .with({ status: 'escalated', owner: 'ann', slaState: 'expired', createdAt: ago(200) })
      .build(),
    anException()
      .with({ status: 'resolved', slaState: 'met', createdAt: ago(300) })
      .build(),
    anException()
      .with({ status: 'resolved', slaState: 'missed', createdAt: ago(1) })
      .build(),
    anException()
      .of(OTHER_TENANT)
      .with({ status: 'open', createdAt: ago(1) })
      .build(),
  );

  expect((await api.get(`/ops/supervisor?tenant_id=${TENANT}`)).body).toEqual({
    tenant_id: TENANT,
    as_of: expect.any(String),
    unresolved: 3,
    unresolved_is_exact: true,
    by_status: { open: 1, analyzing: 1, escalated: 1 },
    by_severity: { low: 0, medium: 2, high: 1, critical: 0 },
    by_sla_state: { none: 1, running: 0, imminent: 1, expired: 1, met: 0, missed: 0 },
    by_age: { '1h': 1, '4h': 1, '1d': 0, '3d': 0, '7d': 0, older: 1 },
    by_domain: [{ domain: 'finance', exceptions: 3 }],
    by_owner: [
      { owner: 'ann', exceptions: 2 },
      { owner: null, exceptions: 1 },
    ],
    newest: { exceptions: 5, resolved: 2, sla_met: 1, sla_missed: 1 },
  });
});

it('is of one tenant, which is there', async () => {
  expect((await api.get('/ops/supervisor', { tenants: [OTHER_TENANT] })).body.unresolved).toBe(1);
  expect((await api.get(`/ops/supervisor?tenant_id=${OTHER_TENANT}`)).status).toBe(403);
  expect((await api.get('/ops/supervisor', { tenants: ['NOBODY'] })).body.code).toBe('unknown_tenant');
});
