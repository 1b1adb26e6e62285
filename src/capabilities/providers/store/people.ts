import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** The addresses of those who look after the whole organisation at a provider. The council's role alone may ask. */
export async function listAdministratorAddresses(tx: Tx, providerId: string, today: LocalDate): Promise<string[]> {
  const rows = await tx
    .selectFrom('published.member as m')
    .innerJoin('published.member_grant as g', (join) =>
      join.onRef('g.council_id', '=', 'm.council_id').onRef('g.membership_id', '=', 'm.id'),
    )
    .where('m.council_id', '=', tx.councilId)
    .where('m.provider_id', '=', providerId)
    .where('g.scope', '=', 'organisation')
    .where('g.mode', '=', 'edit')
    .where('g.role', 'in', ['main', 'admin', 'full'])
    .where('m.starts_on', '<=', today)
    .where('g.starts_on', '<=', today)
    .where((where) => where.or([where('m.ends_on', 'is', null), where('m.ends_on', '>=', today)]))
    .where((where) => where.or([where('g.ends_on', 'is', null), where('g.ends_on', '>=', today)]))
    .select('m.email')
    .distinct()
    .orderBy('m.email')
    .limit(200)
    .execute()
  return rows.map(({ email }) => email)
}
