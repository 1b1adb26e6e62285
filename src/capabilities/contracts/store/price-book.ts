import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type ContractKind = 'spot' | 'framework' | 'block'
export type ContractRow = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly kind: ContractKind
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly providerName: string
  readonly lines: number
}
export type ContractList = {
  readonly words: string
  readonly kind: ContractKind | undefined
  /** The number of the last contract on the page before. */
  readonly after: string | undefined
  readonly rows: number
}

/** In order of their numbers, one more than asked for when there are more. */
export async function listContracts(tx: Tx, { words, kind, after, rows: most }: ContractList): Promise<ContractRow[]> {
  const { rows } = await sql<ContractRow>`
    select k.id, k.number, k.title, k.kind, k.starts_on as "startsOn", k.ends_on as "endsOn", o.trading_name as "providerName",
      (select count(*)::int from contracts.rate_line l where l.council_id = k.council_id and l.contract_id = k.id) as lines
    from contracts.contract k
    join published.provider o on o.council_id = k.council_id and o.id = k.provider_id
    where k.council_id = ${tx.councilId} and (${kind ?? null}::text is null or k.kind = ${kind ?? null})
      and (${words} = '' or starts_with(lower(k.number), lower(${words})) or position(lower(${words}) in lower(o.trading_name)) > 0)
      and (${after ?? null}::text is null or k.number > ${after ?? null})
    order by k.number, k.id limit ${most + 1}`.execute(tx)
  return rows
}

export type Contract = Omit<ContractRow, 'lines'> & { readonly providerId: string; readonly calendar: string }

export async function getContract(tx: Tx, id: string): Promise<Contract> {
  const { rows } = await sql<Contract>`
    select k.id, k.number, k.title, k.kind, k.starts_on as "startsOn", k.ends_on as "endsOn", k.calendar,
      k.provider_id as "providerId", o.trading_name as "providerName"
    from contracts.contract k
    join published.provider o on o.council_id = k.council_id and o.id = k.provider_id
    where k.council_id = ${tx.councilId} and k.id = ${id}`.execute(tx)
  const [contract] = rows
  if (contract === undefined) throw new NotFound('contract')
  return contract
}

/** Whose a line is. */
export async function getPlaceOfLine(
  tx: Tx,
  rateLineId: string,
): Promise<{ readonly contractId: string; readonly providerId: string }> {
  const { rows } = await sql<{ contractId: string; providerId: string }>`
    select contract_id as "contractId", provider_id as "providerId" from contracts.rate_line
    where council_id = ${tx.councilId} and id = ${rateLineId}`.execute(tx)
  const [place] = rows
  if (place === undefined) throw new NotFound('rate line')
  return place
}

export type RateLine = {
  readonly id: string
  readonly reference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly band: string
  readonly days: DaysOfWeek
  /** Today's, or the first one to come. */
  readonly price: Rate | null
  readonly nextFrom: LocalDate | null
  readonly nextPrice: Rate | null
  /** Packages in force that name it today. */
  readonly packages: number
  readonly isWaiting: boolean
}
export type DaysOfWeek = 'any' | 'weekday' | 'weekend' | 'bank-holiday' | 'night'

/** The price book of one contract on a day. */
export async function listRateLines(tx: Tx, contractId: string, today: LocalDate): Promise<RateLine[]> {
  const { rows } = await sql<RateLine>`
    with used as (
      select v.rate_line_id, count(*)::int as packages
      from published.package p
      join published.package_version v on v.council_id = p.council_id and v.package_id = p.id
        and v.valid @> greatest(p.starts_on, ${today}::date)
      where p.council_id = ${tx.councilId} and p.contract_id = ${contractId}
        and p.status in ('authorised', 'active', 'suspended')
      group by v.rate_line_id
    )
    select l.id, l.reference, l.service_level as "serviceLevel", l.unit, l.band, l.days, r.price,
      lower(n.valid) as "nextFrom", n.price as "nextPrice", coalesce(u.packages, 0) as packages,
      exists (select from contracts.rate_change c where c.council_id = l.council_id and c.rate_line_id = l.id
        and c.status = 'proposed') as "isWaiting"
    from contracts.rate_line l
    left join contracts.rate r on r.council_id = l.council_id and r.rate_line_id = l.id and r.valid @> ${today}::date
    left join lateral (
      select x.valid, x.price from contracts.rate x
      where x.council_id = l.council_id and x.rate_line_id = l.id and lower(x.valid) > ${today}
      order by lower(x.valid) limit 1
    ) n on true
    left join used u on u.rate_line_id = l.id
    where l.council_id = ${tx.councilId} and l.contract_id = ${contractId}
    order by l.service_level, l.band, l.reference limit 500`.execute(tx)
  return rows
}

