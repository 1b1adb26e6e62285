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
 * The application adds and runs jobs as portal_app and owns none of this. A face may only add: job rows of all
 * councils lie together, so no face may read them, and adding goes through a function that runs as its owner.
 */
export async function openWorkerSchema(client: Client): Promise<void> {
  const roles = await existing(client, ['portal_app', ...FACES])
  if (!roles.includes('portal_app')) return
  await client.query(`${ADD_JOB} ${grantsTo(roles)} ${APPLICATION_GRANTS}`)
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

const FACES = ['portal_gate', 'portal_council', 'portal_provider', 'portal_provider_scoped']

const ADD_JOB = `
  create or replace function platform.add_job(
    name text, payload json, job_key text default null, run_at timestamptz default null, queue_name text default null
  ) returns void security definer set search_path = pg_catalog, pg_temp language sql as $$
    select graphile_worker.add_job(name, payload, queue_name => add_job.queue_name, run_at => add_job.run_at, job_key => add_job.job_key)
  $$;
  revoke execute on function platform.add_job from public;
`

const APPLICATION_GRANTS = `
  grant select on platform.migration to portal_app;
  grant usage on schema graphile_worker to portal_app;
  grant select, insert, update, delete on all tables in schema graphile_worker to portal_app;
  revoke insert, update, delete on graphile_worker.migrations from portal_app;
  grant usage on all sequences in schema graphile_worker to portal_app;
  grant execute on all functions in schema graphile_worker to portal_app;
`

function grantsTo(roles: readonly string[]): string {
  const names = roles.join(', ')
  return `grant usage on schema platform to ${names}; grant execute on function platform.add_job to ${names};`
}

async function existing(client: Client, names: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1) order by rolname',
    [names],
  )
  return rows.map(({ rolname }) => rolname)
}
