import { Client, type QueryResultRow } from 'pg'

/** One question to the owner of the tables, whom no policy binds. */
export async function ask<T extends QueryResultRow>(
  ownerUrl: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await client.query<T>(statement, [...values])).rows
  } finally {
    await client.end()
  }
}
