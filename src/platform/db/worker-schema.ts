import { Logger, runMigrations } from 'graphile-worker'
import { escapeIdentifier, type Client } from 'pg'
import { tableExists } from './connect.ts'

const silent = new Logger(() => () => undefined)

/** The job tables come with their own migrations. */
export async function migrateWorkerSchema(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: silent, maxPoolSize: 1 })
}

/** How far the job tables have come; a newer graphile-worker brings them further without a file of ours. */
export async function workerRevision(client: Client): Promise<number> {
  if (!(await tableExists(client, 'graphile_worker', 'migrations'))) return 0
  const { rows } = await client.query<{ id: number }>(
    'select id from graphile_worker.migrations order by id desc limit 1',
  )
  return rows[0]?.id ?? 0
}

/**
 * The application runs jobs as portal_app and owns none of this. The faces get nothing: job rows of all councils lie
 * together, so a face asks for a job through platform.enqueue, which runs as its owner.
 */
export async function openWorkerSchema(client: Client): Promise<void> {
  const application = await client.query(`select from pg_roles where rolname = 'portal_app'`)
  if (application.rows.length === 0) return
  await client.query(APPLICATION_GRANTS)
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity`,
  )
  for (const table of rows.map(({ name }) => `graphile_worker.${escapeIdentifier(name)}`)) {
    await client.query(`
      drop policy if exists portal_app_runs_jobs on ${table};
      create policy portal_app_runs_jobs on ${table} to portal_app using (true);
    `)
  }
}

const APPLICATION_GRANTS = `
  grant usage on schema platform to portal_app;
  grant select on platform.migration to portal_app;
  grant usage on schema graphile_worker to portal_app;
  grant select, insert, update, delete on all tables in schema graphile_worker to portal_app;
  revoke insert, update, delete on graphile_worker.migrations from portal_app;
  grant usage on all sequences in schema graphile_worker to portal_app;
  grant execute on all functions in schema graphile_worker to portal_app;
`