export type PriceRow = { readonly from: LocalDate; readonly until: LocalDate | null; readonly price: Rate }
type OneLine = { readonly line: RateLine; readonly contract: Contract; readonly prices: readonly PriceRow[] }

export async function getRateLine(tx: Tx, id: string, today: LocalDate): Promise<OneLine> {
  const found = await sql<{ contractId: string }>`
    select contract_id as "contractId" from contracts.rate_line where council_id = ${tx.councilId} and id = ${id}`.execute(
    tx,
  )
  const contractId = found.rows[0]?.contractId
  if (contractId === undefined) throw new NotFound('rate line')
  const [contract, lines, prices] = await Promise.all([
    getContract(tx, contractId),
    listRateLines(tx, contractId, today),
    listPrices(tx, id),
  ])
  const line = lines.find((one) => one.id === id)
  if (line === undefined) throw new NotFound('rate line')
  return { line, contract, prices }
}

async function listPrices(tx: Tx, rateLineId: string): Promise<PriceRow[]> {
  const { rows } = await sql<PriceRow>`
    select lower(valid) as "from", upper(valid) as until, price from contracts.rate
    where council_id = ${tx.councilId} and rate_line_id = ${rateLineId} order by lower(valid) desc limit 200`.execute(
    tx,
  )
  return rows
}

export type LineNow = {
  readonly contractStartsOn: LocalDate
  readonly contractEndsOn: LocalDate | null
  readonly oldPrice: Rate | null
  readonly hasProposal: boolean
}

/** Locks the line, so that of two proposals at once the second is told of the first. */
export async function lockRateLine(tx: Tx, id: string, fromOn: LocalDate): Promise<LineNow> {
  await sql`select 1 from contracts.rate_line where council_id = ${tx.councilId} and id = ${id} for update`.execute(tx)
  const { rows } = await sql<LineNow>`
    select k.starts_on as "contractStartsOn", k.ends_on as "contractEndsOn", r.price as "oldPrice",
      exists (select from contracts.rate_change c where c.council_id = l.council_id and c.rate_line_id = l.id
        and c.status = 'proposed') as "hasProposal"
    from contracts.rate_line l
    join contracts.contract k on k.council_id = l.council_id and k.id = l.contract_id
    left join contracts.rate r on r.council_id = l.council_id and r.rate_line_id = l.id and r.valid @> ${fromOn}::date
    where l.council_id = ${tx.councilId} and l.id = ${id}`.execute(tx)
  const [line] = rows
  if (line === undefined) throw new NotFound('rate line')
  return line
}

export type NewLine = {
  readonly contractId: string
  readonly reference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly band: string
  readonly days: DaysOfWeek
}

/** Undefined when the reference is taken. */
export async function recordRateLine(tx: Tx, line: NewLine): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into contracts.rate_line (council_id, contract_id, provider_id, reference, service_level, unit, band, days)
    select k.council_id, k.id, k.provider_id, ${line.reference}, ${line.serviceLevel}, ${line.unit}, ${line.band}, ${line.days}
    from contracts.contract k where k.council_id = ${tx.councilId} and k.id = ${line.contractId}
    on conflict (council_id, reference) do nothing returning id`.execute(tx)
  return rows[0]?.id
}

type Numbered = { readonly packageReference: string; readonly number: number }

/** What the next line for one package alone is called. Its agreements, and changes of its plan, make them side by side. */
export async function nextOwnReference(tx: Tx, { packageReference, number }: Numbered): Promise<string> {
  const name = `${packageReference}-P`
  const { rows } = await sql<{ next: string }>`
    select greatest(${number}, max(substr(l.reference, length(${name}) + 1)::numeric) + 1)::text as next
    from contracts.rate_line l
    where l.council_id = ${tx.councilId} and starts_with(l.reference, ${name})
      and substr(l.reference, length(${name}) + 1) ~ '^[0-9]{1,9}$'`.execute(tx)
  return name + (rows[0]?.next ?? String(number))
}

/** A line with the same level, unit, band and days as another, under the same contract. */
export async function recordLineLike(tx: Tx, like: string, reference: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into contracts.rate_line (council_id, contract_id, provider_id, reference, service_level, unit, band, days)
    select l.council_id, l.contract_id, l.provider_id, ${reference}, l.service_level, l.unit, l.band, l.days
    from contracts.rate_line l where l.council_id = ${tx.councilId} and l.id = ${like}
    returning id`.execute(tx)
  const [line] = rows
  if (line === undefined) throw new NotFound('rate line')
  return line.id
}
