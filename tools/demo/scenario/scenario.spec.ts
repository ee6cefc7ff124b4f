import { describe, expect, it } from '@jest/globals';
import { DEMO_TENANTS } from '../demo-tenants.ts';
import { decide, demoConfig } from '../testing/demo-config.ts';
import { seededRandom } from '../tool-server/seeded-random.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const COUNT = 100;
const EMAIL_OR_SSN = /@example\.com|\b\d{3}-\d{2}-\d{4}\b|\+1 312 555/;

const playbooksSeen = (decisions: readonly { playbook: string | null }[]) =>
  new Set(decisions.flatMap(({ playbook }) => playbook ?? []));

describe.each(DEMO_TENANTS)('the scenario of $tenantId', (tenant) => {
  const items = tenant.scenario(seededRandom('spec'), COUNT, NOW);
  const config = demoConfig(tenant);
  const decisions = items.map((item) => decide(config, item, NOW));

  it('is the same again for the same seed, and another for another', () => {
    expect(tenant.scenario(seededRandom('spec'), COUNT, NOW)).toEqual(items);
    expect(tenant.scenario(seededRandom('other'), COUNT, NOW)).not.toEqual(items);
  });

  it('names each exception, none of them in the future', () => {
    expect(new Set(items.map(({ exception_id }) => exception_id)).size).toBe(COUNT);
    for (const { occurred_at, source_updated_at = occurred_at } of items) {
      expect(new Date(occurred_at ?? '').getTime()).toBeLessThanOrEqual(NOW.getTime());
      expect(new Date(source_updated_at ?? '').getTime()).toBeLessThanOrEqual(NOW.getTime());
    }
  });

  it('holds what the pack knows, in every severity', () => {
    for (const { type } of decisions) expect([...config.pack.types.keys()]).toContain(type);
    expect(new Set(decisions.map(({ severity }) => severity))).toEqual(new Set(['low', 'medium', 'high', 'critical']));
  });

  it('brings personal data that redaction takes out', () => {
    expect(JSON.stringify(items)).toMatch(EMAIL_OR_SSN);
    const redacted = items.map(({ raw_payload }) => config.policy.redactor.payload(raw_payload).payload);
    expect(JSON.stringify(redacted)).not.toMatch(EMAIL_OR_SSN);
  });

  it('runs most of the playbooks', () => {
    expect(playbooksSeen(decisions).size).toBeGreaterThanOrEqual(Math.min(5, config.playbooks.length));
  });
});

describe('outcomes', () => {
  const decisionsOf = (tenantId: string) => {
    const tenant = DEMO_TENANTS.find((known) => known.tenantId === tenantId)!;
    const config = demoConfig(tenant);
    return tenant.scenario(seededRandom('spec'), COUNT, NOW).map((item) => decide(config, item, NOW));
  };

  it.each(['FINANCE_DEMO', 'HEALTH_DEMO'])('%s has exceptions that no playbook fits', (tenantId) => {
    const without = decisionsOf(tenantId).filter(({ playbook }) => playbook === null);
    expect(without.length).toBeGreaterThan(0);
    expect(without.length).toBeLessThan(COUNT / 4);
  });

  it('HEALTH_DEMO blocks suspected fraud', () => {
    expect(decisionsOf('HEALTH_DEMO')).toContainEqual(
      expect.objectContaining({ type: 'SUSPECTED_FRAUD', blocked: true }),
    );
  });

  it('ITSM_DEMO has a playbook for every incident', () => {
    expect(decisionsOf('ITSM_DEMO').filter(({ playbook }) => playbook === null)).toEqual([]);
  });
});

it('an incident is told state by state, in order, some to their end', () => {
  const serviceDesk = DEMO_TENANTS.find(({ tenantId }) => tenantId === 'ITSM_DEMO')!;
  const items = serviceDesk.scenario(seededRandom('spec'), COUNT, NOW);
  const statesOf = Map.groupBy(items, ({ exception_id }) => exception_id);
  const lastStates = [...statesOf.values()].map((states) => states.at(-1)?.raw_payload.incident_state);

  expect(items.length).toBeGreaterThan(COUNT * 1.5);
  for (const states of statesOf.values()) expect(states[0]?.raw_payload.incident_state).toBe('New');
  expect(new Set(lastStates)).toEqual(new Set(['New', 'Active', 'Awaiting User Info', 'Resolved']));
});
