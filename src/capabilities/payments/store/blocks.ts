import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence, Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { BlockSlice } from '../rules/block-period.ts'

/** The provider face says whose; the council sees everyone's. */
export type Reach = {
  readonly providerId: string | undefined
  /** Sees single services: beside a part of its use, what is bought as a whole would be wrong. */
  readonly narrow?: boolean
}

export type Block = {
  readonly contractId: string
  readonly number: string
  readonly title: string
  readonly providerName: string
  /** What is bought today, or was last. */
  readonly weekly: Quantity
  readonly unit: 'hour' | 'session' | 'day' | 'night'
  readonly price: Rate
  readonly from: LocalDate
  readonly missedCounts: boolean
}

/** Contracts that buy in advance, by number. */
export async function listBlocks(tx: Tx, reach: Reach, today: LocalDate): Promise<readonly Block[]> {
  return blocks(tx, reach, { today, contractId: undefined })
}

export async function getBlock(
  tx: Tx,
  reach: Reach,
  { contractId, today }: { readonly contractId: string; readonly today: LocalDate },
): Promise<Block> {
  const [block] = await blocks(tx, reach, { today, contractId })
  if (block === undefined) throw new NotFound('block')
  return block
}

type Which = { readonly today: LocalDate; readonly contractId: string | undefined }

async function blocks(
  tx: Tx,
  { providerId, narrow = false }: Reach,
  { today, contractId }: Which,
): Promise<readonly Block[]> {
  const own = providerId === undefined ? sql`` : sql`and c.provider_id = ${providerId}`
  const whole = narrow ? sql`and payments.sees_whole_contract(c.id)` : sql``
  const { rows } = await sql<Block>`
    select c.id as "contractId", c.number, c.title, o.trading_name as "providerName", b.weekly, b.unit, b.price,
      lower(b.valid) as "from", b.missed_counts as "missedCounts"
    from published.contract c
    join published.provider o on o.council_id = ${tx.councilId} and o.id = c.provider_id
    join lateral (
      select x.* from published.block_commitment x
      where x.council_id = ${tx.councilId} and x.provider_id = c.provider_id and x.contract_id = c.id
      order by x.valid @> ${today}::date desc, lower(x.valid) desc limit 1
    ) b on true
    where c.council_id = ${tx.councilId} ${own} ${whole} and (${contractId ?? null}::uuid is null or c.id = ${contractId ?? null}::uuid)
    order by c.number, c.id limit 200`.execute(tx)
  return rows
}

/** A year of periods, the newest first. */
const MOST = 26

/**
 * What was bought and used in each period that has begun, a row for each price within it. Timed care is used as its
 * contract pays it, in confirmed weeks; nights by the dates of each stay.
 */
export async function listBlockSlices(
  tx: Tx,
  { contractId, today }: { readonly contractId: string; readonly today: LocalDate },
  { providerId }: Reach,
): Promise<readonly BlockSlice[]> {
  const own = (alias: string) =>
    providerId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.provider_id`)} = ${providerId}`
  const { rows } = await sql<BlockSlice>`
    select q.id as "periodId", q.name as "periodName", q.starts_on as "startsOn",
      round(b.weekly::numeric * (s.until - s.from_on) / 7)::bigint as bought,
      case b.unit when 'night' then n.nights else u.payable end::bigint as used, u.missed::bigint as missed,
      b.missed_counts as "missedCounts", b.price
    from published.block_commitment b
    join published.contract c on c.council_id = ${tx.councilId} and c.id = b.contract_id ${own('c')}
    join payments.period q on q.council_id = ${tx.councilId} and q.calendar = c.calendar and q.starts_on <= ${today}
      and daterange(q.starts_on, q.ends_on) && b.valid
    cross join lateral (
      select greatest(q.starts_on, lower(b.valid)) as from_on, least(q.ends_on, coalesce(upper(b.valid), q.ends_on)) as until
    ) s
    cross join lateral (
      select coalesce(sum(case r.payment_terms when 'planned' then w.planned * 100
          else w.actual * 100 + w.frustrated * r.frustrated_percent end) / 100, 0) as payable, coalesce(sum(w.missed), 0) as missed
      from published.week w
      join published.package p on p.council_id = ${tx.councilId} and p.id = w.package_id and p.unit = b.unit ${own('p')}
      join published.contract_rule r on r.council_id = ${tx.councilId} and r.contract_id = w.contract_id and r.valid @> w.week_start
        ${own('r')}
      where w.council_id = ${tx.councilId} and w.contract_id = b.contract_id and w.status = 'confirmed' ${own('w')}
        and w.week_start >= s.from_on and w.week_start < s.until
    ) u
    cross join lateral (
      select coalesce(sum(greatest(0, least(coalesce(p.ends_on, s.until), s.until, ${today}::date) - greatest(p.starts_on, s.from_on))), 0)
        * 30000 as nights
      from published.package p
      where p.council_id = ${tx.councilId} and p.contract_id = b.contract_id and p.status in ('active', 'suspended', 'ended') ${own('p')}
    ) n
    where b.council_id = ${tx.councilId} and b.contract_id = ${contractId} ${own('b')}
    order by q.starts_on desc, lower(b.valid) desc limit ${MOST}`.execute(tx)
  return rows
}

export type BlockLines = {
  readonly periodId: string
  readonly quantity: Quantity
  readonly pence: Pence
  /** Of it in runs that are released, with and without an invoice. */
  readonly paidPence: Pence
}

/** What the payment lines of a block say for each of its periods, corrections with them: what the ledger was told. */
export async function listBlockLines(
  tx: Tx,
  { contractId, today }: { readonly contractId: string; readonly today: LocalDate },
  { providerId }: Reach,
): Promise<readonly BlockLines[]> {
  const own = (alias: string) =>
    providerId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.provider_id`)} = ${providerId}`
  const { rows } = await sql<BlockLines>`
    select q.id as "periodId", sum(l.quantity)::bigint as quantity, sum(l.amount_pence)::bigint as pence,
      coalesce(sum(l.amount_pence) filter (where r.status = 'released'), 0)::bigint as "paidPence"
    from (
      select n.id, n.starts_on, n.ends_on, c.provider_id from payments.period n
      join published.contract c on c.council_id = ${tx.councilId} and c.id = ${contractId} and c.calendar = n.calendar ${own('c')}
      where n.council_id = ${tx.councilId} and n.starts_on <= ${today} order by n.starts_on desc limit ${MOST}
    ) q
    join payments.payment_line l on l.council_id = ${tx.councilId} and l.provider_id = q.provider_id ${own('l')}
      and l.contract_id = ${contractId} and l.from_on >= q.starts_on and l.from_on < q.ends_on
    left join payments.cleared_invoice i on i.council_id = ${tx.councilId} and i.invoice_id = l.invoice_id ${own('i')}
    left join payments.run r on r.council_id = ${tx.councilId} and r.id = coalesce(l.run_id, i.run_id)
    group by q.id, q.starts_on order by q.starts_on desc`.execute(tx)
  return rows
}
