/** How the local PostgreSQL differs from its defaults, and why. */

/** Settings for a developer's machine of 2 cores and 8 GB or more, with durability as in production. */
const SETTINGS: Record<string, string> = {
  // Only this machine; no socket file, whose path may be too long or not writable.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Eight services with a pool of ten each, tests and a person's psql.
  max_connections: '200',
  // The working set of a million exceptions.
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  // A commit is on disk when it is answered: what the tests prove about crashes must hold here too.
  synchronous_commit: 'on',
  // Write-heavy batches: few checkpoints, for each makes full-page images anew. (These binaries have no lz4 to shrink
  // them with, and pglz costs more processor than it saves disk.)
  wal_buffers: '16MB',
  min_wal_size: '1GB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  // A table that was empty a moment ago gets its statistics within seconds: without them the planner takes any index.
  autovacuum_naptime: '5s',
  // Local disks are SSDs.
  random_page_cost: '1.1',
  // Short statements by the thousand: compiling them costs more than it saves.
  jit: 'off',
  // `create extension pg_stat_statements` tells which statements cost what; see docs/performance.md.
  shared_preload_libraries: 'pg_stat_statements',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %u@%d ',
  // A statement that takes this long locally is worth a look (milliseconds).
  log_min_duration_statement: '1000',
};

/** The settings as `postgres -c name=value` arguments. */
export function postgresFlags(): string[] {
  return Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Arguments of `initdb`, beside folder, user and password file: the same text order and checks on every machine. */
export const INITDB_FLAGS = [
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth=scram-sha-256',
  '--data-checksums',
  // A crash in this second means initdb runs again: it works in a draft folder.
  '--no-sync',
];
