import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Pence, Quantity } from '../../../core/money.ts'
import type { LineKind } from '../../../core/payers.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './invoice.ts'

export type InvoiceLine = {
  readonly id: string
  readonly kind: LineKind
  readonly fromOn: LocalDate
  readonly coversFrom: LocalDate
  readonly toOn: LocalDate
  readonly personId: string
  readonly personName: string
  readonly personReference: string
  readonly packageId: string
  readonly packageReference: string
  readonly quantity: Quantity
  readonly unit: string
  readonly averagePrice: boolean
  /** The unit price as its trace shows it, four decimals. */
  readonly price: string
  /** The price is of a week, and a night is a seventh of it. */
  readonly byTheWeek: boolean
  readonly amount: Pence
}

/** More lines than one service has people and weeks in a period; a longer invoice does not exist. */
export const MOST_LINES = 5_000

/** By person's name, then by week: as an invoice is read. */
export function listInvoiceLines(tx: Tx, { providerId }: Reach, invoiceId: string): Promise<InvoiceLine[]> {
  return tx
    .selectFrom('published.payment_line as l')
    .innerJoin('published.package as p', (join) =>
      join
        .on('p.council_id', '=', tx.councilId)
        .onRef('p.provider_id', '=', 'l.provider_id')
        .onRef('p.id', '=', 'l.package_id'),
    )
    .innerJoin('published.served_person as w', (join) =>
      join
        .on('w.council_id', '=', tx.councilId)
        .onRef('w.provider_id', '=', 'l.provider_id')
        .onRef('w.person_id', '=', 'l.person_id')
        .onRef('w.service_id', '=', 'l.service_id')
        .onRef('w.contract_id', '=', 'l.contract_id'),
    )
    .where('l.council_id', '=', tx.councilId)
    .where('l.invoice_id', '=', invoiceId)
    .$if(providerId !== undefined, (query) => query.where('l.provider_id', '=', providerId ?? ''))
    .select([
      'l.id',
      'l.kind',
      'l.from_on as fromOn',
      'l.covers_from as coversFrom',
      'l.to_on as toOn',
      'l.person_id as personId',
      sql<string>`w.given_name || ' ' || w.family_name`.as('personName'),
      'w.reference as personReference',
      'l.package_id as packageId',
      'p.reference as packageReference',
      'l.quantity',
      'l.unit',
      'l.average_price as averagePrice',
      sql<string>`coalesce(jsonb_path_query_first(l.trace, '$[*] ? (@.step == "amount")') ->> 'price',
        jsonb_path_query_first(l.trace, '$[*] ? (@.step == "payer")') ->> 'weekly', '')`.as('price'),
      sql<boolean>`l.trace @> '[{"step": "amount", "at": "seventh"}]' or l.trace @> '[{"step": "payer"}]'`.as(
        'byTheWeek',
      ),
      'l.amount_pence as amount',
    ])
    .orderBy('w.family_name')
    .orderBy('w.given_name')
    .orderBy('l.person_id')
    .orderBy('l.from_on')
    .orderBy('l.id')
    .limit(MOST_LINES)
    .execute()
}

/**
 * Weeks whose record is no longer what the lines were priced from.
 * Asked before an invoice is sent, so that a claim never says other than the record.
 */
export async function countWeeksChanged(tx: Tx, invoiceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from (
      select distinct on (l.package_id, l.from_on) l.package_id, l.from_on, l.week_version
      from published.payment_line l
      where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId} and l.invoice_id = ${invoiceId}
        and l.week_version is not null
      order by l.package_id, l.from_on, l.revision desc
    ) priced
    join published.week w on w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId}
      and w.package_id = priced.package_id and w.week_start = priced.from_on
    where w.version <> priced.week_version or w.status <> 'confirmed'`.execute(tx)
  return rows[0]?.count ?? 0
}
