import { sql, type SqlBool } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { pence, type Pence } from '../../../core/money.ts'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Cause } from '../rules/content.ts'
import type { AgreementStatus, Reason } from '../rules/response.ts'
import type { Reach } from './agreement.ts'
import { hasSheet, sheetToConfirm } from './sheet-to-confirm.ts'
import { unsignedFrom } from './unsigned.ts'

export type AgreementRow = {
  readonly id: string
  readonly reference: string
  readonly revision: number
  readonly status: AgreementStatus
  readonly startsOn: LocalDate
  readonly respondBy: LocalDate | null
  readonly publishedAt: Date | null
  readonly cause: Cause
  /** Whole pence. */
  readonly weekly: bigint
  readonly personName: string
  readonly personReference: string
  readonly serviceName: string
  readonly providerName: string
  readonly reason: Reason | null
  /** The provider has filed its signed sheet, and the council has not looked at it yet. */
  readonly hasSheet: boolean
  /** The first day of care of it that may not be recorded yet. */
  readonly unsignedFrom: LocalDate | null
}

export type AgreementFilter = {
  readonly status: AgreementStatus | undefined
  /** Of what is published: only those with a sheet to be confirmed, or only those without. */
  readonly hasSheet?: boolean | undefined
  readonly search: string | undefined
  readonly serviceId: string | undefined
  /** First days of care, both included. */
  readonly from: LocalDate | undefined
  readonly to: LocalDate | undefined
  readonly after: { readonly day: LocalDate; readonly id: string } | undefined
  readonly rows: number
}

/** What waits is listed soonest start first, everything else latest first. One row more tells whether more follow. */
export function listAgreements(tx: Tx, reach: Reach, filter: AgreementFilter): Promise<AgreementRow[]> {
  const direction = directionOf(filter.status)
  return tx
    .selectFrom(pageOfAgreements(tx, reach, filter).as('a'))
    .innerJoin('agreements.revision as r', (join) =>
      join
        .on('r.council_id', '=', tx.councilId)
        .onRef('r.agreement_id', '=', 'a.id')
        .onRef('r.revision', '=', 'a.revision'),
    )
    .innerJoin('published.provider as o', (join) =>
      join.on('o.council_id', '=', tx.councilId).onRef('o.id', '=', 'a.provider_id'),
    )
    .innerJoin('published.service as s', (join) =>
      join.on('s.council_id', '=', tx.councilId).onRef('s.id', '=', 'a.service_id'),
    )
    .innerJoin('published.served_person as w', (join) =>
      join
        .on('w.council_id', '=', tx.councilId)
        .onRef('w.provider_id', '=', 'a.provider_id')
        .onRef('w.person_id', '=', 'a.person_id')
        .onRef('w.service_id', '=', 'a.service_id')
        .onRef('w.contract_id', '=', 'a.contract_id'),
    )
    .leftJoin('agreements.response as y', (join) =>
      join
        .on('y.council_id', '=', tx.councilId)
        .onRef('y.agreement_id', '=', 'a.id')
        .onRef('y.revision', '=', 'a.revision'),
    )
    .select([
      'a.id',
      'a.reference',
      'a.revision',
      'a.status',
      'a.starts_on as startsOn',
      'a.respond_by as respondBy',
      'a.published_at as publishedAt',
      'r.cause',
      sql<bigint>`(r.content ->> 'weeklyPence')::bigint`.as('weekly'),
      sql<string>`w.given_name || ' ' || w.family_name`.as('personName'),
      'w.reference as personReference',
      's.name as serviceName',
      'o.trading_name as providerName',
      'y.reason_code as reason',
      sheetToConfirm(tx, 'a').as('hasSheet'),
      unsignedFrom(tx).as('unsignedFrom'),
    ])
    .orderBy('a.starts_on', direction)
    .orderBy('a.id', direction)
    .execute()
}

function directionOf(status: AgreementStatus | undefined): 'asc' | 'desc' {
  return status === 'published' || status === 'draft' ? 'asc' : 'desc'
}

function pageOfAgreements(tx: Tx, { providerId }: Reach, filter: AgreementFilter) {
  const { status, search, serviceId, from, to, after, rows } = filter
  const sheet = hasSheet(tx, 'agreement')
  const direction = directionOf(status)
  return tx
    .selectFrom('agreements.agreement')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) =>
      query.where('provider_id', '=', providerId ?? '').where('status', '!=', 'draft'),
    )
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'published'))
    .$if(filter.hasSheet !== undefined, (query) =>
      query.where(filter.hasSheet === true ? sheet : sql<SqlBool>`not ${sheet}`),
    )
    .$if(serviceId !== undefined, (query) => query.where('service_id', '=', serviceId ?? ''))
    .$if(from !== undefined, (query) => query.where('starts_on', '>=', from ?? null))
    .$if(to !== undefined, (query) => query.where('starts_on', '<=', to ?? null))
    .$if(search !== undefined, (query) =>
      query.where(sql<SqlBool>`id = any(array(${matching(tx, providerId, search ?? '')}))`),
    )
    .$if(after !== undefined, (query) =>
      query.where(
        direction === 'asc'
          ? sql<SqlBool>`(starts_on, id) > (${after?.day}::date, ${after?.id}::uuid)`
          : sql<SqlBool>`(starts_on, id) < (${after?.day}::date, ${after?.id}::uuid)`,
      ),
    )
    .select([
      'id',
      'provider_id',
      'service_id',
      'contract_id',
      'person_id',
      'reference',
      'revision',
      'status',
      'starts_on',
      'respond_by',
      'published_at',
    ])
    .orderBy('starts_on', direction)
    .orderBy('id', direction)
    .limit(rows + 1)
}

