import { join } from 'node:path'

export const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', '..', 'migrations')

/** A test's database may be lost in a power cut, so nothing waits for the disk. */
export const TEST_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '300',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.max': '20000',
  'pg_stat_statements.track_utility': 'off',
}
