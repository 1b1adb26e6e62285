import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './reach.ts'

export type Opening = Reach & { readonly packageId: string; readonly from: LocalDate }

/** What is open already was opened then. */
const firstOpened = (at: Date) => sql<Date>`case when recordable_from is null then ${at} else opened_at end`

export async function openForRecording(tx: Tx, { packageId, providerId, from }: Opening, at: Date): Promise<LocalDate> {
  const { day } = await tx
    .updateTable('care_packages.package')
    .set({
      recordable_from: sql`least(recordable_from, ${from}::date)`,
      opened_at: firstOpened(at),
      row_version: sql`row_version + 1`,
    })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', packageId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .returning(sql<LocalDate>`recordable_from`.as('day'))
    .executeTakeFirstOrThrow(() => new NotFound('package'))
  return day
}

/** Whoever changes what is agreed about packages takes them first, in one order, so that two people cannot cross. */
export async function lockPackages(tx: Tx, { providerId }: Reach, ids: readonly string[]): Promise<void> {
  await tx
    .selectFrom('care_packages.package')
    .where('council_id', '=', tx.councilId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select('id')
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Other care for the same person at the same level in the same days, whoever gives it. */
export function listOverlapping(tx: Tx, ids: readonly string[]): Promise<{ packageId: string; reference: string }[]> {
  return tx
    .selectFrom('care_packages.package as p')
    .innerJoin('care_packages.package as other', (join) =>
      join
        .on('other.council_id', '=', tx.councilId)
        .onRef('other.person_id', '=', 'p.person_id')
        .onRef('other.service_level', '=', 'p.service_level')
        .onRef('other.id', '!=', 'p.id')
        .on('other.status', 'not in', ['draft', 'cancelled'])
        .on(sql<boolean>`other.starts_on <= coalesce(p.ends_on, 'infinity'::date)`)
        .on(sql<boolean>`coalesce(other.ends_on, 'infinity'::date) >= p.starts_on`),
    )
    .where('p.council_id', '=', tx.councilId)
    .where(sql<boolean>`p.id = any(${[...ids]}::uuid[])`)
    .select(['p.id as packageId', 'other.reference'])
    .orderBy('p.id')
    .orderBy('other.reference')
    .limit(500)
    .execute()
}

/** Where no agreement is asked for, care is open from then on; elsewhere agreeing says when. */
export async function recordActive(tx: Tx, ids: readonly string[], at: Date): Promise<readonly string[]> {
  const activated = await tx
    .updateTable('care_packages.package')
    .set({ status: 'active', opened_at: firstOpened(at), row_version: sql`row_version + 1` })
    .where('council_id', '=', tx.councilId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where('status', '=', 'authorised')
    .returning('id')
    .execute()
  return activated.map(({ id }) => id)
}

type Opened = { readonly packageId: string; readonly from: LocalDate }

/** Care of many packages at once, by one statement; what was recordable earlier stays so. Part of an audited act. */
export async function openManyForRecording(tx: Tx, opened: readonly Opened[], at: Date): Promise<void> {
  await sql`
    update care_packages.package p set recordable_from = least(p.recordable_from, o.day), opened_at = ${firstOpened(at)},
      row_version = p.row_version + 1
    from unnest(${opened.map(({ packageId }) => packageId)}::uuid[], ${opened.map(({ from }) => from)}::date[]) o (id, day)
    where p.council_id = ${tx.councilId} and p.id = o.id`.execute(tx)
}
