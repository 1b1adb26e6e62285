import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { LifeEventKind } from '../rules/life-event.ts'
import type { VariationStatus } from '../rules/variation.ts'
import { packagesOf } from './around-person.ts'
import type { Reach } from './reach.ts'

type Of = { readonly id: string; readonly packageId: string }

/** What was told, asked and decided about a person's care: each with the days or instants that it has. */
export type HappenedTo =
  | (Of & { readonly kind: 'life-event'; readonly what: LifeEventKind } & Days)
  | (Of & { readonly kind: 'variation'; readonly what: VariationStatus } & Instants)
  | (Of & { readonly kind: 'suspension'; readonly day: LocalDate; readonly laterAt: Date | null })
type Days = { readonly day: LocalDate; readonly until: LocalDate | null }
type Instants = { readonly at: Date; readonly laterAt: Date | null }

const MOST = 50

/** Newest first, by one statement: the page of a person already has as many as it should. */
export const listHappenedTo = statement((tx: Tx, { providerId }: Reach, personId: string) => {
  const own = (alias: string) => sql`${sql.ref(`${alias}.council_id`)} = ${tx.councilId}
      and (${providerId ?? null}::uuid is null or ${sql.ref(`${alias}.provider_id`)} = ${providerId ?? null}::uuid)
      and ${sql.ref(`${alias}.package_id`)} = any(${packagesOf(tx, personId)})`
  return sql<HappenedTo>`
    select 'life-event' as kind, e.id, e.package_id as "packageId", e.kind as what, e.happened_on as day, e.back_on as until,
      null::timestamptz as at, null::timestamptz as "laterAt"
    from care_packages.life_event e where ${own('e')}
    union all
    select 'variation', v.id, v.package_id, v.status, null, null, v.asked_at, v.answered_at
    from care_packages.variation v where ${own('v')}
    union all
    select 'suspension', s.id, s.package_id, null, s.since, null, null, s.released_at
    from care_packages.suspension s where ${own('s')}
    order by 7 desc nulls last, 5 desc, 2 limit ${MOST}`
})
