import { Client } from 'pg'
import { typeParsers } from '../../../platform/db/types.ts'

/** What a table holds, seen by its owner, whatever the policies: for checking what a load left behind. */
export async function rowsOf(
  { ownerUrl }: { readonly ownerUrl: string },
  statement: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: ownerUrl, types: typeParsers })
  await client.connect()
  try {
    const { rows } = await client.query<Readonly<Record<string, unknown>>>(statement)
    return rows
  } finally {
    await client.end()
  }
}
