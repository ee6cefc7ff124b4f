/** Packs of a domain in which severity is easily changed. */
export const aDomainPack = (fields: Record<string, unknown> = {}) => ({
  domain: 'Trading',
  exception_types: { BREAK: { default_severity: 'low', sla_minutes: 60 } },
  severity_rules: [{ when: "exceptionType == 'BREAK'", severity: 'high' }],
  tools: { look_up: { endpoint: 'https://tools.example.test/look-up', effect: 'read' } },
  playbooks: [
    { name: 'greet', match: { exception_type: 'BREAK' }, steps: [{ name: 'say', action_type: 'add_comment' }] },
  ],
  ...fields,
});

export const aPolicyPack = (tenantId: string, fields: Record<string, unknown> = {}) => ({
  tenant_id: tenantId,
  domain: 'Trading',
  ...fields,
});
