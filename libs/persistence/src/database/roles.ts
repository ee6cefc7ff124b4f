/** One PostgreSQL role per service, each with the least it needs. The migrations grant from this table. */

export const SERVICE_ROLES = [
  'sentinai_intake',
  'sentinai_triage',
  'sentinai_policy',
  'sentinai_playbook',
  'sentinai_tool',
  'sentinai_feedback',
  'sentinai_sla_monitor',
  'sentinai_ops_api',
  'sentinai_governance',
] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];

const AGENTS = [
  'sentinai_intake',
  'sentinai_triage',
  'sentinai_policy',
  'sentinai_playbook',
  'sentinai_tool',
  'sentinai_feedback',
] as const satisfies readonly ServiceRole[];

/** Who may do what with which table. What is not here is refused by the database. */
export const TABLE_GRANTS: readonly { table: string; privileges: string; roles: readonly ServiceRole[] }[] = [
  { table: 'tenant', privileges: 'select', roles: SERVICE_ROLES },
  { table: 'tenant', privileges: 'insert, update', roles: ['sentinai_governance'] },

  { table: 'exception', privileges: 'select', roles: SERVICE_ROLES },
  { table: 'exception', privileges: 'insert', roles: ['sentinai_intake'] },
  { table: 'exception', privileges: 'update', roles: [...AGENTS, 'sentinai_sla_monitor'] },

  { table: 'exception_event', privileges: 'select', roles: SERVICE_ROLES },
  { table: 'exception_event', privileges: 'insert', roles: [...AGENTS, 'sentinai_sla_monitor'] },

  { table: 'event_processing', privileges: 'select, insert', roles: AGENTS },
  { table: 'event_processing', privileges: 'select', roles: ['sentinai_ops_api'] },
  { table: 'ingest_key', privileges: 'select, insert', roles: ['sentinai_intake'] },
  { table: 'outbox', privileges: 'select, insert, delete', roles: ['sentinai_intake', 'sentinai_sla_monitor'] },

  { table: 'dead_letter_event', privileges: 'select, insert', roles: AGENTS },
  { table: 'dead_letter_event', privileges: 'select', roles: ['sentinai_ops_api'] },

  { table: 'tool_execution', privileges: 'select, insert, update', roles: ['sentinai_tool'] },
  { table: 'tool_execution', privileges: 'select', roles: ['sentinai_ops_api', 'sentinai_playbook'] },

  ...[
    'domain_pack_version',
    'tenant_policy_pack_version',
    'pack_activation',
    'playbook',
    'playbook_step',
    'tool_definition',
  ].flatMap((table) => [
    { table, privileges: 'select', roles: SERVICE_ROLES },
    { table, privileges: 'insert', roles: ['sentinai_governance'] as const },
  ]),
  { table: 'pack_activation', privileges: 'update', roles: ['sentinai_governance'] },
];
