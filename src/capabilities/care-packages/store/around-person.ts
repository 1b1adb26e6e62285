import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Pence, Quantity } from '../../../core/money.ts'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './reach.ts'

/** So many days back the page of a person shows weeks and payments; older ones stay under their own pages. */
export const DAYS_SHOWN = 84
const MOST = 50

export type WeekOf = {
  readonly weekStart: LocalDate
  readonly packageId: string
  readonly serviceId: string
  readonly status: 'draft' | 'confirmed' | 'held'
  readonly planned: Quantity
  readonly actual: Quantity
  readonly frustrated: Quantity
  readonly missed: Quantity
  readonly extra: Quantity
}

/** The packages of a person, named by their key so that each week is found by it. */
export function packagesOf(tx: Tx, personId: string) {
  return sql`array(select one.id from care_packages.package one
    where one.council_id = ${tx.councilId} and one.person_id = ${personId} and one.status <> 'draft'
    order by one.starts_on desc, one.id desc limit ${MOST})`
}

/** Newest first. The weeks are told by name, for the key of a week begins with its day. */
export const listWeeksOf = statement(
  (
    tx: Tx,
    { providerId }: Reach,
    { personId, today }: { readonly personId: string; readonly today: LocalDate },
  ) => sql<WeekOf>`
    select w.week_start as "weekStart", w.package_id as "packageId", w.service_id as "serviceId", w.status, w.planned,
      w.actual, w.frustrated, w.missed, w.extra
    from published.week w
    where w.council_id = ${tx.councilId} and (${providerId ?? null}::uuid is null or w.provider_id = ${providerId ?? null}::uuid)
      and w.week_start > ${today}::date - ${DAYS_SHOWN}::int and w.week_start <= ${today}::date
      and w.package_id = any(${packagesOf(tx, personId)})
    order by w.week_start desc, w.package_id limit ${MOST}`,
)

export type LineOf = {
  readonly id: string
  readonly from: LocalDate
  readonly coversFrom: LocalDate
  readonly to: LocalDate
  readonly packageId: string
  readonly kind: string
  readonly unit: CareUnit
  readonly quantity: Quantity
  readonly amount: Pence
  readonly paidOn: LocalDate | null
  readonly invoiceReference: string | null
}

/** What was priced for the person's care, newest first, and where it stands. */
export const listLinesOf = statement(
  (
    tx: Tx,
    { providerId }: Reach,
    { personId, today }: { readonly personId: string; readonly today: LocalDate },
  ) => sql<LineOf>`
    select l.id, l.from_on as "from", l.covers_from as "coversFrom", l.to_on as "to", l.package_id as "packageId", l.kind,
      l.unit, l.quantity, l.amount_pence as amount,
      (select r.paid_on from published.remittance_name r
        where r.council_id = ${tx.councilId} and r.run_id = l.run_id and r.provider_id = l.provider_id limit 1) as "paidOn",
      (select i.reference from published.invoice i
        where i.council_id = ${tx.councilId} and i.id = l.invoice_id) as "invoiceReference"
    from published.payment_line l
    where l.council_id = ${tx.councilId} and (${providerId ?? null}::uuid is null or l.provider_id = ${providerId ?? null}::uuid)
      and l.from_on > ${today}::date - ${DAYS_SHOWN}::int
      and l.package_id = any(${packagesOf(tx, personId)})
    order by l.from_on desc, l.package_id, l.kind, l.revision, l.id limit ${MOST}`,
)

export type MessageOf = {
  readonly id: string
  readonly typeName: string
  readonly title: string
  readonly state: 'awaiting-council' | 'awaiting-provider' | 'closed'
  readonly openedAt: Date
  readonly lastAt: Date
}

export const listMessagesOf = statement((tx: Tx, { providerId }: Reach, personId: string) =>
  tx
    .selectFrom('published.conversation')
    .where('council_id', '=', tx.councilId)
    .where('person_id', '=', personId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select(['id', 'type_name as typeName', 'title', 'state', 'opened_at as openedAt', 'last_at as lastAt'])
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST),
)

export type DocumentOf = {
  readonly id: string
  readonly type: string
  readonly title: string
  readonly version: number
  readonly datedOn: LocalDate
  readonly side: 'provider' | 'council'
  readonly filedAt: Date
}

export const listDocumentsOf = statement((tx: Tx, { providerId }: Reach, personId: string) =>
  tx
    .selectFrom('published.care_document')
    .where('council_id', '=', tx.councilId)
    .where('person_id', '=', personId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select(['id', 'type', 'title', 'version', 'dated_on as datedOn', 'side', 'filed_at as filedAt'])
    .orderBy('filed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST),
)

export type AgreementAbout = {
  readonly id: string
  readonly reference: string
  readonly status: string
  readonly startsOn: LocalDate
  readonly publishedAt: Date | null
}

export const listAgreementsAbout = statement((tx: Tx, { providerId }: Reach, personId: string) =>
  tx
    .selectFrom('published.agreement')
    .where('council_id', '=', tx.councilId)
    .where('person_id', '=', personId)
    .$if(providerId !== undefined, (query) =>
      query.where('provider_id', '=', providerId ?? '').where('status', '!=', 'draft'),
    )
    .select(['id', 'reference', 'status', 'starts_on as startsOn', 'published_at as publishedAt'])
    .orderBy('starts_on', 'desc')
    .orderBy('reference', 'desc')
    .limit(MOST),
)
