/** The domains used by chaos: every case ends by itself, with a number of tool calls that is known beforehand. */

/** A tool of the demo's server that acts, with random latency and failures. */
const tool = (path: string) => ({
  endpoint: `http://demo-tools${path}`,
  effect: 'act',
  idempotent: true,
  timeout_ms: 5_000,
  max_attempts: 5,
});

const callOf = (name: string, args: Record<string, string>) => ({
  action_type: 'call_tool',
  params: { tool: name, arguments: args },
  on_failure: 'skip',
});

/** A service desk. Its source is the system of record: a case ends when the source says so. Urgent cases call one tool. */
export const deskPack = {
  domain: 'ChaosDesk',
  exception_types: { INCIDENT: { description: 'An incident of the service desk', sla_minutes: 480 } },
  classification: [{ when: 'true', type: 'INCIDENT' }],
  severity_rules: [
    { when: "rawPayload.priority == 'urgent'", severity: 'critical' },
    { when: "rawPayload.priority == 'normal'", severity: 'low' },
  ],
  normalization: {
    source_status: '$.state',
    status: { authority: 'source', map: { New: 'open', Resolved: 'resolved' }, default: 'analyzing' },
  },
  tools: { page_on_call: tool('/itsm/pages') },
  playbooks: [
    {
      name: 'Urgent incident',
      priority: 10,
      match: { exception_type: 'INCIDENT', severity_in: ['critical'] },
      steps: [
        { name: 'assign', action_type: 'assign_owner', params: { owner: 'major-incidents' } },
        { name: 'page', ...callOf('page_on_call', { team: 'network', summary: 'Urgent: {exception_id}' }) },
        { name: 'tell', action_type: 'notify', params: { to: 'service-desk', message: 'Paged for {exception_id}' } },
      ],
    },
    {
      name: 'Any incident',
      match: { exception_type: 'INCIDENT' },
      steps: [{ name: 'assign', action_type: 'assign_owner', params: { owner: 'service-desk' } }],
    },
  ],
};

/** Failed payments. The playbook calls two tools, one after the other, and resolves the case. */
export const paymentPack = {
  domain: 'ChaosPayments',
  exception_types: { PAYMENT_FAILED: { default_severity: 'high', sla_minutes: 480 } },
  severity_rules: [],
  tools: { retry_settlement: tool('/finance/settlements/{order_id}/retry'), open_case: tool('/finance/cases') },
  playbooks: [
    {
      name: 'Settle again',
      match: { exception_type: 'PAYMENT_FAILED' },
      steps: [
        { name: 'retry', ...callOf('retry_settlement', { order_id: '{exception_id}' }) },
        { name: 'note', action_type: 'add_comment', params: { comment: 'Instructed again' } },
        { name: 'case', ...callOf('open_case', { case_type: 'payment', summary: '{exception_id}' }) },
        { name: 'tell', action_type: 'notify', params: { to: 'payments', message: 'Settled {exception_id}' } },
      ],
    },
  ],
};
