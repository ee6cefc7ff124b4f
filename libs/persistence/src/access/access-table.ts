/**
 * Access to the database: every role, and for every table the rows that a role sees and what it may do with them. The migration job gives
 * each database exactly this access (`reconcile-access.ts`): a change of this table needs no migration.
 *
 * Services of the previous release still run during a rollout: take a right away one release after its last user is gone.
 */

/** What a service does. It comes with access to the tables that all services of the kind use. */
export type Duty =
  /** processes events in the batch runtime, and moves exceptions */
  | 'worker'
  /** observes events in the batch runtime, and rebuilds its own tables from the log; it changes no exception */
  | 'observer'
  /** accepts API keys over HTTP */
  | 'api'
  /** stores events outside the batch runtime, and publishes them from the outbox */
  | 'relay';

/** One role per service. Nothing else lists roles. */
const ROLES = [
  { role: 'sentinai_intake', duties: ['worker', 'api', 'relay'] },
  { role: 'sentinai_triage', duties: ['worker'] },
  { role: 'sentinai_policy', duties: ['worker'] },
  { role: 'sentinai_playbook', duties: ['worker', 'api', 'relay'] },
  { role: 'sentinai_tool', duties: ['worker', 'api', 'relay'] },
  { role: 'sentinai_feedback', duties: ['worker'] },
  { role: 'sentinai_pipeline', duties: ['worker'] },
  { role: 'sentinai_sla_monitor', duties: ['relay'] },
  { role: 'sentinai_ops_api', duties: ['api', 'relay'] },
  { role: 'sentinai_governance', duties: ['api', 'relay'] },
  { role: 'sentinai_search', duties: ['observer'] },
  { role: 'sentinai_audit', duties: ['observer', 'api'] },
] as const satisfies readonly { role: `sentinai_${string}`; duties: readonly Duty[] }[];

export type ServiceRole = (typeof ROLES)[number]['role'];

export const SERVICE_ROLES: readonly ServiceRole[] = ROLES.map(({ role }) => role);

/** Returns the roles with any of these duties. */
export const rolesWithDuty = (...any: Duty[]): readonly ServiceRole[] =>
  ROLES.filter(({ duties }) => any.some((duty) => (duties as readonly Duty[]).includes(duty))).map(({ role }) => role);

const WORKERS = rolesWithDuty('worker');
const OBSERVERS = rolesWithDuty('observer');
/** Roles that consume events from Kafka. */
const CONSUMERS = rolesWithDuty('worker', 'observer');
const APIS = rolesWithDuty('api');
const RELAYS = rolesWithDuty('relay');
const INTAKE = ['sentinai_intake'] as const;
const PLAYBOOK = ['sentinai_playbook'] as const;
const TOOL = ['sentinai_tool'] as const;
/** Hosts the agents of all workers, in one process. */
const PIPELINE = ['sentinai_pipeline'] as const;
/** Hosts of the agents of intake, and of tool. */
const OPENERS = [...INTAKE, ...PIPELINE];
const CALLERS = [...TOOL, ...PIPELINE];
const SLA_MONITOR = ['sentinai_sla_monitor'] as const;
const OPS_API = ['sentinai_ops_api'] as const;
const GOVERNANCE = ['sentinai_governance'] as const;
const SEARCH = ['sentinai_search'] as const;
const AUDIT = ['sentinai_audit'] as const;
/** Roles that move exceptions: by an event, by a clock, or by a command. */
const MOVERS: readonly ServiceRole[] = [...WORKERS, ...SLA_MONITOR, ...OPS_API];

const OF_NAMED_TENANTS = 'tenant_id = any ((select current_tenants())::text[])';
const OF_NAMED_TENANTS_OR_NONE = `tenant_id is null or ${OF_NAMED_TENANTS}`;

/** The row policies: SQL conditions on the rows that a role sees (`using`) and writes (`check`). */
export const ROW_POLICIES = {
  /** rows of the tenants that the transaction names in `app.tenants` */
  own: { using: OF_NAMED_TENANTS, check: OF_NAMED_TENANTS },
  /** as `own`, and reads the rows without a tenant */
  'own, reads shared': { using: OF_NAMED_TENANTS_OR_NONE, check: OF_NAMED_TENANTS },
  /** as `own`, and reads and writes the rows without a tenant */
  'own and shared': { using: OF_NAMED_TENANTS_OR_NONE, check: OF_NAMED_TENANTS_OR_NONE },
  /** every row: the table belongs to no tenant */
  'of no tenant': { using: 'true', check: 'true' },
} as const;

export type RowPolicy = keyof typeof ROW_POLICIES;
export type Privilege = 'select' | 'insert' | 'update' | 'delete';

export interface TableAccess extends Partial<Record<Privilege, readonly ServiceRole[]>> {
  /** Row-level security, for every role but the owner. */
  rows: RowPolicy;
  /** Privileges on some columns only. */
  columns?: readonly ColumnAccess[];
}

/** Names of columns, and the roles that may select or update them. */
export interface ColumnAccess extends Partial<Record<'select' | 'update', readonly string[]>> {
  roles: readonly ServiceRole[];
}

/** Immutable versions of configuration, which governance imports. */
const VERSIONS = { rows: 'own', select: SERVICE_ROLES, insert: GOVERNANCE } as const;

