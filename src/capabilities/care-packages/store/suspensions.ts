import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Package } from '../rules/package.ts'
import type { Reach } from './reach.ts'

export type Suspension = {
  readonly id: string
  readonly reason: string
  readonly since: LocalDate
  readonly waitingFor: 'council' | 'provider'
  readonly suspenderName: string
  readonly askedAt: Date | null
  readonly askerName: string | null
  readonly askerText: string | null
}

/** What the council said no to: the request and the answer, in both sides' words. */
export type ReleaseRefusal = {
  readonly askedAt: Date
  readonly askerName: string
  readonly askerText: string
  readonly refusedAt: Date
  readonly refuserName: string
  readonly answer: string
}

/** The one that holds now. */
export function findSuspension(tx: Tx, { providerId }: Reach, packageId: string): Promise<Suspension | undefined> {
  return tx
    .selectFrom('care_packages.suspension')
    .where('council_id', '=', tx.councilId)
    .where('package_id', '=', packageId)
    .where('released_at', 'is', null)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select(['id', 'reason', 'since', 'waiting_for as waitingFor', 'suspender_name as suspenderName'])
    .select(['asked_at as askedAt', 'asker_name as askerName', 'asker_text as askerText'])
    .executeTakeFirst()
}

/** Of the one that holds now, the latest first. */
export function listReleaseRefusals(tx: Tx, { providerId }: Reach, packageId: string): Promise<ReleaseRefusal[]> {
  return tx
    .selectFrom('care_packages.suspension as s')
    .innerJoin('care_packages.release_refusal as r', (join) =>
      join.on('r.council_id', '=', tx.councilId).onRef('r.suspension_id', '=', 's.id'),
    )
    .where('s.council_id', '=', tx.councilId)
    .where('s.package_id', '=', packageId)
    .where('s.released_at', 'is', null)
    .$if(providerId !== undefined, (query) => query.where('s.provider_id', '=', providerId ?? ''))
    .select(['r.asked_at as askedAt', 'r.asker_name as askerName', 'r.asker_text as askerText'])
    .select(['r.refused_at as refusedAt', 'r.refuser_name as refuserName', 'r.answer'])
    .orderBy('r.refused_at', 'desc')
    .execute()
}

/** Of a provider's suspended packages, those of which the next move is its own; the one, where there is but one. */
export async function countSuspendedForProvider(
  tx: Tx,
): Promise<{ readonly count: number; readonly since: LocalDate | null; readonly packageId: string | null }> {
  const { rows } = await sql<{ count: number; since: LocalDate | null; packageId: string | null }>`
    select count(*)::int as count, min(s.since) as since, case count(*) when 1 then (array_agg(s.package_id))[1] end as "packageId"
    from care_packages.suspension s
    where s.council_id = ${tx.councilId} and s.provider_id = ${tx.providerId} and s.released_at is null
      and s.waiting_for = 'provider'`.execute(tx)
  return rows[0] ?? { count: 0, since: null, packageId: null }
}

/** Of the council: suspended packages of which somebody at the provider has asked for the release. */
export async function countReleasesAsked(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from care_packages.suspension s
    where s.council_id = ${tx.councilId} and s.released_at is null and s.asked_at is not null`.execute(tx)
  return rows[0]?.count ?? 0
}

type By = { readonly accountId: string; readonly name: string; readonly at: Date }
type New = { readonly reason: string; readonly since: LocalDate; readonly waitingFor: Suspension['waitingFor'] }

/** False when the package is not one that can be suspended any more. */
export async function recordSuspension(tx: Tx, care: Package, wanted: New, by: By): Promise<boolean> {
  if (!(await recordStatus(tx, care.id, { from: 'active', to: 'suspended' }))) return false
  await tx
    .insertInto('care_packages.suspension')
    .values({
      council_id: tx.councilId,
      provider_id: care.provider.id,
      service_id: care.service.id,
      contract_id: care.contract.id,
      package_id: care.id,
      ...{ reason: wanted.reason, since: wanted.since, waiting_for: wanted.waitingFor },
      ...{ suspended_by: by.accountId, suspender_name: by.name, suspended_at: by.at },
    })
    .execute()
  return true
}

export async function recordRelease(tx: Tx, packageId: string, by: By): Promise<boolean> {
  if (!(await recordStatus(tx, packageId, { from: 'suspended', to: 'active' }))) return false
  await tx
    .updateTable('care_packages.suspension')
    .set({ released_at: by.at, releaser_name: by.name })
    .where('council_id', '=', tx.councilId)
    .where('package_id', '=', packageId)
    .where('released_at', 'is', null)
    .execute()
  return true
}

type Step = { readonly from: 'active' | 'suspended'; readonly to: 'active' | 'suspended' }

async function recordStatus(tx: Tx, packageId: string, { from, to }: Step): Promise<boolean> {
  const changed = await tx
    .updateTable('care_packages.package')
    .set({ status: to, row_version: sql`row_version + 1` })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', packageId)
    .where('status', '=', from)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/** False when it is released, or asked for, already. Asking puts the next move with the council. */
export async function recordReleaseAsked(tx: Tx, packageId: string, text: string, by: By): Promise<boolean> {
  const changed = await tx
    .updateTable('care_packages.suspension')
    .set({ asked_at: by.at, asker_name: by.name, asker_text: text, waiting_for: 'council' })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('package_id', '=', packageId)
    .where('released_at', 'is', null)
    .where('asked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

export type Refusing = { readonly packageId: string; readonly askedAt: Date; readonly answer: string }

/** False when that request does not wait any more. Its words go to the answer, and the next move back to the provider. */
export async function recordReleaseRefusal(tx: Tx, { packageId, askedAt, answer }: Refusing, by: By): Promise<boolean> {
  const { rows } = await sql`
    with asked as (
      update care_packages.suspension s
      set asked_at = null, asker_name = null, asker_text = null, waiting_for = 'provider'
      where s.council_id = ${tx.councilId} and s.package_id = ${packageId} and s.released_at is null
        and s.asked_at = ${askedAt}
      returning s.*, old.asked_at as was_asked_at, old.asker_name as was_asker_name, old.asker_text as was_asker_text
    )
    insert into care_packages.release_refusal (council_id, provider_id, service_id, contract_id, package_id, suspension_id,
      asked_at, asker_name, asker_text, refused_by, refuser_name, refused_at, answer)
    select council_id, provider_id, service_id, contract_id, package_id, id, was_asked_at, was_asker_name, was_asker_text,
      ${by.accountId}, ${by.name}, ${by.at}, ${answer}
    from asked returning id`.execute(tx)
  return rows.length > 0
}
