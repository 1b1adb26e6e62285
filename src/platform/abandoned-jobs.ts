import { Client } from 'pg'

/** A lock taken a moment ago may be of a pool that has not yet said that it lives. */
const GRACE_SECONDS = 5

const FREE_ABANDONED = `
  select graphile_worker.force_unlock_workers(array(
    select distinct locked_by from graphile_worker._private_jobs
    where locked_at < clock_timestamp() - make_interval(secs => $1) and locked_by <> $2
      and pg_try_advisory_xact_lock(hashtextextended(locked_by, 0))))`

export type Lifeline = { readonly stop: () => Promise<void> }

/**
 * Jobs whose worker was killed stay locked in its name, and the queue itself waits four hours before it gives them to
 * another. Each pool of workers therefore holds an advisory lock on its own name for as long as its process lives, and
 * frees, every few seconds, the jobs of names that nobody holds. A job may so run twice, as its contract says.
 */
export async function holdLifeline(
  url: string,
  poolName: string,
  onFault: (fault: unknown) => void,
): Promise<Lifeline> {
  const client = new Client({ connectionString: url, application_name: 'portal-lifeline' })
  client.on('error', onFault)
  await client.connect()
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [poolName])
  const free = (): void => {
    client.query(FREE_ABANDONED, [GRACE_SECONDS, poolName]).catch(onFault)
  }
  free()
  const timer = setInterval(free, GRACE_SECONDS * 1_000).unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await client.end()
    },
  }
}
