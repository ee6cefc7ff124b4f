/** One PostgreSQL role per service, each with the least privileges it needs. The migrations grant from this table. */

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

export interface Grant {
  table: string;
  /** Separated by commas: `select, insert`. */
  privileges: string;
  /** The grant is for these columns only; default: all of them. */
  columns?: readonly string[];
  roles: readonly ServiceRole[];
}

/** Privileges by table. The database denies everything not listed. */
export const TABLE_GRANTS: readonly Grant[] = [
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

/** Additional privileges for delayed retries and the life of a dead letter; granted by their migration. */
export const RETRY_GRANTS: readonly Grant[] = [
  { table: 'waiting_event', privileges: 'select, insert, update, delete', roles: AGENTS },
  {
    table: 'event_processing',
    privileges: 'update',
    columns: ['first_sequence', 'last_sequence', 'status', 'processed_at'],
    roles: AGENTS,
  },
  {
    table: 'dead_letter_event',
    privileges: 'update',
    columns: [
      'status',
      'resolved_by',
      'resolved_at',
      'counted',
      'error_code',
      'error',
      'fingerprint',
      'attempts',
      'config_versions',
      'updated_at',
    ],
    roles: AGENTS,
  },
  { table: 'dead_letter_event', privileges: 'select', roles: ['sentinai_governance'] },
  {
    table: 'dead_letter_event',
    privileges: 'update',
    columns: ['status', 'resolved_by', 'resolved_at', 'note', 'retries', 'counted', 'updated_at'],
    roles: ['sentinai_governance'],
  },
  { table: 'exception', privileges: 'update', columns: ['events_in_flight'], roles: ['sentinai_governance'] },
];

/** Privileges on the workers' measurements; granted by their table's migration. */
export const MEASUREMENT_GRANTS: readonly Grant[] = [
  { table: 'measurement', privileges: 'select, insert, update', roles: AGENTS },
  { table: 'measurement', privileges: 'select', roles: ['sentinai_ops_api'] },
];

/** Privileges for commands and configuration changes over HTTP; granted by their migration. */
export const COMMAND_GRANTS: readonly Grant[] = [
  {
    table: 'outbox',
    privileges: 'select, insert, delete',
    roles: ['sentinai_playbook', 'sentinai_tool', 'sentinai_ops_api', 'sentinai_governance'],
  },
  { table: 'exception', privileges: 'update', roles: ['sentinai_ops_api'] },
  { table: 'exception_event', privileges: 'insert', roles: ['sentinai_ops_api'] },
  ...['playbook', 'playbook_step'].map((table) => ({
    table,
    privileges: 'insert',
    roles: ['sentinai_playbook'] as const,
  })),
  { table: 'tool_definition', privileges: 'insert', roles: ['sentinai_tool'] },
  { table: 'pack_activation', privileges: 'update', columns: ['own_playbook_ids'], roles: ['sentinai_playbook'] },
  {
    table: 'pack_activation',
    privileges: 'update',
    columns: ['own_tool_ids', 'disabled_tools'],
    roles: ['sentinai_tool'],
  },
  {
    table: 'tenant',
    privileges: 'update',
    columns: ['config_revision', 'updated_at'],
    roles: ['sentinai_playbook', 'sentinai_tool'],
  },
];

/** The services with an API for people and programs: they accept API keys. */
export const API_KEY_READERS = [
  'sentinai_intake',
  'sentinai_playbook',
  'sentinai_tool',
  'sentinai_ops_api',
  'sentinai_governance',
] as const satisfies readonly ServiceRole[];

/** Privileges on API keys; granted by their table's migration. Only governance reads a name, and nobody deletes. */
export const API_KEY_GRANTS: readonly Grant[] = [
  { table: 'api_key', privileges: 'select, insert', roles: ['sentinai_governance'] },
  {
    table: 'api_key',
    privileges: 'update',
    columns: ['expires_at', 'revoked_at', 'revoked_by'],
    roles: ['sentinai_governance'],
  },
  { table: 'api_key', privileges: 'select', columns: ['id', 'tenant_id', 'last_used_at'], roles: API_KEY_READERS },
  { table: 'api_key', privileges: 'update', columns: ['last_used_at'], roles: API_KEY_READERS },
];

/** Privileges on saved views and bulk jobs; granted by their tables' migration. */
export const CASE_GRANTS: readonly Grant[] = [
  { table: 'saved_view', privileges: 'select, insert, update, delete', roles: ['sentinai_ops_api'] },
  { table: 'bulk_job', privileges: 'select, insert, update', roles: ['sentinai_ops_api'] },
  { table: 'bulk_job_item', privileges: 'select, insert, update', roles: ['sentinai_ops_api'] },
];

/** Privileges for rolling back an activation; granted by its migration. */
export const GOVERNANCE_GRANTS: readonly Grant[] = [
  { table: 'pack_activation_history', privileges: 'select, insert', roles: ['sentinai_governance'] },
];

/** Privileges on the shared state of circuits; granted by its table's migration. */
export const CIRCUIT_GRANTS: readonly Grant[] = [
  { table: 'tool_circuit', privileges: 'select, insert, update, delete', roles: ['sentinai_tool'] },
  { table: 'tool_circuit', privileges: 'select', roles: ['sentinai_ops_api'] },
];

/** Privileges for recognizing a source's newest state; granted by the migration of renewed keys. */
export const STATE_GRANTS: readonly Grant[] = [
  {
    table: 'ingest_key',
    privileges: 'update',
    columns: ['event_id', 'event_type', 'created_at'],
    roles: ['sentinai_intake'],
  },
];

/** The services that store events outside the batch runtime: each has a relay. */
const RELAYING = [
  'sentinai_intake',
  'sentinai_playbook',
  'sentinai_tool',
  'sentinai_sla_monitor',
  'sentinai_ops_api',
  'sentinai_governance',
] as const satisfies readonly ServiceRole[];

/** Which roles may ask, by function, which tenants have something due; granted by their migration. */
export const DUE_TENANT_GRANTS: Readonly<Record<string, readonly ServiceRole[]>> = {
  'tenants_with_outbox(varchar, varchar, integer)': RELAYING,
  'outbox_depth(varchar, integer)': ['sentinai_intake'],
  'tenants_with_due_sla(timestamptz, integer)': ['sentinai_sla_monitor'],
  'tenants_with_due_timers(timestamptz, integer)': ['sentinai_playbook'],
  'tenants_with_open_jobs(timestamptz)': ['sentinai_ops_api'],
};

export const grantText = (grant: Grant): string => `grant ${objectOf(grant)} to ${grant.roles.join(', ')}`;

export const revokeText = (grant: Grant): string => `revoke ${objectOf(grant)} from ${grant.roles.join(', ')}`;

const objectOf = ({ table, privileges, columns }: Grant): string =>
  `${privileges}${columns ? ` (${columns.join(', ')})` : ''} on ${table}`;
