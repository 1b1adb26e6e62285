import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence } from '../../../core/money.ts'
import { loadRows, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type PurchaseOrder = {
  readonly id: string
  readonly number: string
  readonly providerName: string
  readonly contractId: string
  readonly contractNumber: string
  readonly packageId: string | null
  readonly packageReference: string | null
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
  readonly ordered: Pence
  readonly used: Pence
  readonly usedTo: LocalDate | null
}
/** Undefined: every provider of the council. */
export type OrderReach = { readonly providerId: string | undefined }
export type OrderList = { readonly words: string; readonly after: string | undefined; readonly rows: number }

/** In order of their numbers, one more than asked for when there are more. */
export async function listOrders(
  tx: Tx,
  reach: OrderReach,
  { words, after, rows }: OrderList,
): Promise<PurchaseOrder[]> {
  const those = sql`(${after ?? null}::text is null or q.number > ${after ?? null}) and (${words} = ''
    or starts_with(lower(q.number), lower(${words})) or starts_with(lower(p.reference), lower(${words}))
    or starts_with(lower(k.number), lower(${words})))`
  return orders(tx, reach, { those, rows: rows + 1 })
}

export async function getOrder(tx: Tx, reach: OrderReach, id: string): Promise<PurchaseOrder> {
  const [order] = await orders(tx, reach, { those: sql`q.id = ${id}`, rows: 1 })
  if (order === undefined) throw new NotFound('purchase order')
  return order
}

type Some = { readonly those: RawBuilder<unknown>; readonly rows: number }

async function orders(tx: Tx, { providerId }: OrderReach, { those, rows: most }: Some): Promise<PurchaseOrder[]> {
  const own = providerId === undefined ? sql`` : sql`and q.provider_id = ${providerId}`
  const { rows } = await sql<PurchaseOrder>`
    with chosen as (
      select q.*, p.reference as package_reference, k.number as contract_number
      from payments.purchase_order q
      join published.contract k on k.council_id = q.council_id and k.provider_id = q.provider_id and k.id = q.contract_id
      left join published.package p on p.council_id = q.council_id and p.provider_id = q.provider_id and p.id = q.package_id
      where q.council_id = ${tx.councilId} ${own} and ${those}
      order by q.number, q.id limit ${most}
    )
    select s.id, s.number, o.trading_name as "providerName", s.contract_id as "contractId", s.contract_number as "contractNumber",
      s.package_id as "packageId", s.package_reference as "packageReference", s.starts_on as "startsOn", s.ends_on as "endsOn",
      s.ordered_pence as ordered, coalesce(u.used, 0)::bigint as used, u.used_to as "usedTo"
    from chosen s
    join published.provider o on o.council_id = s.council_id and o.id = s.provider_id
    left join lateral (
      select sum(l.amount_pence) as used, max(l.to_on) as used_to
      from payments.payment_line l
      where l.council_id = s.council_id and l.provider_id = s.provider_id and l.contract_id = s.contract_id
        and l.covers_from >= s.starts_on and l.covers_from <= s.ends_on and ${usedBy}
    ) u on true
    order by s.number, s.id`.execute(tx)
  return rows
}

/** An order of a contract holds what no order of a package holds. */
const usedBy = sql`(l.package_id = s.package_id or (s.package_id is null and not exists (
  select from payments.purchase_order x
  where x.council_id = l.council_id and x.provider_id = l.provider_id and x.package_id = l.package_id
    and l.covers_from >= x.starts_on and l.covers_from <= x.ends_on)))`

export type OrderMonth = { readonly month: LocalDate; readonly amount: Pence; readonly lines: number }

/** What was used of one order, month by month. */
export async function listOrderMonths(tx: Tx, reach: OrderReach, id: string): Promise<OrderMonth[]> {
  const own = reach.providerId === undefined ? sql`` : sql`and s.provider_id = ${reach.providerId}`
  const { rows } = await sql<OrderMonth>`
    select date_trunc('month', l.covers_from)::date as month, sum(l.amount_pence)::bigint as amount, count(*)::int as lines
    from payments.purchase_order s
    join payments.payment_line l on l.council_id = s.council_id and l.provider_id = s.provider_id and l.contract_id = s.contract_id
      and l.covers_from >= s.starts_on and l.covers_from <= s.ends_on and ${usedBy}
    where s.council_id = ${tx.councilId} and s.id = ${id} ${own}
    group by 1 order by 1 limit 120`.execute(tx)
  return rows
}

/** Staged in pack_purchase_orders. */
export async function loadPurchaseOrders(tx: Tx): Promise<Loaded> {
  return loadRows(tx, {
    target: 'payments.purchase_order',
    from: `pack_purchase_orders s
      join pack_contracts c on c.council_id = s.council_id and c.contract_number = s.contract_number
      join pack_organisations o on o.council_id = c.council_id and o.supplier_ref = c.supplier_ref
      left join pack_packages p on p.council_id = s.council_id and p.cpli_ref = s.cpli_ref`,
    key: ['number'],
    onlyNew: { id: 's.id' },
    columns: {
      provider_id: 'o.id',
      contract_id: 'c.id',
      package_id: 'p.id',
      number: 's.po_number',
      starts_on: 's.starts_on',
      ends_on: 's.ends_on',
      ordered_pence: 's.ordered',
    },
  })
}