/** By the agreement's reference, a package's, or the person's: how the name begins, their reference or NHS number. */
function matching(tx: Tx, providerId: string | undefined, search: string) {
  const written = [search, search.toUpperCase()]
  const own = tx
    .selectFrom('agreements.agreement as of')
    .where('of.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('of.provider_id', '=', providerId ?? ''))
    .select('of.id')
  const matching = sql<string>`published.people_matching(${tx.councilId}, ${providerId ?? null}::uuid, ${search})`
  const people = own.where(sql<SqlBool>`of.person_id = any(array(select ${matching}))`)
  const packages = own
    .innerJoin('agreements.revision_line as l', (join) =>
      join.on('l.council_id', '=', tx.councilId).onRef('l.agreement_id', '=', 'of.id'),
    )
    .innerJoin('published.package as p', (join) =>
      join.on('p.council_id', '=', tx.councilId).onRef('p.id', '=', 'l.package_id'),
    )
  return own
    .where('of.reference', 'in', written)
    .unionAll(packages.where('p.reference', 'in', written))
    .unionAll(people)
}

export type Awaiting = { readonly count: number; readonly soonestStart: LocalDate | null }

/**
 * For a provider's home page and the tab: how many wait for an answer, and the first day of the most urgent. With a signed
 * sheet filed, it is the council that something waits for.
 */
export async function countAwaitingDecision(tx: Tx): Promise<Awaiting> {
  const [counted] = await countAwaiting(tx)
  return { count: Number(counted?.count ?? 0n), soonestStart: counted?.soonest ?? null }
}

/** Asked with every page of a provider. */
const countAwaiting = statement((tx: Tx) =>
  tx
    .selectFrom('agreements.agreement')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('status', '=', 'published')
    .where(sql<boolean>`not ${hasSheet(tx, 'agreement')}`)
    .select([sql<bigint>`count(*)`.as('count'), sql<LocalDate | null>`min(starts_on)`.as('soonest')]),
)

/** What a week of all that waits would cost: for the home page alone, because it reads every text. */
export async function sumAwaitingDecision(tx: Tx): Promise<Pence> {
  const { rows } = await sql<{ weekly: bigint }>`
    select coalesce(sum((r.content ->> 'weeklyPence')::bigint), 0)::bigint as weekly
    from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.provider_id = a.provider_id
      and r.agreement_id = a.id and r.revision = a.revision
    where a.council_id = ${tx.councilId} and a.provider_id = ${tx.providerId} and a.status = 'published'
      and not ${hasSheet(tx, 'a')}`.execute(tx)
  return pence(rows[0]?.weekly ?? 0n)
}

export type StaffQueue = {
  readonly drafts: number
  readonly published: number
  /** Published, with a signed sheet of the provider that the council has to look at. */
  readonly sheets: number
  readonly rejected: number
  /** Published, not answered nor signed on paper, and the care has started and may not be recorded. */
  readonly overdue: number
}

/** For staff: what is ready to publish, what providers hold, and what they sent back. */
export async function countForStaff(tx: Tx, today: LocalDate): Promise<StaffQueue> {
  const sheet = sheetToConfirm(tx, 'a')
  const rows = await tx
    .selectFrom('agreements.agreement as a')
    .where('council_id', '=', tx.councilId)
    .where('status', 'in', ['draft', 'published', 'rejected'])
    .select([
      'status',
      sql<bigint>`count(*)`.as('count'),
      sql<bigint>`count(*) filter (where ${sheet})`.as('sheets'),
      sql<bigint>`count(*) filter (where case when status = 'published' and starts_on <= ${today}::date and not ${sheet}
        then ${unsignedFrom(tx)} <= ${today}::date end)`.as('started'),
    ])
    .groupBy('status')
    .execute()
  const of = (status: AgreementStatus) => rows.find((row) => row.status === status)
  const count = (status: AgreementStatus) => Number(of(status)?.count ?? 0n)
  const sheets = Number(of('published')?.sheets ?? 0n)
  return {
    drafts: count('draft'),
    published: count('published') - sheets,
    sheets,
    rejected: count('rejected'),
    overdue: Number(of('published')?.started ?? 0n),
  }
}

export type DraftRow = {
  readonly id: string
  readonly reference: string
  readonly providerName: string
  /** Whole pence. */
  readonly weekly: bigint
}

export async function listDraftsOf(tx: Tx, ids: readonly string[]): Promise<readonly DraftRow[]> {
  const { rows } = await sql<DraftRow>`
    select a.id, a.reference, o.trading_name as "providerName", (r.content ->> 'weeklyPence')::bigint as weekly
    from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    join published.provider o on o.council_id = ${tx.councilId} and o.id = a.provider_id
    where a.council_id = ${tx.councilId} and a.status = 'draft' and a.id = any(${[...ids]}::uuid[])
    order by a.starts_on, a.id`.execute(tx)
  return rows
}
