import { Client } from 'pg'
import type { News } from '../platform/notifications/notify.ts'
import type { Stage } from './stage.ts'

/** What people are about to be told of one kind, the oldest first. */
export async function newsOf(stage: Stage, councilId: string, event: News['event']): Promise<readonly News[]> {
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ news: string }>(
      `select j.payload ->> 'news' as news from graphile_worker._private_jobs j
       where j.payload ->> 'councilId' = $1 and (j.payload ->> 'news')::jsonb ->> 'event' = $2 order by j.id`,
      [councilId, event],
    )
    return rows.map(({ news }) => JSON.parse(news) as News)
  } finally {
    await owner.end()
  }
}
