import { sql } from 'kysely'
import { rejectAgreement } from '../capabilities/agreements/index.ts'
import { openConversation } from '../capabilities/conversations/index.ts'
import { quantity, rate } from '../core/money.ts'
import { fixedClock } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner, type Actor } from '../platform/work.ts'

const THREE_HOURS = 10_800_000
const TWO_HOURS = 60_000n
const PENNY = 100n

/**
 * The second company of a council rejected an agreement this morning and said which hours and which price it expects, so
 * that staff find both in the tracker and can accept them in one step.
 */
export async function rejectSomething(db: Db, now: Date, councilId: string): Promise<void> {
  const offered = await findOffered(db, councilId)
  if (offered === undefined) return
  const { accountId, name, providerId, id, revision, hash, packageId, packageReference } = offered
  const actor: Actor = { scope: { role: 'portal_provider', councilId, providerId, accountId }, name, face: 'provider' }
  // Four in a hundred more: less than what staff may accept without the price book.
  const expectedPrice = rate(((BigInt(offered.price) * 104n) / 100n / PENNY) * PENNY)
  const expectedQuantity = quantity(BigInt(offered.planned) + TWO_HOURS)
  const expected = { reason: 'wrong-rate', expectedPrice, expectedQuantity } as const
  const disputed = { packageId, packageReference, kind: 'disputed', ...expected } as const
  const comment = 'Agreed with brokerage by telephone: two more hours a week, and the price for rural rounds.'
  const work = workRunner(db, fixedClock(new Date(now.getTime() - THREE_HOURS).toISOString()))
  await work.run(actor, (unit) =>
    rejectAgreement(
      unit,
      { agreementId: id, shown: { revision, hash }, rejection: { comment, lines: [disputed], startsNow: false } },
      (told, { agreementId, ...words }) =>
        openConversation(told, { ...words, type: 'brokerage', about: { type: 'agreement', id: agreementId } }),
    ),
  )
}

type Offered = {
  readonly accountId: string
  readonly name: string
  readonly providerId: string
  readonly id: string
  readonly revision: number
  readonly hash: string
  readonly packageId: string
  readonly packageReference: string
  /** As the text has them: 30,000ths of a unit, and ten-thousandths of a pound. */
  readonly planned: string
  readonly price: string
}

/** By the hour, of one line, at the price that the price book has. */
async function findOffered(db: Db, councilId: string): Promise<Offered | undefined> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Offered>`
      select s.account_id as "accountId", s.name, a.provider_id as "providerId", a.id, a.revision,
        encode(r.content_hash, 'hex') as hash, r.line ->> 'packageId' as "packageId",
        r.line ->> 'packageReference' as "packageReference", r.line ->> 'planned' as planned, r.line #>> '{prices,0,price}' as price
      from agreements.agreement a
      join published.provider o on o.council_id = ${councilId} and o.id = a.provider_id
      join (select *, content -> 'lines' -> 0 as line from agreements.revision where council_id = ${councilId}
        and jsonb_array_length(content -> 'lines') = 1) r on r.agreement_id = a.id and r.revision = a.revision
      join published.signatory s on s.council_id = ${councilId} and s.provider_id = a.provider_id and s.scope = 'organisation'
      where a.council_id = ${councilId} and a.status = 'published' and r.line ->> 'unit' = 'hour'
        and o.reference <> (select min(reference) from published.provider where council_id = ${councilId})
      order by o.reference, s.name, a.starts_on, a.id limit 1`.execute(tx),
  )
  return rows[0]
}
