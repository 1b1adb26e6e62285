import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Pence, Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { endDisplaced, lengthenDisplaced } from './displaced.ts'

const held = { table: 'contracts.block_commitment', aside: 'contracts.displaced_block', key: 'contract_id' }

/** Blocks of an applied uplift: what held is kept aside and ends the day before; the dearer ones last as long as it would have. */
export async function raiseBlocks(tx: Tx, upliftId: string): Promise<void> {
  await sql`
    insert into contracts.displaced_block (council_id, uplift_id, contract_id, from_on, valid, weekly, unit, price, missed_counts)
    select x.council_id, x.uplift_id, x.contract_id, x.from_on, b.valid, b.weekly, b.unit, b.price, b.missed_counts
    from contracts.uplift_block x
    join contracts.block_commitment b on b.council_id = x.council_id and b.contract_id = x.contract_id and b.valid @> x.from_on
    where x.council_id = ${tx.councilId} and x.uplift_id = ${upliftId} and x.outcome = 'changes'`.execute(tx)
  await endDisplaced(tx, upliftId, held)
  await sql`
    insert into contracts.block_commitment (council_id, contract_id, provider_id, valid, weekly, unit, price, missed_counts)
    select x.council_id, x.contract_id, x.provider_id, daterange(d.from_on, upper(d.valid)), d.weekly, d.unit, x.new_price, d.missed_counts
    from contracts.displaced_block d
    join contracts.uplift_block x on x.council_id = d.council_id and x.uplift_id = d.uplift_id and x.contract_id = d.contract_id
    where d.council_id = ${tx.councilId} and d.uplift_id = ${upliftId}`.execute(tx)
}

/** Puts back what the uplift displaced. */
export async function undoBlocks(tx: Tx, upliftId: string): Promise<void> {
  await lengthenDisplaced(tx, upliftId, held)
  await sql`
    insert into contracts.block_commitment (council_id, contract_id, provider_id, valid, weekly, unit, price, missed_counts)
    select k.council_id, k.id, k.provider_id, d.valid, d.weekly, d.unit, d.price, d.missed_counts
    from contracts.displaced_block d
    join contracts.contract k on k.council_id = d.council_id and k.id = d.contract_id
    where d.council_id = ${tx.councilId} and d.uplift_id = ${upliftId} and lower(d.valid) = d.from_on`.execute(tx)
}

/** Whether a block that was simulated upon is another by now, or one waits that would be lost. */
export async function haveBlocksMoved(tx: Tx, upliftId: string): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`
    select exists (
      select from contracts.uplift_block x
      left join contracts.block_commitment b on b.council_id = x.council_id and b.contract_id = x.contract_id and b.valid @> x.from_on
      where x.council_id = ${tx.councilId} and x.uplift_id = ${upliftId} and x.outcome = 'changes'
        and (b.price, b.weekly, b.unit) is distinct from (x.old_price, x.weekly, x.unit)
    ) as moved`.execute(tx)
  return rows[0]?.moved ?? false
}

/** Whether a block that was raised was said anew since. */
export async function hasLaterBlock(tx: Tx, upliftId: string): Promise<boolean> {
  const { rows } = await sql<{ later: boolean }>`
    select exists (
      select from contracts.displaced_block d
      join contracts.uplift_block x on x.council_id = d.council_id and x.uplift_id = d.uplift_id and x.contract_id = d.contract_id
      left join contracts.block_commitment b on b.council_id = d.council_id and b.contract_id = d.contract_id and lower(b.valid) = d.from_on
      where d.council_id = ${tx.councilId} and d.uplift_id = ${upliftId}
        and (b.price, b.weekly, b.unit, b.missed_counts, upper(b.valid))
          is distinct from (x.new_price, d.weekly, d.unit, d.missed_counts, upper(d.valid))
    ) as later`.execute(tx)
  return rows[0]?.later ?? false
}

export type UpliftBlock = {
  readonly contractId: string
  readonly contractNumber: string
  readonly title: string
  readonly providerName: string
  readonly fromOn: LocalDate
  readonly weekly: Quantity
  readonly unit: CareUnit
  readonly oldPrice: Rate
  readonly newPrice: Rate
  readonly isOutlier: boolean
  /** Bought in the year before and not used. */
  readonly units: Quantity
  readonly extraPence: Pence
}

/** Blocks that change: those outside the limit first, then by what they cost. The provider face sees its own alone. */
export async function listUpliftBlocks(
  tx: Tx,
  upliftId: string,
  { providerId }: { readonly providerId: string | undefined },
): Promise<readonly UpliftBlock[]> {
  const own =
    providerId === undefined
      ? sql``
      : sql`and x.provider_id = ${providerId} and exists (select from contracts.uplift_letter t
          where t.council_id = x.council_id and t.uplift_id = x.uplift_id and t.provider_id = x.provider_id)`
  const { rows } = await sql<UpliftBlock>`
    select x.contract_id as "contractId", k.number as "contractNumber", k.title, o.trading_name as "providerName", x.from_on as "fromOn",
      x.weekly, x.unit, x.old_price as "oldPrice", x.new_price as "newPrice", x.is_outlier as "isOutlier", x.units,
      x.extra_pence as "extraPence"
    from contracts.uplift_block x
    join contracts.contract k on k.council_id = x.council_id and k.provider_id = x.provider_id and k.id = x.contract_id
    join published.provider o on o.council_id = x.council_id and o.id = x.provider_id
    where x.council_id = ${tx.councilId} and x.uplift_id = ${upliftId} and x.outcome = 'changes' ${own}
    order by x.is_outlier desc, x.extra_pence desc, x.contract_id limit 200`.execute(tx)
  return rows
}
