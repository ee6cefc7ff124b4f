/** Non-default settings of the local PostgreSQL, and their reasons. */

/** Settings for a developer's machine of 2 cores and 8 GB or more, with durability as in production. */
const SETTINGS: Record<string, string> = {
  // This machine only; no socket file, whose path may be too long or not writable.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Eight services with a pool of ten each, tests, and a developer's psql.
  max_connections: '200',
  // The working set of a million exceptions.
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  // A commit is on disk before it is acknowledged, so that crash tests prove the production behaviour.
  synchronous_commit: 'on',
  // Write-heavy batches: few checkpoints, since each one causes new full-page images. (These binaries lack lz4 to compress
  // them, and pglz costs more processor time than it saves disk.)
  wal_buffers: '16MB',
  min_wal_size: '1GB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  // A recently empty table gets its statistics within seconds; without them the planner picks arbitrary indexes.
  autovacuum_naptime: '5s',
  // Local disks are SSDs.
  random_page_cost: '1.1',
  // Thousands of short statements: compiling them costs more than it saves.
  jit: 'off',
  // `create extension pg_stat_statements` shows the cost of each statement; see docs/performance.md.
  shared_preload_libraries: 'pg_stat_statements',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %u@%d ',
  // Log statements that take this long (milliseconds).
  log_min_duration_statement: '1000',
};

/** Returns the settings as `postgres -c name=value` arguments. */
export function postgresFlags(): string[] {
  return Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Arguments of `initdb`, besides folder, user and password file: the same collation and checksums on every machine. */
export const INITDB_FLAGS = [
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth=scram-sha-256',
  '--data-checksums',
  // After a crash here initdb simply runs again, since it works in a draft folder.
  '--no-sync',
];
