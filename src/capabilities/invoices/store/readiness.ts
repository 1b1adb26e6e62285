import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ClaimableWeek } from '../rules/readiness.ts'

/** What an invoice is for: one service under one contract in one period. */
export type Claim = { readonly periodId: string; readonly contractId: string; readonly serviceId: string }

export type ClaimPlace = Claim & {
  readonly periodName: string
  readonly periodFrom: LocalDate
  readonly periodUntil: LocalDate
  readonly submitBy: Date
  /** The next last moment of the same calendar. */
  readonly nextSubmitBy: Date | null
  readonly serviceName: string
  readonly contractNumber: string
  /** Whether nights follow from the packages' dates, so that there is nothing to record. */
  readonly byNights: boolean
  /** The invoice that is still being made for the same, if there is one. */
  readonly openId: string | null
}

/** The period, service and contract, if they belong together and care under them is paid by invoice. */
export async function getClaimPlace(
  tx: Tx,
  { periodId, contractId, serviceId }: Claim,
  now: Date,
): Promise<ClaimPlace> {
  const { rows } = await sql<ClaimPlace>`
    select q.id as "periodId", c.id as "contractId", s.id as "serviceId", q.name as "periodName", q.starts_on as "periodFrom",
      q.ends_on as "periodUntil", q.submit_by as "submitBy", s.name as "serviceName", c.number as "contractNumber",
      (select min(x.submit_by) from published.period x where x.council_id = ${tx.councilId} and x.calendar = c.calendar
        and x.submit_by > ${now}) as "nextSubmitBy",
      r.recording = 'none' as "byNights",
      (select i.id from invoices.invoice i where i.council_id = ${tx.councilId} and i.provider_id = ${tx.providerId}
        and i.period_id = q.id and i.service_id = s.id and i.contract_id = c.id
        and i.status in ('draft', 'rejected') order by i.created_at, i.id limit 1) as "openId"
    from published.contract c
    join published.period q on q.council_id = ${tx.councilId} and q.calendar = c.calendar
    join published.contract_service k on k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId} and k.contract_id = c.id
    join published.service s on s.council_id = ${tx.councilId} and s.provider_id = ${tx.providerId} and s.id = k.service_id
    join published.contract_rule r on r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.contract_id = c.id
      and r.valid && daterange(q.starts_on, q.ends_on) and r.paid_by = 'invoice'
    where c.council_id = ${tx.councilId} and c.provider_id = ${tx.providerId}
      and c.id = ${contractId} and s.id = ${serviceId} and q.id = ${periodId}
    order by lower(r.valid) desc
    limit 1`.execute(tx)
  const place = rows[0]
  if (place === undefined) throw new NotFound('period')
  return place
}

const MOST_WEEKS = 5_000

/** Every week of every package that the period could claim, whether anything is recorded for it or not. */
export async function listClaimableWeeks(
  tx: Tx,
  { periodId, contractId, serviceId }: Claim,
  weekStartsOn: number,
): Promise<ClaimableWeek[]> {
  const { rows } = await sql<ClaimableWeek>`
    select p.id as "packageId", p.reference as "packageReference", p.person_id as "personId",
      n.given_name || ' ' || n.family_name as "personName", n.reference as "personReference", p.unit,
      d.week_start as "weekStart", w.status, w.held_code as "heldCode", w.actual, w.comment,
      not r.sign_gate or p.recordable_from is not null as signed,
      coalesce(w.version, 0) as version, k.conversation_id as "conversationId", n.died_on as "diedOn",
      d.week_start + 7 * (r.claim_limit_weeks + 1) - 1 as "recordableUntil",
      l.id is not null as taken, l.invoice_id as "invoiceId", i.reference as "invoiceReference"
    from published.period q
    join lateral (
      select day::date as week_start from generate_series(q.starts_on, q.ends_on - 1, interval '1 day') day
      where extract(isodow from day) = ${weekStartsOn}
    ) d on true
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId}
      and p.contract_id = ${contractId} and p.service_id = ${serviceId} and p.status in ('active', 'ended')
      and p.starts_on <= d.week_start + 6 and coalesce(p.ends_on, d.week_start) >= d.week_start
    join published.served_person n on n.council_id = ${tx.councilId} and n.provider_id = ${tx.providerId}
      and n.person_id = p.person_id and n.service_id = p.service_id and n.contract_id = p.contract_id
    join published.contract_rule r on r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId}
      and r.contract_id = p.contract_id and r.valid @> d.week_start and r.paid_by = 'invoice' and r.recording <> 'none'
    left join published.week w on w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId}
      and w.package_id = p.id and w.week_start = d.week_start
    left join published.parked_week k on k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId}
      and k.package_id = p.id and k.week_start = d.week_start
    left join published.payment_line l on l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId}
      and l.package_id = p.id and l.from_on = d.week_start and l.kind = 'care' and l.revision = 0
    left join invoices.invoice i on i.council_id = ${tx.councilId} and i.provider_id = ${tx.providerId} and i.id = l.invoice_id
    where q.council_id = ${tx.councilId} and q.id = ${periodId}
    order by n.family_name, n.given_name, p.person_id, p.id, d.week_start
    limit ${MOST_WEEKS}`.execute(tx)
  return rows
}

export type ComingPeriod = { readonly name: string; readonly startsOn: LocalDate; readonly submitBy: Date }
const MOST_COMING = 20

