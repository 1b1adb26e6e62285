import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { pence, type Pence, type Quantity, type Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type Letter = {
  readonly upliftId: string
  readonly name: string
  readonly sentAt: Date
  readonly withdrawnAt: Date | null
  /** Whether agreements that state one of its prices are made anew. */
  readonly renewsAgreements: boolean
  /** The last day on which the provider may ask for more; null where it may not. */
  readonly askUntil: LocalDate | null
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
    select uplift_id as "upliftId", name, sent_at as "sentAt", withdrawn_at as "withdrawnAt",
      renews_agreements as "renewsAgreements", ask_until as "askUntil"
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
  /** Whether prices of visits stand beside it, which were raised in proportion. */
  readonly hasVisits: boolean
}

export type LetterLines = {
  readonly rows: readonly LetterLine[]
  /** Of all of them, also where more are than can be shown. */
  readonly count: number
  readonly extraPence: Pence
  readonly firstOn: LocalDate | null
}
const MOST_LINES = 200

/** The prices of one letter that this person may see. */
export async function listLetterLines(tx: Tx, upliftId: string): Promise<LetterLines> {
  const { rows } = await sql<LetterLine & { count: number; together: Pence; firstOn: LocalDate }>`
    select x.rate_line_id as "rateLineId", l.reference, l.service_level as "serviceLevel", l.unit, k.number as "contractNumber",
      x.from_on as "fromOn", x.old_price as "oldPrice", x.new_price as "newPrice", x.packages, x.extra_pence as "extraPence",
      (count(*) over ())::int as count, (sum(x.extra_pence) over ())::bigint as together, min(x.from_on) over () as "firstOn",
      exists (select from contracts.visit_price p where p.council_id = x.council_id and p.provider_id = x.provider_id
        and p.rate_line_id = x.rate_line_id and p.valid @> x.from_on) as "hasVisits"
    from contracts.uplift_letter t
    join contracts.uplift_line x on x.council_id = t.council_id and x.uplift_id = t.uplift_id and x.provider_id = t.provider_id
      and x.outcome = 'changes'
    join contracts.rate_line l on l.council_id = x.council_id and l.provider_id = x.provider_id and l.id = x.rate_line_id
    join contracts.contract k on k.council_id = x.council_id and k.provider_id = x.provider_id and k.id = x.contract_id
    where t.council_id = ${tx.councilId} and t.provider_id = ${tx.providerId} and t.uplift_id = ${upliftId}
    order by k.number, l.service_level, l.reference, l.id limit ${MOST_LINES}`.execute(tx)
  const [first] = rows
  return { rows, count: first?.count ?? 0, extraPence: first?.together ?? pence(0n), firstOn: first?.firstOn ?? null }
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
type Care = { readonly upliftId: string; readonly after: string | undefined; readonly rows: number }

/** A page of the care of one letter that this person may see and that goes on past the day of its new price. */
export async function listLetterPackages(tx: Tx, { upliftId, after, rows: most }: Care): Promise<LetterPackage[]> {
  const { rows } = await sql<LetterPackage>`
    with care as (${careOf(tx, upliftId)})
    select c.id as "packageId", c.reference, c.family_name || ', ' || c.given_name as "personName", c.unit, c.planned,
      c.from_on as "fromOn", c.old_price as "oldPrice", c.new_price as "newPrice"
    from care c
    where ${after ?? null}::uuid is null or (c.family_name, c.given_name, c.reference, c.id) > (
      select l.family_name, l.given_name, l.reference, l.id from care l where l.id = ${after ?? null}::uuid)
    order by c.family_name, c.given_name, c.reference, c.id limit ${most}`.execute(tx)
  return rows
}

export type LetterTotal = { readonly packages: number; readonly weeklyPence: Pence }

/** What all of that care comes to more in a week: each package rounded as it is shown. */
export async function getLetterTotal(tx: Tx, upliftId: string): Promise<LetterTotal> {
  const { rows } = await sql<LetterTotal>`
    with care as (${careOf(tx, upliftId)})
    select count(*)::int as packages, coalesce(sum(round(c.planned::numeric * c.new_price / 3000000)
      - round(c.planned::numeric * c.old_price / 3000000)), 0)::bigint as "weeklyPence" from care c`.execute(tx)
  return rows[0] ?? { packages: 0, weeklyPence: pence(0n) }
}

/** Each package once, with its plan of the first day on which it is paid by the new price. */
function careOf(tx: Tx, upliftId: string) {
  return sql`
    select distinct on (p.id) p.id, p.reference, s.family_name, s.given_name, p.unit, v.planned,
      greatest(x.from_on, p.starts_on, lower(v.valid)) as from_on, x.old_price, x.new_price
    from contracts.uplift_letter t
    join contracts.uplift_line x on x.council_id = t.council_id and x.uplift_id = t.uplift_id and x.provider_id = t.provider_id
      and x.outcome = 'changes'
    join published.package_version v on v.council_id = x.council_id and v.provider_id = x.provider_id
      and v.rate_line_id = x.rate_line_id and v.valid && daterange(x.from_on, null)
    join published.package p on p.council_id = v.council_id and p.provider_id = v.provider_id and p.id = v.package_id
      and p.status in ('authorised', 'active', 'suspended') and coalesce(p.ends_on, x.from_on) >= x.from_on
      and lower(v.valid) <= coalesce(p.ends_on, lower(v.valid)) and coalesce(upper(v.valid), 'infinity') > p.starts_on
    join published.served_person s on s.council_id = p.council_id and s.provider_id = p.provider_id
      and s.person_id = p.person_id and s.service_id = p.service_id and s.contract_id = p.contract_id
    where t.council_id = ${tx.councilId} and t.provider_id = ${tx.providerId} and t.uplift_id = ${upliftId}
    order by p.id, lower(v.valid)`
}
