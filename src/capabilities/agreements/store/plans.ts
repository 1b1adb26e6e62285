import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './agreement.ts'

export type PlanOfAgreement = {
  readonly agreementId: string
  readonly packageId: string
  readonly day: LocalDate
  readonly temporary: boolean
  /** The day from which the agreement speaks of its care; null: of each plan from its first day. */
  readonly speaksFrom: LocalDate | null
}

/** The plans that the texts which stand are about, so that each is made anew of the same ones. */
export async function listPlans(
  tx: Tx,
  { providerId }: Reach,
  ids: readonly string[],
): Promise<readonly PlanOfAgreement[]> {
  const { rows } = await sql<PlanOfAgreement>`
    select a.id as "agreementId", l.package_id as "packageId", v.temporary, a.speaks_from as "speaksFrom", greatest(a.speaks_from, coalesce((
      select (c ->> 'startsOn')::date from jsonb_array_elements(r.content -> 'lines') c
      where c ->> 'packageId' = l.package_id::text limit 1), a.starts_on)) as day
    from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    join agreements.revision_line l on l.council_id = ${tx.councilId} and l.agreement_id = a.id and l.revision = a.revision
    join published.package_version v on v.council_id = ${tx.councilId} and v.package_id = l.package_id
      and v.version = l.package_version
    where a.council_id = ${tx.councilId} and a.id = any(${[...ids]}::uuid[])
      and (${providerId ?? null}::uuid is null or a.provider_id = ${providerId ?? null}::uuid)
    order by a.id, l.package_id limit 5000`.execute(tx)
  return rows
}
