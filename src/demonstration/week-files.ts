import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { receiveUpload, templateFile } from '../capabilities/actuals/index.ts'
import type { LocalDate } from '../core/dates.ts'
import { fixedClock, londonToday } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { receiveBytes } from '../platform/files/receive-bytes.ts'
import { workRunner, type Actor } from '../platform/work.ts'

type Parts = { readonly db: Db; readonly now: Date; readonly store: FileStore }
type Sender = {
  readonly accountId: string
  readonly name: string
  readonly providerId: string
  readonly reference: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
}

const HOUR = 3_600_000
/** Row and what is typed into it: most is right, some is not, so that there is something to put right. */
const EVERY = { word: 11, unexplained: 7, frustrated: 5 } as const

/**
 * The first company sent two files: one of its own system with a heading that is not understood, and this period's file,
 * checked and not yet saved, so that whoever tries the portal can put rows right and save them.
 */
export async function sendWeekFiles({ db, now, store }: Parts, councilId: string): Promise<void> {
  const sender = await findSender(db, councilId, londonToday(now))
  if (sender === undefined) return
  const { accountId, name, providerId, startsOn, endsOn } = sender
  const actor: Actor = { scope: { role: 'portal_provider', councilId, providerId, accountId }, name, face: 'provider' }
  const hoursAgo = (hours: number) => workRunner(db, fixedClock(new Date(now.getTime() - hours * HOUR).toISOString()))
  const send = async (hours: number, fileName: string, content: string) => {
    const file = await receiveBytes(store, fileName, Buffer.from(content))
    await hoursAgo(hours).run(actor, (work) =>
      receiveUpload(work, { file, checkOnly: false, mapId: null, source: 'screen' }),
    )
  }
  await send(26, 'Rota export.csv', `Case,SSRef2,Week commencing,Delivered\nCP-1,100,${startsOn},14\n`)
  const template = await templateFile((use) => db.read(actor.scope, use), {
    from: startsOn,
    until: endsOn,
    serviceIds: [],
    today: londonToday(now),
    format: 'csv',
    reference: `${sender.reference}-${startsOn.replaceAll('-', '')}`,
    providerReference: sender.reference,
    at: now.toISOString().slice(0, 16),
  })
  await send(2, 'Weeks of this period.csv', filledIn(await text(template.content)))
}

/** Rows to record get their plan as actual; now and then something else. */
function filledIn(csv: string): string {
  let count = 0
  return csv
    .split('\r\n')
    .map((line) => {
      const [, before = '', planned = '', after = ''] = /^(.*,)([\d.]+),,,,,,,,(,,0,to record,)$/.exec(line) ?? []
      if (planned === '') return line
      count += 1
      if (count % EVERY.word === 0) return `${before}${planned},some,,,,,,,${after}`
      if (count % EVERY.unexplained === 0) return `${before}${planned},${String(Number(planned) + 1)},,,,,,,${after}`
      if (count % EVERY.frustrated === 0)
        return `${before}${planned},${String(Number(planned) - 1)},1,,,,In hospital,,${after}`
      return `${before}${planned},${planned},,,,,,,${after}`
    })
    .join('\r\n')
}

/** Somebody with every right at the company that comes first, and the period that today lies in. */
async function findSender(db: Db, councilId: string, today: LocalDate): Promise<Sender | undefined> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Sender>`
      select m.account_id as "accountId", m.name, o.id as "providerId", o.reference, d.starts_on as "startsOn", d.ends_on as "endsOn"
      from published.member m
      join published.member_grant g on g.council_id = m.council_id and g.membership_id = m.id and g.role = 'full'
        and g.mode = 'edit' and g.scope = 'organisation'
      join published.provider o on o.council_id = m.council_id and o.id = m.provider_id
      join published.contract c on c.council_id = o.council_id and c.provider_id = o.id
      join published.period d on d.council_id = c.council_id and d.calendar = c.calendar and d.starts_on <= ${today} and d.ends_on > ${today}
      where m.council_id = ${councilId}
      order by o.reference, m.name, d.starts_on, d.ends_on limit 1`.execute(tx),
  )
  return rows[0]
}
