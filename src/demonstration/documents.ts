import { sql } from 'kysely'
import { openConversation } from '../capabilities/conversations/index.ts'
import { fileDocument, redactDocument, shareDocument } from '../capabilities/documents/index.ts'
import { addDays } from '../core/dates.ts'
import { fixedClock, londonToday } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { receiveBytes } from '../platform/files/receive-bytes.ts'
import type { ReceivedFile } from '../platform/files/stored-file.ts'
import { workRunner, type Actor, type Work } from '../platform/work.ts'
import { plainPdf } from './plain-pdf.ts'

const DAY = 86_400_000
const COMPANIES = 2
const PEOPLE_OF_EACH_SERVICE = 2

type Parts = { readonly db: Db; readonly now: Date; readonly store: FileStore }
type Filed = {
  readonly personId: string
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly packageId: string
}

/** Care plans from the council and reviews from the provider, on some people of the first companies, and one message with a file. */
export async function fileSomeDocuments({ db, now, store }: Parts, councilId: string): Promise<void> {
  const broker = await findBroker(db, councilId)
  const people = await listPeople(db, councilId)
  const daysAgo = (days: number) => workRunner(db, fixedClock(new Date(now.getTime() - days * DAY).toISOString()))
  const today = londonToday(now)
  for (const [index, person] of people.entries()) {
    const plan = await receiveBytes(store, 'Care and support plan.pdf', plainPdf('Care and support plan', planLines))
    const filed = await daysAgo(6).run(broker, (work) =>
      fileDocument(work, {
        ...person,
        type: 'care-and-support-plan',
        title: 'Care and support plan',
        datedOn: addDays(today, -7),
        note: '',
        file: plan,
      }),
    )
    if (index === 0 && filed.ok) {
      const copy = await receiveBytes(
        store,
        'Redacted Care and support plan.pdf',
        plainPdf('Care and support plan', others),
      )
      await daysAgo(2).run(broker, (work) => redactAndShare(work, filed.value, copy))
    }
    if (index % PEOPLE_OF_EACH_SERVICE !== 0) continue
    const owner = await findOwner(db, councilId, person.providerId)
    const review = await receiveBytes(store, 'Six-week review.pdf', plainPdf('Six-week review', reviewLines))
    await daysAgo(3).run(owner, async (work) => {
      const datedOn = addDays(today, -4)
      await fileDocument(work, { ...person, type: 'review', title: 'Six-week review', datedOn, note: '', file: review })
      const rota = await receiveBytes(
        store,
        'Rota next week.txt',
        Buffer.from('Monday to Friday: two carers at 8am.\n'),
      )
      await openConversation(work, {
        key: `demonstration-file:${person.packageId}`,
        type: 'brokerage',
        about: { type: 'package', id: person.packageId },
        title: 'Rota for next week',
        text: 'Here is the rota that we agreed on the telephone.',
        files: [rota],
      })
    })
  }
}

/** What a newcomer on the payments team finds under Shared with you: not where the key is. */
async function redactAndShare(work: Work, documentId: string, file: ReceivedFile) {
  const why = { reason: 'Payments need not know where the key is', words: others.join(' ') }
  const redacted = await redactDocument(work, { documentId, shownVersion: 1, way: 'upload', pages: [], file, ...why })
  const redactionId = redacted.ok ? redacted.value : undefined
  const untilOn = addDays(work.today, 30)
  const reason = 'To see why two carers are invoiced for each visit'
  const typed = { receiver: 'team', team: 'payments', organisation: '', untilOn, reason, marked: true } as const
  return shareDocument(work, { documentId, shownVersion: 1, redactionId, typed })
}

const planLines = [
  'What matters to me: my garden, the radio, and my daughter on Sundays.',
  'Moving about: I walk with a frame. Two carers help me in and out of the bath.',
  'Eating and drinking: I like porridge. I need reminding to drink.',
  'Keeping safe: I wear a pendant alarm. The key safe is beside the back door.',
]
const others = planLines.slice(0, -1)
const reviewLines = [
  'The care works well. The morning visit is often too short for a wash and breakfast.',
  'We ask for fifteen minutes more on weekdays, from the next period.',
]

async function findBroker(db: Db, councilId: string): Promise<Actor> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<{ accountId: string; name: string }>`
      select m.account_id as "accountId", m.name from published.member m
      join published.staff_role r on r.council_id = m.council_id and r.membership_id = m.id and r.role = 'brokerage'
      where m.council_id = ${councilId} order by m.name limit 1`.execute(tx),
  )
  const [person] = rows
  if (person === undefined) throw new Error('the demonstration has nobody in brokerage')
  return {
    scope: { role: 'portal_council', councilId, accountId: person.accountId },
    name: person.name,
    face: 'council',
  }
}

async function findOwner(db: Db, councilId: string, providerId: string): Promise<Actor> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<{ accountId: string; name: string }>`
      select m.account_id as "accountId", m.name from published.member m
      join published.member_grant g on g.council_id = m.council_id and g.membership_id = m.id
      where m.council_id = ${councilId} and m.provider_id = ${providerId} and g.scope = 'organisation'
        and g.role = 'full' and g.mode = 'edit'
      order by m.name limit 1`.execute(tx),
  )
  const [person] = rows
  if (person === undefined) throw new Error('a company of the demonstration has nobody who does everything')
  const scope = { role: 'portal_provider', councilId, providerId, accountId: person.accountId } as const
  return { scope, name: person.name, face: 'provider' }
}

/** The first of each service by reference, nobody restricted, who have care now. */
async function listPeople(db: Db, councilId: string): Promise<readonly Filed[]> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Filed>`
      select "personId", "providerId", "serviceId", "contractId", "packageId" from (
        select p.person_id as "personId", p.provider_id as "providerId", p.service_id as "serviceId",
          p.contract_id as "contractId", p.id as "packageId", p.reference,
          row_number() over (partition by p.provider_id, p.service_id order by p.reference) as place,
          dense_rank() over (order by o.reference) as company
        from published.package p
        join published.provider o on o.council_id = ${councilId} and o.id = p.provider_id
        join published.served_person w on w.council_id = ${councilId} and w.provider_id = p.provider_id
          and w.service_id = p.service_id and w.contract_id = p.contract_id and w.person_id = p.person_id
        where p.council_id = ${councilId} and p.status = 'active' and not w.restricted
      ) ranked where place <= ${PEOPLE_OF_EACH_SERVICE} and company <= ${COMPANIES}
      order by company, "serviceId", reference`.execute(tx),
  )
  return rows
}
