import { Client } from 'pg'
import { inject } from 'vitest'

/** What ten minutes do, at once: nobody who is signed in has shown lately that it is them. */
export async function tenMinutesPass(): Promise<void> {
  const client = new Client({ connectionString: inject('database') })
  await client.connect()
  await client.query("update access.session set proved_at = proved_at - interval '11 minutes'")
  await client.end()
}
