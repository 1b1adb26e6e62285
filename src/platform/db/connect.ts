import { Client } from 'pg'
import { StartFault } from '../start-fault.ts'

const OLDEST_SERVER = 180_000

/** One connection for work at start. A wrong address, password or release of the server is said in one sentence. */
export async function connectAtStart(url: string): Promise<Client> {
  const client = open(url)
  try {
    await client.connect()
  } catch (fault) {
    throw new StartFault(`The database at ${placeOf(client)} does not let us in: ${reason(fault)}`, { cause: fault })
  }
  const { rows } = await client.query<{ release: number }>(
    `select current_setting('server_version_num')::int as release`,
  )
  if ((rows[0]?.release ?? 0) >= OLDEST_SERVER) return client
  await client.end()
  throw new StartFault(`The database at ${placeOf(client)} is older than PostgreSQL 18, which Provider Portal needs.`)
}

/** Asked of the catalogue, which answers also where the schema is closed to us. */
export async function tableExists(client: Client, schema: string, table: string): Promise<boolean> {
  const { rows } = await client.query('select from pg_tables where schemaname = $1 and tablename = $2', [schema, table])
  return rows.length > 0
}

function open(url: string): Client {
  try {
    return new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  } catch (fault) {
    throw new StartFault('DATABASE_URL is not a database address such as postgres://user:password@host:5432/name.', {
      cause: fault,
    })
  }
}

/** Never the whole address: it holds the password. */
function placeOf({ host, port, database }: Client): string {
  return `${host}:${String(port)}/${database ?? ''}`
}

function reason(fault: unknown): string {
  if (fault instanceof AggregateError) return reason(fault.errors[0])
  return fault instanceof Error ? fault.message : String(fault)
}
