import { sql } from 'kysely'
import { acceptPolicies, policiesDue, publishPolicy, type Access } from '../capabilities/access/index.ts'
import { fixedClock } from '../platform/clock.ts'
import { systemScope } from '../platform/db/scope.ts'
import { workRunner } from '../platform/work.ts'

/** Who has read every version but the newest: signing in as him shows what changed, with a button to wait. */
const behind = 'Peter Loades'

const acceptableUse = [
  'You look only at people, packages and payments that you need for your work, and only while you need them.',
  'Your sign-in is yours alone. You do not share your password, your code or your phone, and you lock your screen when you leave it.',
  'What you download you keep no longer than you need it, and never on a computer that is not your organisation’s.',
].join('\n\n')
const acceptableUseNow = [
  acceptableUse,
  'You do not paste what you see here into assistants or translators that the council has not approved.',
].join('\n\n')
const userAccess = [
  'Somebody at your organisation looks after who may sign in. They tell the council on the day on which a person leaves or changes work.',
  'Accounts that nobody uses are suspended after 30 days. Every three months your organisation confirms who still works there.',
].join('\n\n')

type Version = {
  readonly kind: 'acceptable-use' | 'user-access'
  readonly body: string
  readonly changes: string
  readonly basedOn: number
  readonly daysAgo: number
}
const versions: readonly Version[] = [
  { kind: 'acceptable-use', body: acceptableUse, changes: '', basedOn: 0, daysAgo: 200 },
  { kind: 'user-access', body: userAccess, changes: '', basedOn: 0, daysAgo: 200 },
  {
    kind: 'acceptable-use',
    body: acceptableUseNow,
    changes: 'New: what you may not do with assistants that write or translate.',
    basedOn: 1,
    daysAgo: 6,
  },
]
/** So that he who is behind may still decide later. */
const GRACE_DAYS = 30
const DAY = 86_400_000

type Member = {
  readonly accountId: string
  readonly membershipId: string
  readonly name: string
  readonly role: string | null
}

/** What a council asks of its people, and that nearly all of them have accepted it, by the commands that pages call. */
export async function publishPolicies(access: Access, councilCode: string): Promise<void> {
  const councilId = await findCouncil(access, councilCode)
  const members = await listMembers(access, councilId)
  const administrator = members.find(({ role }) => role === 'portal-administration')
  if (administrator === undefined) throw new Error(`${councilCode} has nobody to publish policies`)
  const { accountId, name } = administrator
  const actor = { scope: { role: 'portal_council', councilId, accountId }, name, face: 'council' } as const
  for (const { daysAgo, ...version } of versions) {
    const work = workRunner(access.db, daysBefore(access, daysAgo))
    await work.run(actor, (unit) => publishPolicy(unit, { ...version, graceDays: GRACE_DAYS }))
    const readers = version.basedOn === 0 ? members : members.filter((member) => member.name !== behind)
    for (const member of readers) await accept({ ...access, clock: daysBefore(access, daysAgo - 1) }, member)
  }
}

async function accept(access: Access, { accountId, membershipId }: Member): Promise<void> {
  const at = { accountId, membershipId, through: null }
  const due = await policiesDue(access, at)
  const shown = due?.policies.map(({ id }) => id) ?? []
  if (shown.length > 0) await acceptPolicies(access, { ...at, shown, address: '192.0.2.1' })
}

function daysBefore({ clock }: Access, days: number) {
  return fixedClock(new Date(clock.now().getTime() - days * DAY).toISOString())
}

async function findCouncil({ db }: Access, code: string): Promise<string> {
  const { council_id } = await db.read({ role: 'portal_gate' }, (tx) =>
    tx.selectFrom('platform.council').select('council_id').where('code', '=', code).executeTakeFirstOrThrow(),
  )
  return council_id
}

async function listMembers({ db }: Access, councilId: string): Promise<readonly Member[]> {
  const { rows } = await db.read(systemScope(councilId), (tx) =>
    sql<Member>`
      select m.account_id as "accountId", m.id as "membershipId", m.name, min(r.role) as role
      from access.membership m
      left join access.staff_role r on r.council_id = ${councilId} and r.membership_id = m.id
      where m.council_id = ${councilId} group by m.council_id, m.id order by m.id`.execute(tx),
  )
  return rows
}
