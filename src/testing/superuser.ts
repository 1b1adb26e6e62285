import { Client } from 'pg'
import type { Stage } from './stage.ts'

/** The only account that may end another's connection, as a server does that goes down. */
export async function superuserOf({ ownerUrl }: Stage): Promise<Client> {
  const url = new URL(ownerUrl)
  url.username = 'postgres'
  const superuser = new Client({ connectionString: url.href })
  await superuser.connect()
  return superuser
}
