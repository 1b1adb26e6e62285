import { sql } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { ENDING_DAYS } from '../rules/warnings.ts'
import type { Reach } from './list.ts'

/** Packages that end soon while nothing the reader can see goes on, or begins, for the person afterwards. */
export async function countNothingFollows(tx: Tx, { providerId }: Partial<Reach>, today: LocalDate): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from care_packages.package p
    where p.council_id = ${tx.councilId} and (${providerId ?? null}::uuid is null or p.provider_id = ${providerId ?? null}::uuid)
      and p.status not in ('draft', 'cancelled') and p.ends_on >= ${today}::date
      and p.ends_on <= ${addDays(today, ENDING_DAYS)}::date
      and not exists (
        select from care_packages.package later
        where later.council_id = ${tx.councilId} and (${providerId ?? null}::uuid is null or later.provider_id = ${providerId ?? null}::uuid)
          and later.person_id = p.person_id and later.id <> p.id and later.status not in ('draft', 'cancelled')
          and (later.ends_on is null or later.ends_on > p.ends_on))`.execute(tx)
  return Number(rows[0]?.count ?? 0n)
}