/** The next period of each calendar by which the provider invoices: it opens on its first day. */
export async function listComing(tx: Tx, today: LocalDate): Promise<readonly ComingPeriod[]> {
  const { rows } = await sql<ComingPeriod>`
    select distinct on (q.calendar) q.name, q.starts_on as "startsOn", q.submit_by as "submitBy"
    from published.period q
    where q.council_id = ${tx.councilId} and q.starts_on > ${today} and exists (
      select from published.contract c
      join published.contract_rule r on r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.contract_id = c.id
        and r.valid @> q.starts_on and r.paid_by = 'invoice'
      where c.council_id = ${tx.councilId} and c.provider_id = ${tx.providerId} and c.calendar = q.calendar)
    order by q.calendar, q.starts_on limit ${MOST_COMING}`.execute(tx)
  return rows
}

export type ToRaise = {
  readonly periodId: string
  readonly periodName: string
  readonly periodFrom: LocalDate
  readonly periodUntil: LocalDate
  readonly contractId: string
  readonly contractNumber: string
  readonly serviceId: string
  readonly serviceName: string
  /** Whether the items are stays, counted by nights, and not weeks. */
  readonly byNights: boolean
  readonly items: number
}
const MOST_TO_RAISE = 200
/** A year covers every claim limit in use. */
const LOOK_BACK_DAYS = 364

/** Claims with confirmed weeks, or with stays, that no line stands for yet: oldest period first. */
export async function listToRaise(tx: Tx, today: LocalDate): Promise<ToRaise[]> {
  const { rows } = await sql<ToRaise>`
    select q.id as "periodId", q.name as "periodName", q.starts_on as "periodFrom", q.ends_on as "periodUntil",
      c.id as "contractId", c.number as "contractNumber", s.id as "serviceId", s.name as "serviceName",
      f.by_nights as "byNights", sum(f.items)::int as items
    from (${openWeeks(tx, today)} union all ${openStays(tx, today)}) f
    join published.period q on q.council_id = ${tx.councilId} and q.id = f.period_id
    join published.contract c on c.council_id = ${tx.councilId} and c.provider_id = ${tx.providerId} and c.id = f.contract_id
    join published.service s on s.council_id = ${tx.councilId} and s.provider_id = ${tx.providerId} and s.id = f.service_id
    group by q.id, q.name, q.starts_on, q.ends_on, c.id, c.number, s.id, s.name, f.by_nights
    order by q.starts_on, s.name, c.number, q.id, s.id, f.by_nights
    limit ${MOST_TO_RAISE}`.execute(tx)
  return rows
}

function openWeeks(tx: Tx, today: LocalDate): RawBuilder<unknown> {
  return sql`
    select q.id as period_id, w.contract_id, w.service_id, false as by_nights, count(*) as items
    from published.week w
    join published.contract c on c.council_id = ${tx.councilId} and c.provider_id = ${tx.providerId} and c.id = w.contract_id
    join published.contract_rule r on r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId}
      and r.contract_id = w.contract_id and r.valid @> w.week_start and r.paid_by = 'invoice' and r.recording <> 'none'
    join published.period q on q.council_id = ${tx.councilId} and q.calendar = c.calendar
      and q.starts_on <= w.week_start and q.ends_on > w.week_start
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.id = w.package_id
      and p.status in ('active', 'ended') and (not r.sign_gate or p.recordable_from is not null)
    where w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId} and w.status = 'confirmed'
      and w.week_start >= ${today}::date - ${LOOK_BACK_DAYS}::int
      and not exists (select from published.payment_line l where l.council_id = ${tx.councilId}
        and l.provider_id = ${tx.providerId} and l.package_id = w.package_id and l.from_on = w.week_start and l.kind = 'care')
    group by q.id, w.contract_id, w.service_id`
}

/** Nights follow from the dates of a package, so a period that has begun can be claimed at once. */
function openStays(tx: Tx, today: LocalDate): RawBuilder<unknown> {
  return sql`
    select q.id as period_id, p.contract_id, p.service_id, true as by_nights, count(*) as items
    from published.package p
    join published.contract c on c.council_id = ${tx.councilId} and c.provider_id = ${tx.providerId} and c.id = p.contract_id
    join published.period q on q.council_id = ${tx.councilId} and q.calendar = c.calendar
      and q.starts_on <= ${today} and q.ends_on > ${today}::date - ${LOOK_BACK_DAYS}::int
      and p.starts_on < q.ends_on and coalesce(p.ends_on, q.ends_on) > q.starts_on
    join published.contract_rule r on r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId}
      and r.contract_id = p.contract_id and r.valid @> greatest(p.starts_on, q.starts_on)
      and r.paid_by = 'invoice' and r.recording = 'none'
    where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.status in ('active', 'ended')
      and (not r.sign_gate or p.recordable_from is not null)
      and not exists (select from published.payment_line l where l.council_id = ${tx.councilId}
        and l.provider_id = ${tx.providerId} and l.package_id = p.id and l.kind = 'stay'
        and l.from_on >= q.starts_on and l.from_on < q.ends_on)
    group by q.id, p.contract_id, p.service_id`
}

/** How many invoices the provider could create now, for its home page. */
export async function countInvoicesToRaise(tx: Tx, today: LocalDate): Promise<number> {
  const claims = await listToRaise(tx, today)
  return claims.length
}
