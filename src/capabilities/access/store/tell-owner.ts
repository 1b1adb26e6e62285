import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

type Telling = {
  readonly accountId: string
  readonly subject: string
  readonly body: string
  readonly now: Date
  readonly today: LocalDate
}

/**
 * Mail about an account leaves through one of the councils where its owner works.
 */
export async function tellOwner(tx: Tx, { accountId, subject, body, now, today }: Telling): Promise<void> {
  const { rows } = await sql<{ councilId: string; email: string }>`
    select m.council_id as "councilId", a.email
    from access.membership m join access.account a on a.id = m.account_id
    where m.account_id = ${accountId} and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
    order by m.council_id limit 1`.execute(tx)
  const [place] = rows
  if (place === undefined) return
  await mailThrough(tx, { councilId: place.councilId, recipient: place.email, subject, body, now })
}

type Mailing = {
  readonly councilId: string
  readonly recipient: string
  readonly subject: string
  readonly body: string
  readonly now: Date
}

/** At the gate, where no council's work has begun. */
export async function mailThrough(tx: Tx, { councilId, recipient, subject, body, now }: Mailing): Promise<void> {
  const id = crypto.randomUUID()
  await tx
    .insertInto('platform.mail')
    .values({ council_id: councilId, id, recipient, subject, body, queued_at: now })
    .execute()
  const payload = JSON.stringify({ councilId, id })
  await sql`select platform.enqueue('platform.send-mail', ${payload}::jsonb, ${`mail:${id}`}, null)`.execute(tx)
}
