import { sql } from 'kysely'
import { signAgreements } from '../capabilities/agreements/index.ts'
import { raiseMissingCare } from '../capabilities/care-packages/index.ts'
import { addDays } from '../core/dates.ts'
import { fixedClock, londonToday } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner, type Actor } from '../platform/work.ts'

type Signer = {
  readonly accountId: string
  readonly name: string
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly id: string
  readonly revision: number
  readonly hash: string
}

const STATEMENTS = [
  'I have read what the council offers on this page',
  'The person, the care, the dates and the price are what my organisation will provide',
  'I have the authority to sign for my organisation',
]
const HOUR = 3_600_000

/**
 * The first company of a council has signed one agreement in the portal an hour ago (its paper is sealed as soon as the
 * program works), leaves the others to decide and to sign together, and delivers care that is not here.
 */
export async function signSomething(db: Db, now: Date, councilId: string): Promise<void> {
  const signer = await findSigner(db, councilId)
  if (signer === undefined) return
  const { accountId, name, providerId, id, revision, hash } = signer
  const actor: Actor = {
    scope: { role: 'portal_provider', councilId, providerId, accountId },
    name,
    face: 'provider',
  }
  const anHourAgo = new Date(now.getTime() - HOUR)
  const work = workRunner(db, fixedClock(anHourAgo.toISOString()))
  await work.run(actor, (unit) =>
    signAgreements(unit, {
      agreements: [{ id, shown: { revision, hash } }],
      typedName: name,
      statements: STATEMENTS,
      provedAt: anHourAgo,
    }),
  )
  await work.run(actor, (unit) =>
    raiseMissingCare(unit, {
      serviceId: signer.serviceId,
      contractId: signer.contractId,
      personName: 'Winifred Sayer',
      personReference: '',
      serviceLevel: 'As the others of this service',
      weekly: '7 hours, one visit a day',
      beganOn: addDays(londonToday(now), -9),
      arrangedWith: 'The duty desk, by telephone',
      details: 'We started on the day she came home from hospital.',
    }),
  )
}

/** Whoever may sign at the first company, and what waits there at the price that the price book has. */
async function findSigner(db: Db, councilId: string): Promise<Signer | undefined> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Signer>`
      select s.account_id as "accountId", s.name, a.provider_id as "providerId", a.service_id as "serviceId",
        a.contract_id as "contractId", a.id, a.revision, encode(r.content_hash, 'hex') as hash
      from agreements.agreement a
      join agreements.revision r on r.council_id = ${councilId} and r.agreement_id = a.id and r.revision = a.revision
      join published.signatory s on s.council_id = ${councilId} and s.provider_id = a.provider_id and s.scope = 'organisation'
      where a.council_id = ${councilId} and a.status = 'published' and not exists (
        select from agreements.revision_line l
        join published.package_version v on v.council_id = ${councilId} and v.package_id = l.package_id and v.version = l.package_version
        left join published.rate p on p.council_id = ${councilId} and p.rate_line_id = v.rate_line_id and p.valid @> a.starts_on
        where l.council_id = ${councilId} and l.agreement_id = a.id and l.revision = a.revision
          and p.price is distinct from (r.content -> 'lines' -> 0 -> 'prices' -> 0 ->> 'price')::bigint)
      order by (select count(*) from agreements.agreement o where o.council_id = ${councilId} and o.provider_id = a.provider_id
        and o.status = 'published') desc, a.provider_id, s.name, a.starts_on, a.id limit 1`.execute(tx),
  )
  return rows[0]
}
