import { sql, type RawBuilder } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import { PAID_AHEAD_DAYS } from '../../../core/paid-again.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { RepricedTotal } from '../rules/repriced.ts'
import { findNextPeriod, linesOf, namedLines, previewOf, type RepricedLine } from './preview-price.ts'
import { planForSets } from './price-lines.ts'
import type { ForSchedule } from './pricing-scope.ts'
import { supposedContracts, type Supposed } from './supposed.ts'

export type ProposedUplift = {
  readonly id: string
  readonly name: string
  readonly status: 'draft' | 'submitted'
  /** Of prices that may change what was paid, also ahead of its nights: the first day, and the payment calendars. */
  readonly firstOn: LocalDate | null
  readonly calendars: readonly string[]
}

/** An uplift that is simulated and not decided. One that is decided has nothing more to be looked at. */
export async function getProposedUplift(tx: Tx, id: string, today: LocalDate): Promise<ProposedUplift> {
  const { rows } = await sql<ProposedUplift>`
    select u.id, u.name, u.status, min(x.from_on) as "firstOn",
      coalesce(array_agg(distinct x.calendar order by x.calendar) filter (where x.calendar is not null), '{}') as calendars
    from published.proposed_uplift u
    left join published.proposed_uplift_price x on x.council_id = ${tx.councilId} and x.uplift_id = u.id 
      and x.from_on <= ${addDays(today, PAID_AHEAD_DAYS)}::date
    where u.council_id = ${tx.councilId} and u.id = ${id} group by u.id, u.name, u.status`.execute(tx)
  const [uplift] = rows
  if (uplift === undefined) throw new NotFound('uplift')
  return uplift
}

export type AskedUplift = {
  readonly uplift: ProposedUplift
  readonly today: LocalDate
  readonly at: Date
  /** Only one provider's care. */
  readonly providerId?: string
}

/**
 * What the whole uplift would post for what is paid already, by provider, the largest difference first: the statements
 * that post it after approval, read instead of written, one for each payment calendar.
 */
export async function listRepricedTotals(tx: Tx, asked: AskedUplift): Promise<readonly RepricedTotal[]> {
  await planForSets(tx)
  const parts: RepricedTotal[] = []
  for (const scope of await scopesOf(tx, asked)) parts.push(...(await totalsOf(tx, scope)))
  return parts.toSorted((a, b) => Number(b.morePence - a.morePence) || (a.providerId < b.providerId ? -1 : 1))
}

/** Line by line, at most so many of each calendar. */
export async function listRepricedByUplift(
  tx: Tx,
  asked: AskedUplift & { readonly most: number },
): Promise<readonly RepricedLine[]> {
  await planForSets(tx)
  const parts: RepricedLine[] = []
  for (const scope of await scopesOf(tx, asked))
    parts.push(...(await namedLines(tx, differing(tx, scope), asked.most - parts.length)))
  return parts
}

type Scope = ForSchedule & { readonly supposing: Supposed }

async function scopesOf(tx: Tx, { uplift, today, at, providerId }: AskedUplift): Promise<readonly Scope[]> {
  const supposing = { prices: { upliftId: uplift.id, today } }
  const found = await Promise.all(
    uplift.calendars.map(async (calendar) => ({ calendar, period: await findNextPeriod(tx, calendar) })),
  )
  return found.flatMap(({ calendar, period }) =>
    period === undefined
      ? []
      : [
          {
            ...previewOf({ calendar, period, at }),
            ...{ supposing, contracts: supposedContracts(tx, supposing) },
            ...(providerId === undefined ? {} : { providerId }),
          },
        ],
  )
}

function differing(tx: Tx, scope: Scope): RawBuilder<unknown> {
  return sql`select * from (${linesOf(tx, scope)}) paid where paid.due_pence <> paid.before_pence`
}

/** A provider whose contracts have two calendars is told once for each: they are paid apart. */
async function totalsOf(tx: Tx, scope: Scope): Promise<readonly RepricedTotal[]> {
  const { rows } = await sql<RepricedTotal>`
    select t.provider_id as "providerId", o.trading_name as "providerName", t.lines, t.before_pence as "beforePence",
      t.due_pence as "duePence", t.due_pence - t.before_pence as "morePence"
    from (
      select l.provider_id, count(*)::int as lines, sum(l.before_pence)::bigint as before_pence, sum(l.due_pence)::bigint as due_pence
      from (${differing(tx, scope)}) l group by l.provider_id
    ) t
    join published.provider o on o.council_id = ${tx.councilId} and o.id = t.provider_id
    order by o.trading_name, t.provider_id limit 2000`.execute(tx)
  return rows
}
