import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { EndReason } from '../../../core/nights-after.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Happened } from '../rules/life-event.ts'
import type { Package } from '../rules/package.ts'
import type { Part } from './part.ts'
import type { Reach } from './reach.ts'

export type LifeEvent = Happened & {
  readonly id: string
  readonly packageId: string
  readonly packageReference: string
  readonly personId: string
  /** The last day of the package's care as it stands. */
  readonly endsOn: LocalDate | null
  readonly providerName: string
  readonly details: string
  readonly effect: readonly string[]
  readonly conversationId: string | null
  readonly tellerName: string
  readonly toldAt: Date
  readonly status: 'waiting' | 'done'
  readonly outcome: 'ended' | 'noted' | null
  readonly doerName: string | null
  readonly doneAt: Date | null
  readonly rowVersion: number
}

/** What waits, longest first. */
export function listWaitingEvents(tx: Tx, { after, rows }: Part): Promise<LifeEvent[]> {
  return events(tx, { providerId: undefined })
    .where('e.status', '=', 'waiting')
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(e.told_at, e.id) > (select l.told_at, l.id from care_packages.life_event l
          where l.council_id = ${tx.councilId} and l.id = ${after}::uuid)`,
      ),
    )
    .orderBy('e.told_at')
    .orderBy('e.id')
    .limit(rows)
    .execute()
}

export async function getLifeEvent(tx: Tx, id: string): Promise<LifeEvent> {
  return events(tx, { providerId: undefined })
    .where('e.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('life event'))
}

const MOST_TELLINGS = 20

/** Two people may tell one death, and of two days: whoever decides one sees the others, newest first. */
export function listOtherDeaths(tx: Tx, { id, personId }: Pick<LifeEvent, 'id' | 'personId'>): Promise<LifeEvent[]> {
  return events(tx, { providerId: undefined })
    .where('p.person_id', '=', personId)
    .where('e.kind', '=', 'death')
    .where('e.id', '!=', id)
    .orderBy('e.told_at', 'desc')
    .orderBy('e.id')
    .limit(MOST_TELLINGS)
    .execute()
}

export async function countWaitingEvents(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('care_packages.life_event')
    .where('council_id', '=', tx.councilId)
    .where('status', '=', 'waiting')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function events(tx: Tx, { providerId }: Reach) {
  return tx
    .selectFrom('care_packages.life_event as e')
    .innerJoin('care_packages.package as p', (join) =>
      join.on('p.council_id', '=', tx.councilId).onRef('p.id', '=', 'e.package_id'),
    )
    .innerJoin('published.provider_name as o', (join) =>
      join.on('o.council_id', '=', tx.councilId).onRef('o.id', '=', 'e.provider_id'),
    )
    .where('e.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('e.provider_id', '=', providerId ?? ''))
    .select(['e.id', 'e.package_id as packageId', 'p.reference as packageReference', 'p.person_id as personId'])
    .select('p.ends_on as endsOn')
    .select(['e.kind', 'e.happened_on as happenedOn', 'e.back_on as backOn', 'e.details', 'e.effect', 'e.status'])
    .select(['e.conversation_id as conversationId', 'e.teller_name as tellerName', 'e.told_at as toldAt', 'e.outcome'])
    .select(['e.doer_name as doerName', 'e.done_at as doneAt', 'e.row_version as rowVersion'])
    .select('o.trading_name as providerName')
}

type By = { readonly accountId: string; readonly name: string; readonly at: Date }
type NewEvent = Happened & { readonly details: string; readonly effect: readonly string[] }

export async function recordLifeEvent(tx: Tx, care: Package, told: NewEvent, by: By): Promise<string> {
  const { kind, happenedOn, backOn, details, effect } = told
  const { id } = await tx
    .insertInto('care_packages.life_event')
    .values({
      council_id: tx.councilId,
      provider_id: care.provider.id,
      service_id: care.service.id,
      contract_id: care.contract.id,
      package_id: care.id,
      ...{ kind, happened_on: happenedOn, back_on: backOn, details, effect: [...effect] },
      ...{ told_by: by.accountId, teller_name: by.name, told_at: by.at },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function recordConversation(tx: Tx, id: string, conversationId: string): Promise<void> {
  await tx
    .updateTable('care_packages.life_event')
    .set({ conversation_id: conversationId })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}

type Shown = { readonly id: string; readonly rowVersion: number }

/** False when somebody has dealt with it since it was shown. */
export async function lockWaitingEvent(tx: Tx, { id, rowVersion }: Shown): Promise<boolean> {
  const found = await tx
    .selectFrom('care_packages.life_event')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where('row_version', '=', rowVersion)
    .select('id')
    .forUpdate()
    .executeTakeFirst()
  return found !== undefined
}

type Done = Shown & { readonly outcome: 'ended' | 'noted'; readonly by: By }

/** Of one that is locked. */
export async function recordEventDone(tx: Tx, { id, rowVersion, outcome, by }: Done): Promise<void> {
  await tx
    .updateTable('care_packages.life_event')
    .set({ status: 'done', outcome, done_by: by.accountId, doer_name: by.name, done_at: by.at })
    .set({ row_version: rowVersion + 1 })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

type Ending = {
  readonly personId: string
  readonly packageId: string | undefined
  readonly lastDay: LocalDate
  readonly why: EndReason | null
}

export type EndedCare = {
  readonly id: string
  readonly reference: string
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly personId: string
}

const isEnding = ({ personId, packageId, lastDay, why }: Ending) => sql<boolean>`person_id = ${personId}
  and (${packageId ?? null}::uuid is null or id = ${packageId ?? null}::uuid)
  and status not in ('draft', 'cancelled') and (ends_on is null or ends_on > ${lastDay}::date
    or ends_on = ${lastDay}::date and end_reason is distinct from ${why}::text)`

/** What `recordEnds` would end, for locking it first and in one order. */
export async function listEnding(tx: Tx, ending: Ending): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('care_packages.package')
    .where('council_id', '=', tx.councilId)
    .where(isEnding(ending))
    .select('id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Ends one package, or all that the person has, on a day and for a reason; what had not begun by then is cancelled. Care
 * that was to end on that very day takes the reason. An end never moves later here: that is another date of the package.
 */
export async function recordEnds(tx: Tx, { personId, packageId, lastDay, why }: Ending): Promise<readonly EndedCare[]> {
  const { rows } = await sql<EndedCare>`
    update care_packages.package set row_version = row_version + 1,
      ends_on = case when starts_on > ${lastDay}::date then ends_on else ${lastDay}::date end,
      end_reason = case when starts_on > ${lastDay}::date then end_reason else ${why} end,
      status = case when starts_on > ${lastDay}::date then 'cancelled' else status end
    where council_id = ${tx.councilId} and ${isEnding({ personId, packageId, lastDay, why })}
    returning id, reference, provider_id as "providerId", service_id as "serviceId", contract_id as "contractId", person_id as "personId"`.execute(
    tx,
  )
  return rows
}
