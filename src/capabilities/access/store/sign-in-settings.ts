import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { SignInSettings } from '../rules/sign-in-settings.ts'

export type SavedSettings = SignInSettings & { readonly version: number }

const columns = [
  'sign_in_policy as policy',
  'security_code as securityCode',
  'first_access as firstAccess',
  sql<SignInSettings['dormantDays']>`dormant_days::text`.as('dormantDays'),
  sql<SignInSettings['linkHours']>`link_hours::text`.as('linkHours'),
  sql<SignInSettings['idleMinutes']>`idle_minutes::text`.as('idleMinutes'),
  'row_version as version',
] as const

export async function getSignInSettings(tx: Tx): Promise<SavedSettings> {
  return tx
    .selectFrom('platform.council')
    .select(columns)
    .where('council_id', '=', tx.councilId)
    .executeTakeFirstOrThrow()
}

/** Two who change them come one after the other. */
export async function lockSignInSettings(tx: Tx): Promise<SavedSettings> {
  return tx
    .selectFrom('platform.council')
    .select(columns)
    .where('council_id', '=', tx.councilId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function saveSignInSettings(tx: Tx, settings: SignInSettings): Promise<void> {
  await tx
    .updateTable('platform.council')
    .set(({ eb }) => ({
      sign_in_policy: settings.policy,
      security_code: settings.securityCode,
      first_access: settings.firstAccess,
      dormant_days: Number(settings.dormantDays),
      link_hours: Number(settings.linkHours),
      idle_minutes: Number(settings.idleMinutes),
      row_version: eb('row_version', '+', 1),
    }))
    .where('council_id', '=', tx.councilId)
    .execute()
}

/** How long this council's links to set up an account work. */
export async function getLinkHours(tx: Tx): Promise<number> {
  const { hours } = await tx
    .selectFrom('platform.council')
    .select('link_hours as hours')
    .where('council_id', '=', tx.councilId)
    .executeTakeFirstOrThrow()
  return hours
}

export type Affected = {
  /** Who has a place with the council today. */
  readonly people: number
  /** Of them, who also works where the classic rules hold, and keeps those. */
  readonly classicElsewhere: number
  /** Whose password is older than the days that the classic rules give it. */
  readonly oldPasswords: number
  /** Who has digits of a code for a second step and nothing else. */
  readonly digitsOnly: number
}
type At = { readonly councilId: string; readonly today: LocalDate }

/** At the gate, where accounts are. */
export async function countAffected(
  tx: Tx,
  { councilId, today, oldBefore }: At & { readonly oldBefore: LocalDate },
): Promise<Affected> {
  const { rows } = await sql<Affected>`
    select count(*)::integer as people,
      count(*) filter (where exists (select from access.membership o join platform.council c on c.council_id = o.council_id
        where o.account_id = a.id and o.council_id <> ${councilId} and ${current('o', today)}
          and c.sign_in_policy = 'classic'))::integer as "classicElsewhere",
      count(*) filter (where a.password_changed_at < ${oldBefore}::date)::integer as "oldPasswords",
      count(*) filter (where ${onlyDigits(councilId)})::integer as "digitsOnly"
    from access.account a where ${worksIn({ councilId, today })}`.execute(tx)
  return rows[0] ?? { people: 0, classicElsewhere: 0, oldPasswords: 0, digitsOnly: 0 }
}

export type LeftOut = { readonly accountId: string; readonly email: string }

/** At the gate: who could not take the second step any more without digits. */
export async function listDigitsOnly(tx: Tx, at: At, most: number): Promise<readonly LeftOut[]> {
  const { rows } = await sql<LeftOut>`
    select a.id as "accountId", a.email from access.account a
    where ${worksIn(at)} and ${onlyDigits(at.councilId)} order by a.id limit ${most}`.execute(tx)
  return rows
}

function worksIn({ councilId, today }: At) {
  return sql`exists (select from access.membership m
    where m.account_id = a.id and m.council_id = ${councilId} and ${current('m', today)})`
}

function current(membership: 'm' | 'o', today: LocalDate) {
  const [from, until] = [sql.ref(`${membership}.starts_on`), sql.ref(`${membership}.ends_on`)]
  return sql`${from} <= ${today} and (${until} is null or ${until} > ${today})`
}

/** Whoever comes by an organisation's own sign-in needs no second step here. */
function onlyDigits(councilId: string) {
  return sql`(a.status = 'active' and a.app_confirmed_at is null
    and not exists (select from access.passkey k where k.account_id = a.id)
    and not exists (select from access.sign_on_subject s where s.council_id = ${councilId} and s.account_id = a.id))`
}
