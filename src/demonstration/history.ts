import { sql } from 'kysely'
import { createInvoice, decideInvoice, listToRaise, submitInvoice } from '../capabilities/invoices/index.ts'
import { prepareRun, releaseRun } from '../capabilities/payments/index.ts'
import type { LocalDate } from '../core/dates.ts'
import { fixedClock, londonInstant } from '../platform/clock.ts'
import type { Db } from '../platform/db/db.ts'
import { systemScope } from '../platform/db/scope.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { workRunner, type Actor, type WorkRunner } from '../platform/work.ts'
import { actForOne } from './acting.ts'
import { logVisits } from './logged-visits.ts'
import { playPrices } from './prices.ts'
import { restrictSome } from './restricted.ts'

/** The people who act: whoever may raise a provider's invoices, and two of the council's staff. */
type Cast = { readonly preparer: Actor; readonly approver: Actor; readonly finance: readonly Actor[] }
type Period = { readonly id: string; readonly submitBy: Date; readonly finaliseOn: LocalDate }

type Parts = { readonly db: Db; readonly now: Date; readonly store: FileStore }

const HOUR = 3_600_000

/**
 * Plays what people did in the periods that are paid by now, each act at its own time and by the command that a page
 * would call, so that every row of the history is one that the product itself wrote.
 */
export async function playHistory({ db, now, store }: Parts, councilCode: string): Promise<void> {
  const councilId = await findCouncil(db, councilCode)
  const cast = await payPastPeriods(db, now, councilId)
  await logVisits({ db, now, store }, councilId, cast.finance)
  await playPrices(db, now, councilId)
  await restrictSome(db, now, councilId)
  await actForOne(db, now, councilId)
}

/** Whatever was due by now is paid; what has been paid stays as it is. */
export async function payPastPeriods(db: Db, now: Date, councilId: string): Promise<Cast> {
  const cast = await findCast(db, councilId)
  for (const period of await listPaidPeriods(db, councilId, now)) {
    const closing = new Date(period.submitBy.getTime() - HOUR)
    await raiseInvoices(workRunner(db, fixedClock(closing.toISOString())), cast, period)
    const finalising = londonInstant(period.finaliseOn, '10:00')
    await payPeriod(workRunner(db, fixedClock(finalising.toISOString())), cast, period.id)
  }
  return cast
}

async function findCouncil(db: Db, code: string): Promise<string> {
  const gate = { role: 'portal_gate' } as const
  const { council_id } = await db.read(gate, (tx) =>
    tx.selectFrom('platform.council').select('council_id').where('code', '=', code).executeTakeFirstOrThrow(),
  )
  return council_id
}

type Person = {
  readonly accountId: string
  readonly providerId: string | null
  readonly name: string
  readonly role: string
}

async function findCast(db: Db, councilId: string): Promise<Cast> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Person>`
      select m.account_id as "accountId", m.provider_id as "providerId", m.name, coalesce(g.role, r.role) as role
      from access.membership m
      left join access.access_grant g on g.council_id = ${councilId} and g.membership_id = m.id
        and g.scope = 'organisation' and g.mode = 'edit' and g.role = 'full'
      left join access.staff_role r on r.council_id = ${councilId} and r.membership_id = m.id
      where m.council_id = ${councilId} and (g.role is not null or r.role in ('payments', 'payments-approver'))
      order by m.provider_id, m.name, m.id`.execute(tx),
  )
  const staff = (role: string): Actor => {
    const person = rows.find((row) => row.role === role)
    if (person === undefined) throw new Error(`the demonstration has nobody for ${role}`)
    const { accountId, name } = person
    return { scope: { role: 'portal_council', councilId, accountId }, name, face: 'council' }
  }
  return { preparer: staff('payments'), approver: staff('payments-approver'), finance: onePerProvider(rows, councilId) }
}

function onePerProvider(people: readonly Person[], councilId: string): Actor[] {
  const first = new Map<string, Actor>()
  for (const { accountId, providerId, name } of people) {
    if (providerId === null || first.has(providerId)) continue
    first.set(providerId, {
      scope: { role: 'portal_provider', councilId, providerId, accountId },
      name,
      face: 'provider',
    })
  }
  return [...first.values()]
}

function listPaidPeriods(db: Db, councilId: string, now: Date): Promise<Period[]> {
  return db.read(systemScope(councilId), (tx) =>
    tx
      .selectFrom('payments.period')
      .where('council_id', '=', councilId)
      .where('submit_by', '<', now)
      .where('finalise_on', '<', sql<LocalDate>`${now}::date`)
      .select(['id', 'submit_by as submitBy', 'finalise_on as finaliseOn'])
      .orderBy('finalise_on')
      .orderBy('calendar')
      .execute(),
  )
}

async function raiseInvoices(work: WorkRunner, { finance, preparer }: Cast, period: Period): Promise<void> {
  for (const actor of finance) {
    const claims = await work.run(actor, ({ tx, today }) => listToRaise(tx, today))
    for (const claim of claims.filter(({ periodId }) => periodId === period.id)) {
      const invoiceId = await work.run(actor, async (unit) => {
        const created = await createInvoice(unit, claim)
        if (!created.ok) return undefined
        await submitInvoice(unit, {
          invoiceId: created.value,
          version: await versionOf(unit.tx, created.value),
          ownNumber: '',
        })
        return created.value
      })
      if (invoiceId === undefined) continue
      await work.run(preparer, async (unit) =>
        decideInvoice(unit, { invoiceId, version: await versionOf(unit.tx, invoiceId), decision: { kind: 'approve' } }),
      )
    }
  }
}

type Tx = Parameters<Parameters<Db['read']>[1]>[0]

async function versionOf(tx: Tx, invoiceId: string): Promise<number> {
  const { row_version } = await tx
    .selectFrom('invoices.invoice')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', invoiceId)
    .select(['row_version', 'provider_id'])
    .executeTakeFirstOrThrow()
  return row_version
}

async function payPeriod(work: WorkRunner, { preparer, approver }: Cast, periodId: string): Promise<void> {
  const prepared = await work.run(preparer, (unit) => prepareRun(unit, { periodId }))
  if (!prepared.ok) return
  const runId = prepared.value
  const shownHash = await work.run(approver, async ({ tx }) => {
    const { lines_hash } = await tx
      .selectFrom('payments.run')
      .where('council_id', '=', tx.councilId)
      .where('id', '=', runId)
      .select('lines_hash')
      .executeTakeFirstOrThrow()
    return lines_hash.toString('hex')
  })
  await work.run(approver, (unit) => releaseRun(unit, { runId, shownHash, confirmed: true, confirmedEarly: true }))
}
