/** Tools of an IT service desk: incidents, the services behind them, and the people on call. */
import type { DemoTool } from './demo-tool.ts';
import { between, pick, reference } from './seeded-random.ts';

export const itsmTools: readonly DemoTool[] = [
  {
    name: 'itsm.assign-incident',
    method: 'POST',
    path: '/itsm/incidents/{incident_id}/assign',
    required: ['incident_id', 'group'],
    readOnly: false,
    answer: ({ incident_id, group }, random) => ({
      incident_id,
      group,
      assignee: pick(random, ['a.okafor', 'm.lindqvist', 'r.tanaka', 's.moreau']),
      open_in_group: between(random, 1, 40),
    }),
  },
  {
    name: 'itsm.run-diagnostics',
    method: 'POST',
    path: '/itsm/diagnostics',
    required: ['service'],
    readOnly: true,
    answer: ({ service }, random) => ({
      service,
      healthy: random() > 0.7,
      finding: pick(random, ['CONNECTION_POOL_EXHAUSTED', 'DISK_NEARLY_FULL', 'CERTIFICATE_EXPIRED', 'NONE']),
      error_rate: between(random, 0, 400) / 1000,
      p95_ms: between(random, 20, 4_000),
    }),
  },
  {
    name: 'itsm.restart-service',
    method: 'POST',
    path: '/itsm/services/{service}/restart',
    required: ['service'],
    readOnly: false,
    answer: ({ service }, random) => ({
      service,
      change_id: reference(random, 'CHG'),
      instances_restarted: between(random, 1, 6),
      healthy: random() > 0.05,
    }),
  },
  {
    name: 'itsm.page-on-call',
    method: 'POST',
    path: '/itsm/pages',
    required: ['team', 'summary'],
    readOnly: false,
    answer: ({ team }, random) => ({
      page_id: reference(random, 'PAGE'),
      team,
      paged: pick(random, ['n.haddad', 'j.kowalski', 'l.ferreira']),
      channel: pick(random, ['push', 'sms', 'call']),
    }),
  },
];