/** A table that is not listed is for the owner alone. Ids come from identity columns, so no role uses a sequence. */
export const TABLES: Readonly<Record<string, TableAccess>> = {
  tenant: {
    rows: 'own',
    select: SERVICE_ROLES,
    insert: GOVERNANCE,
    update: GOVERNANCE,
    columns: [{ update: ['config_revision', 'updated_at'], roles: [...PLAYBOOK, ...TOOL] }],
  },
  api_key: {
    rows: 'own',
    select: GOVERNANCE,
    insert: GOVERNANCE,
    columns: [
      { update: ['expires_at', 'revoked_at', 'revoked_by'], roles: GOVERNANCE },
      { select: ['id', 'tenant_id', 'last_used_at'], update: ['last_used_at'], roles: APIS },
    ],
  },

  // Exceptions and their log, which nobody changes
  exception: {
    rows: 'own',
    select: SERVICE_ROLES,
    insert: OPENERS,
    update: MOVERS,
    columns: [{ update: ['events_in_flight'], roles: GOVERNANCE }],
  },
  exception_event: { rows: 'own', select: SERVICE_ROLES, insert: MOVERS },
  exception_text: {
    rows: 'own',
    select: [...SEARCH, ...OPS_API],
    insert: SEARCH,
    delete: SEARCH,
    columns: [{ update: ['content'], roles: SEARCH }],
  },

  // Delivery
  ingest_key: {
    rows: 'own',
    select: INTAKE,
    insert: INTAKE,
    columns: [{ update: ['event_id', 'event_type', 'created_at'], roles: INTAKE }],
  },
  outbox: { rows: 'own', select: RELAYS, insert: RELAYS, delete: RELAYS },
  event_processing: {
    rows: 'own',
    select: [...CONSUMERS, ...OPS_API],
    insert: CONSUMERS,
    columns: [{ update: ['first_sequence', 'last_sequence', 'status', 'processed_at'], roles: CONSUMERS }],
  },
  waiting_event: { rows: 'own', select: CONSUMERS, insert: CONSUMERS, update: CONSUMERS, delete: CONSUMERS },
  dead_letter_event: {
    rows: 'own',
    select: [...CONSUMERS, ...OPS_API, ...GOVERNANCE],
    insert: CONSUMERS,
    columns: [
      {
        update: ['status', 'resolved_by', 'resolved_at', 'counted', 'updated_at'],
        roles: [...CONSUMERS, ...GOVERNANCE],
      },
      { update: ['error_code', 'error', 'fingerprint', 'attempts', 'config_versions'], roles: CONSUMERS },
      { update: ['note', 'retries'], roles: GOVERNANCE },
    ],
  },
  measurement: { rows: 'own', select: [...CONSUMERS, ...OPS_API], insert: CONSUMERS, update: CONSUMERS },

  // Observers, and rebuilds of their tables: people ask for them through governance
  observer: { rows: 'of no tenant', select: [...OBSERVERS, ...GOVERNANCE], insert: OBSERVERS, update: OBSERVERS },
  observer_rebuild: {
    rows: 'of no tenant',
    select: [...OBSERVERS, ...GOVERNANCE],
    insert: GOVERNANCE,
    update: OBSERVERS,
    columns: [{ update: ['state', 'ended_at', 'updated_at'], roles: GOVERNANCE }],
  },

  // Packs, playbooks and tools
  domain_pack_version: { ...VERSIONS, rows: 'own and shared' },
  tenant_policy_pack_version: VERSIONS,
  pack_activation: {
    ...VERSIONS,
    update: GOVERNANCE,
    columns: [
      { update: ['own_playbook_ids'], roles: PLAYBOOK },
      { update: ['own_tool_ids', 'disabled_tools'], roles: TOOL },
    ],
  },
  pack_activation_history: { rows: 'own', select: GOVERNANCE, insert: GOVERNANCE },
  playbook: { ...VERSIONS, insert: [...GOVERNANCE, ...PLAYBOOK] },
  playbook_step: { ...VERSIONS, insert: [...GOVERNANCE, ...PLAYBOOK] },
  tool_definition: { ...VERSIONS, rows: 'own, reads shared', insert: [...GOVERNANCE, ...TOOL] },

  // Tool runs
  tool_execution: {
    rows: 'own',
    select: [...CALLERS, ...PLAYBOOK, ...OPS_API, ...AUDIT],
    insert: CALLERS,
    update: CALLERS,
  },
  tool_circuit: { rows: 'own', select: [...CALLERS, ...OPS_API], insert: CALLERS, update: CALLERS, delete: CALLERS },

  // The audit trail, which nobody changes
  audit_record: { rows: 'own', select: AUDIT, insert: APIS },

  // Case work
  saved_view: { rows: 'own', select: OPS_API, insert: OPS_API, update: OPS_API, delete: OPS_API },
  bulk_job: { rows: 'own', select: OPS_API, insert: OPS_API, update: OPS_API },
  bulk_job_item: { rows: 'own', select: OPS_API, insert: OPS_API, update: OPS_API },
};

/**
 * Functions that bypass row-level security (`security definer`), with the roles that may call them. One that is not listed is for the
 * owner alone; any other function runs with its caller's rights and is open to all.
 */
export const FUNCTIONS: Readonly<Record<string, readonly ServiceRole[]>> = {
  ensure_partitions: GOVERNANCE,
  api_key_by_hash: APIS,
  newest_domain_pack_version: GOVERNANCE,
  search_exceptions: OPS_API,
  forget_observed_audit_records: AUDIT,

  // Ids of the tenants for which a loop has work
  all_tenant_ids: rolesWithDuty('relay', 'observer'),
  tenants_with_due_events: CONSUMERS,
  tenants_with_outbox: RELAYS,
  outbox_depth: INTAKE,
  tenants_with_due_sla: SLA_MONITOR,
  tenants_with_due_timers: PLAYBOOK,
  tenants_with_open_jobs: OPS_API,
};
