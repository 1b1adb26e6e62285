import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence, Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type Letter = {
  readonly upliftId: string
  readonly name: string
  readonly sentAt: Date
  readonly withdrawnAt: Date | null
}

/** Newest first. */
export async function listLetters(tx: Tx): Promise<Letter[]> {
  return letters(tx, sql`true`)
}

export async function getLetter(tx: Tx, upliftId: string): Promise<Letter> {
  const [letter] = await letters(tx, sql`uplift_id = ${upliftId}`)
  if (letter === undefined) throw new NotFound('letter')
  return letter
}

async function letters(tx: Tx, those: ReturnType<typeof sql>): Promise<Letter[]> {
  const { rows } = await sql<Letter>`
    select uplift_id as "upliftId", name, sent_at as "sentAt", withdrawn_at as "withdrawnAt"
    from contracts.uplift_letter
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and ${those}
    order by sent_at desc, uplift_id desc limit 50`.execute(tx)
  return rows
}

export type LetterLine = {
  readonly rateLineId: string
  readonly reference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly contractNumber: string
  readonly fromOn: LocalDate
  readonly oldPrice: Rate
  readonly newPrice: Rate
  readonly packages: number
  readonly extraPence: Pence
}

/** The prices of one letter that this person may see. */
export async function listLetterLines(tx: Tx, upliftId: string): Promise<LetterLine[]> {
  const { rows } = await sql<LetterLine>`
    select x.rate_line_id as "rateLineId", l.reference, l.service_level as "serviceLevel", l.unit, k.number as "contractNumber",
      x.from_on as "fromOn", x.old_price as "oldPrice", x.new_price as "newPrice", x.packages, x.extra_pence as "extraPence"
    from contracts.uplift_letter t
    join contracts.uplift_line x on x.council_id = t.council_id and x.uplift_id = t.uplift_id and x.provider_id = t.provider_id
      and x.outcome = 'changes'
    join contracts.rate_line l on l.council_id = x.council_id and l.provider_id = x.provider_id and l.id = x.rate_line_id
    join contracts.contract k on k.council_id = x.council_id and k.provider_id = x.provider_id and k.id = x.contract_id
    where t.council_id = ${tx.councilId} and t.provider_id = ${tx.providerId} and t.uplift_id = ${upliftId}
    order by k.number, l.service_level, l.reference, l.id limit 1000`.execute(tx)
  return rows
}

export type LetterPackage = {
  readonly packageId: string
  readonly reference: string
  readonly personName: string
  readonly unit: CareUnit
  readonly fromOn: LocalDate
  readonly planned: Quantity
  readonly oldPrice: Rate
  readonly newPrice: Rate
}

/** The care of one letter that this person may see and that goes on past the day of its new price. */
export async function listLetterPackages(tx: Tx, upliftId: string): Promise<LetterPackage[]> {
  const { rows } = await sql<LetterPackage>`
    select p.id as "packageId", p.reference, s.family_name || ', ' || s.given_name as "personName", p.unit, v.planned,
      greatest(x.from_on, p.starts_on) as "fromOn", x.old_price as "oldPrice", x.new_price as "newPrice"
    from contracts.uplift_letter t
    join contracts.uplift_line x on x.council_id = t.council_id and x.uplift_id = t.uplift_id and x.provider_id = t.provider_id
      and x.outcome = 'changes'
    join published.package_version v on v.council_id = x.council_id and v.provider_id = x.provider_id
      and v.rate_line_id = x.rate_line_id and v.valid && daterange(x.from_on, null)
    join published.package p on p.council_id = v.council_id and p.provider_id = v.provider_id and p.id = v.package_id
      and p.current_version = v.version and p.status in ('authorised', 'active', 'suspended')
      and coalesce(p.ends_on, x.from_on) >= x.from_on
    join published.served_person s on s.council_id = p.council_id and s.provider_id = p.provider_id
      and s.person_id = p.person_id and s.service_id = p.service_id and s.contract_id = p.contract_id
    where t.council_id = ${tx.councilId} and t.provider_id = ${tx.providerId} and t.uplift_id = ${upliftId}
    order by s.family_name, s.given_name, p.reference, p.id limit 1000`.execute(tx)
  return rows
}
